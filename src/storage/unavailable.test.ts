import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { inRolledBackTransaction, testDatabase } from '../../test/kit/database.ts'
import { until } from '../../test/kit/eventually.ts'
import { DomainError } from '../kernel/domain-error.ts'
import { openDatabase } from './database.ts'
import { type Db, kyselyOver } from './driver.ts'
import { databaseUnavailable, isUnavailable } from './unavailable.ts'

const { kind, db, pool, close } = await testDatabase()
after(close)

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => assert.fail('did not fail'),
    error => error,
  )

async function saysUnavailable(work: Promise<unknown>) {
  const error = await failureOf(work)
  assert.ok(isUnavailable(error), String(error))
}

/** A TCP server on a port of its own; answers the port. */
async function listening(onConnection: (socket: Socket) => void, work: (port: number) => Promise<void>) {
  const server = createServer(onConnection)
  const sockets = new Set<Socket>()
  server.on('connection', socket => sockets.add(socket.on('error', () => {})))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  try {
    await work((server.address() as AddressInfo).port)
  } finally {
    for (const socket of sockets) socket.destroy()
    await new Promise(resolve => server.close(resolve))
  }
}

async function asking(url: string): Promise<void> {
  const database = await openDatabase({ url })
  try {
    await sql`select 1`.execute(database.db)
  } finally {
    await database.close()
  }
}

test('a server that does not run is unavailable', async () => {
  let closedPort = 0
  await listening(
    () => {},
    async port => {
      closedPort = port
    },
  )
  await saysUnavailable(asking(`postgres://postgres@127.0.0.1:${closedPort}/postgres`))
  await saysUnavailable(asking(`postgres://postgres@localhost:${closedPort}/postgres`))
  await saysUnavailable(asking('postgres:///postgres?host=/tmp/no-such-folder'))
})

test('a server that hangs up is unavailable', () =>
  listening(
    socket => socket.end(),
    port => saysUnavailable(asking(`postgres://postgres@127.0.0.1:${port}/postgres`)),
  ))

test('a server that never answers is unavailable', () =>
  listening(
    () => {},
    async port => {
      const silent = new pg.Pool({
        host: '127.0.0.1',
        port,
        user: 'postgres',
        connectionTimeoutMillis: 50,
      })
      await saysUnavailable(sql`select 1`.execute(kyselyOver(silent)))
      await silent.end()
    },
  ))

test('a database that was closed is unavailable', async () => {
  const database = await openDatabase({ url: 'postgres://postgres@127.0.0.1:1/postgres' })
  await database.close()
  await saysUnavailable(sql`select 1`.execute(database.db))
})

test('a database that only answers reads is unavailable', () =>
  inRolledBackTransaction(db, async tx => {
    await sql`set transaction read only`.execute(tx)
    await saysUnavailable(sql`delete from health_probes`.execute(tx))
  }))

if (kind === 'server') {
  test('a connection that the server ends in the middle of a query is unavailable, and soon another serves', async () => {
    const broken = failureOf(sql`select pg_sleep(60) /* to be ended */`.execute(db))
    await until(async () => {
      const { rows } = await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where query like '%to be ended%' and datname = current_database() and pid <> pg_backend_pid()`.execute(
        db,
      )
      return rows.length > 0
    })
    const error = await broken
    assert.ok(isUnavailable(error), String(error))
    await until(() =>
      sql`select 1`.execute(db).then(
        () => true,
        () => false,
      ),
    )
  })

  test('a connection that the server ends in the middle of a transaction is unavailable', async () => {
    const work = db.transaction().execute(async tx => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
      await sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(db)
      await sql`select 1`.execute(tx)
    })
    await saysUnavailable(work)
  })

  test('a connection that breaks while nobody waits for an answer on it does not end the process', async () => {
    const client = await pool.connect()
    const { rows } = await client.query('select pg_backend_pid() as pid')
    const ended = new Promise<void>(resolve => client.once('end', resolve))
    await pool.query('select pg_terminate_backend($1)', [rows[0].pid])
    await ended // an error without a listener would have failed this test by now
    await saysUnavailable(client.query('select 1'))
    client.release()
  })

  test('a statement that ran out of its time is not the database being away', async () => {
    const error = await failureOf(
      inRolledBackTransaction(db, async tx => {
        await sql`set local statement_timeout = '20ms'`.execute(tx)
        await sql`select pg_sleep(60)`.execute(tx)
      }),
    )
    assert.equal((error as { code?: string }).code, '57014')
    assert.ok(!isUnavailable(error))
  })

  test('a pool without a free connection is unavailable', async () => {
    const narrow = new pg.Pool({ ...pool.options, max: 1, connectionTimeoutMillis: 50 })
    const client = await narrow.connect()
    await saysUnavailable(sql`select 1`.execute(kyselyOver(narrow)))
    client.release()
    await sql`select 1`.execute(kyselyOver(narrow))
    await narrow.end()
  })

  test('a server that takes no more connections is unavailable', async () => {
    const role = `parley_test_narrow_${process.pid}`
    await pool.query(`create role ${role} login connection limit 1`)
    const options = { connectionString: pool.options.connectionString!.replace('postgres@', `${role}@`) }
    const first = new pg.Client(options)
    await first.connect()
    try {
      const second = new pg.Client(options)
      second.on('error', () => {})
      await saysUnavailable(second.connect())
    } finally {
      await first.end()
      await until(() =>
        pool.query(`drop role ${role}`).then(
          () => true,
          () => false,
        ),
      )
    }
  })
}

test('what is wrong with a statement or its data is not the database being away', async () => {
  const wrong: ((tx: Db) => Promise<unknown>)[] = [
    tx => sql`selec 1`.execute(tx),
    tx => sql`select 1 / 0`.execute(tx),
    tx => sql`select 'x'::uuid`.execute(tx),
    tx => sql`select ${'a\0b'}::text`.execute(tx),
    tx => sql`select * from no_such_table`.execute(tx),
    tx => sql`insert into health_probes values ('twice', now()), ('twice', now())`.execute(tx),
    tx => sql`insert into api_keys (tenant_id) values (gen_random_uuid())`.execute(tx),
  ]
  for (const statement of wrong) {
    const error = await failureOf(statement(db))
    assert.ok(!isUnavailable(error), String(error))
  }
})

test('a missing file, another error of the domain and what is no error are not the database being away', async () => {
  const missing = await failureOf(readFile('/tmp/no-such-file'))
  for (const other of [
    missing,
    new DomainError('x', 'timeout expired', {}),
    new Error('Oops'),
    'ECONNREFUSED',
    null,
  ])
    assert.ok(!isUnavailable(other), String(other))
  assert.ok(isUnavailable(databaseUnavailable('it is away')))
})
