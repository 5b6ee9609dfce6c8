import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '../../test/kit/database.ts'
import { until } from '../../test/kit/eventually.ts'
import type { Db } from './driver.ts'
import { createPipelines } from './pipelines.ts'

const database = await testDatabase()
after(database.close)
const pipelines = createPipelines(database)

const quotient = async (db: Db, divisor: number) => {
  const { rows } = await sql<{ value: number; pid: number }>`
    /* pipelined_quotient */ select 1 / ${divisor}::int as value, pg_backend_pid() as pid`.execute(db)
  return rows[0]!
}

test('what is on a pipeline at once has one connection, which is given back', async () => {
  const pids = new Set<number>()
  const three = [1, 1, 1].map(value => pipelines.on('a pipeline', db => quotient(db, value)))
  for (const { pid } of await Promise.all(three)) pids.add(pid)
  assert.equal(pids.size, 1)
  const { pool } = database
  await until(() => pool.idleCount === pool.totalCount)
})

test('one that fails leaves what is before and behind it as it is', async () => {
  const settled = await Promise.allSettled(
    [1, 0, 1].map(value => pipelines.on('a pipeline', db => quotient(db, value))),
  )
  assert.deepEqual(
    settled.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
})

test('a statement leaves before the one before is answered', async () => {
  const order: string[] = []
  const slow = pipelines
    .on('a pipeline', db => sql`select pg_sleep(0.2)`.execute(db))
    .then(() => order.push('slow'))
  const sent = pipelines.on('a pipeline', async db => {
    const answer = quotient(db, 1)
    order.push('sent')
    await answer
  })
  await Promise.all([slow, sent])
  assert.deepEqual(order, ['sent', 'slow'])
})

test('nothing may follow while others wait for a connection', async () => {
  assert.equal(pipelines.mayFollow(), true)
  const most = database.pool.options.max
  const held = await Promise.all(Array.from({ length: most }, () => database.pool.connect()))
  const waiting = database.pool.connect()
  assert.equal(pipelines.mayFollow(), false)
  for (const client of held) client.release()
  ;(await waiting).release()
  assert.equal(pipelines.mayFollow(), true)
})
