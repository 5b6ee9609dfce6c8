import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { testDatabase } from '../../test/kit/database.ts'
import { until } from '../../test/kit/eventually.ts'
import { type Migration, migrate, pendingMigrations, readMigrations } from './migrate.ts'

const { kind, pool, close } = await testDatabase()
after(close)
beforeEach(() => pool.query('drop schema public cascade; create schema public'))

const ours = readMigrations()
const names = (migrations: readonly Migration[]) => migrations.map(migration => migration.name)
const step = (name: string, sql: string): Migration => ({ name, sql, checksum: sql })
const isThere = async (table: string) =>
  (await pool.query('select to_regclass($1) is not null as yes', [table])).rows[0].yes

test('an empty database is brought to this version, and stays as it is the next time', async () => {
  assert.deepEqual(await pendingMigrations(pool), names(ours))
  assert.deepEqual(await migrate(pool), names(ours))
  assert.ok(await isThere('interactions'))
  assert.deepEqual(await pendingMigrations(pool), [])
  assert.deepEqual(await migrate(pool), [])
  const { rows } = await pool.query('select name, checksum from schema_migrations order by name')
  assert.deepEqual(
    rows,
    ours.map(({ name, checksum }) => ({ name, checksum })),
  )
})

test('partitions of the coming months that are missing are made, also where no migration is', async () => {
  await migrate(pool)
  const { rows } = await pool.query(
    `select to_char(now() at time zone 'UTC' + interval '3 months', 'YYYYMM') as month`,
  )
  const last = `events_${rows[0].month}`
  await pool.query(`drop table ${last}`)
  assert.deepEqual(await migrate(pool), [])
  assert.ok(await isThere(last))
})

test('what is new is applied in order, and only that', async () => {
  await migrate(pool)
  const first = step('9001_first.sql', 'create table first (n int)')
  const second = step('9002_second.sql', 'create table second as select * from first')
  assert.deepEqual(await migrate(pool, [...ours, first]), ['9001_first.sql'])
  assert.deepEqual(await pendingMigrations(pool, [...ours, first, second]), ['9002_second.sql'])
  assert.deepEqual(await migrate(pool, [...ours, first, second]), ['9002_second.sql'])
  assert.ok(await isThere('second'))
})

test('a migration that was changed after it was applied is refused', async () => {
  await migrate(pool)
  const changed = ours.map(migration => ({ ...migration, checksum: 'another' }))
  const refused = { name: 'MigrationRefused', message: /0001_foundation\.sql was changed/ }
  await assert.rejects(migrate(pool, changed), refused)
  await assert.rejects(pendingMigrations(pool, changed), refused)
  assert.deepEqual(await migrate(pool), [], 'nothing was broken by it')
})

test('a database that is ahead of this version is refused', async () => {
  await migrate(pool, [...ours, step('9001_later.sql', 'select 1')])
  const refused = { name: 'MigrationRefused', message: /9001_later\.sql.*does not know/ }
  await assert.rejects(migrate(pool), refused)
  await assert.rejects(pendingMigrations(pool), refused)
})

test('a migration that fails leaves nothing of itself, and all before it', async () => {
  const good = step('9001_good.sql', 'create table good ()')
  const bad = step('9002_bad.sql', 'create table half (); select 1 / 0')
  await assert.rejects(migrate(pool, [...ours, good, bad]), {
    name: 'MigrationRefused',
    message: '9002_bad.sql failed: division by zero',
  })
  assert.deepEqual([await isThere('good'), await isThere('half')], [true, false])
  const mended = step('9002_bad.sql', 'create table whole ()')
  assert.deepEqual(await migrate(pool, [...ours, good, mended]), ['9002_bad.sql'])
  const { rows } = await pool.query(`select count(*)::int as locks from pg_locks where locktype = 'advisory'
    and database = (select oid from pg_database where datname = current_database())`)
  assert.equal(rows[0].locks, 0, 'the lock is given back')
})

test('a migration that cannot be recorded leaves nothing of itself', async () => {
  const unrecorded = step(
    '9001_unrecorded.sql',
    "create table half (); alter table schema_migrations add check (name < '9')",
  )
  await assert.rejects(migrate(pool, [...ours, unrecorded]), {
    name: 'MigrationRefused',
    message: /^9001_unrecorded\.sql failed: .* violates check constraint/,
  })
  assert.equal(await isThere('half'), false)
})

test('migrations are not held to the time limit of requests, which is in force again afterwards', async () => {
  const client = await pool.connect()
  await client.query("set statement_timeout = '59s'")
  client.release()
  const look = step(
    '9001_look.sql',
    "create table limits as select current_setting('statement_timeout') as value",
  )
  await migrate(pool, [...ours, look])
  assert.deepEqual((await pool.query('select value from limits')).rows, [{ value: '0' }])
  const { rows } = await pool.query('show statement_timeout')
  assert.equal(rows[0].statement_timeout, kind === 'server' ? '1min' : '0')
})

test('of several that migrate at once one does the work and the others find it done', async () => {
  const applied = await Promise.all([migrate(pool), migrate(pool), migrate(pool)])
  assert.deepEqual(applied.toSorted(), [[], [], names(ours)].toSorted())
})

if (kind === 'server')
  test('who migrates waits for the one who is migrating', async () => {
    const other = await pool.connect()
    await other.query('select pg_advisory_lock(7271539)')
    const migrating = migrate(pool)
    await until(async () => {
      const { rows } = await pool.query(
        `select 1 from pg_locks where locktype = 'advisory' and objid = 7271539 and not granted
           and database = (select oid from pg_database where datname = current_database())`,
      )
      return rows.length === 1
    })
    assert.equal(await isThere('schema_migrations'), false)
    await other.query('select pg_advisory_unlock(7271539)')
    other.release()
    assert.deepEqual(await migrating, names(ours))
  })

test('migrations are the numbered files of the folder, by number, each known by its bytes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-migrations-'))
  try {
    const files = {
      '0010_c.sql': 'c',
      '0002_b.sql': 'b',
      '0001_a.sql': 'a',
      'schema.sql': 's',
      'notes.md': 'n',
    }
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    const read = () => readMigrations(pathToFileURL(`${folder}/`))
    const before = read()
    assert.deepEqual(
      before.map(({ name, sql }) => [name, sql]),
      [
        ['0001_a.sql', 'a'],
        ['0002_b.sql', 'b'],
        ['0010_c.sql', 'c'],
      ],
    )
    writeFileSync(join(folder, '0002_b.sql'), 'b ')
    const changed = read().map((migration, index) => migration.checksum !== before[index]?.checksum)
    assert.deepEqual(changed, [false, true, false])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('our own are numbered one after another', () => {
  const numbers = readMigrations().map(({ name }) => Number(name.slice(0, 4)))
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => index + 1),
  )
})
