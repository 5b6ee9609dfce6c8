import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { newActivity } from '../../test/kit/activity.ts'
import { testDatabase } from '../../test/kit/database.ts'
import { until } from '../../test/kit/eventually.ts'
import { deleteContact } from '../domain/contacts/delete-contact.ts'
import { readCounters } from '../domain/interactions/counters.ts'
import { createIntake } from '../domain/interactions/intake.ts'
import { readBody } from '../domain/interactions/read-body.ts'
import { createMetrics } from '../http/metrics.ts'
import { systemClock } from '../kernel/clock.ts'
import { lowestIdAt, newId } from '../kernel/ids.ts'
import { openBlobs } from '../storage/blobs/open-blobs.ts'
import { transact } from '../storage/database.ts'
import { createLogSignal } from '../storage/log/signal.ts'
import { keepBodiesLoop } from './body-keeper.ts'
import { readGauges } from './gauges.ts'
import { housekeepingLoop, tidyLoop } from './housekeeping.ts'
import type { WorkerParts } from './parts.ts'
import { consumers, startWorkers } from './workers.ts'

const database = { ...(await testDatabase()), onDeath: () => {} }
const { db } = database
const folder = mkdtempSync(join(tmpdir(), 'parley-workers-'))
after(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})

const hour = 3_600_000
const blobs = openBlobs(folder, {})
const signal = createLogSignal()
const intake = createIntake(db, signal, { flights: 1, mostPerBatch: 500 })
const partsAt = (wall: () => number = Date.now): WorkerParts => ({
  database,
  blobs,
  clock: systemClock(wall),
  signal,
  onError: (error, worker) => assert.fail(`${worker}: ${error}`),
})
const today = new Date().toISOString().slice(0, 10)
const blobsThere = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).length

test('what was recorded is counted and what was deleted is taken away, while the workers run', async () => {
  const activity = await newActivity(db)
  const { tenant, contactId } = activity
  const workers = startWorkers(partsAt())
  await Promise.all([activity.interaction(), activity.interaction({})].map(intake.record))
  await until(async () => {
    const [count] = await readCounters(db, tenant.id, today)
    return count?.accepted === 1 && count.rejected === 1
  })
  await transact(db, tx => deleteContact(tx, tenant, contactId, undefined, new Date()))
  signal.appended('events', [tenant.id])
  await until(async () => {
    const rows = await db.selectFrom('interactions').select('id').where('tenant_id', '=', tenant.id).execute()
    return rows.length === 0
  })
  const from = performance.now()
  await workers.stop()
  assert.ok(performance.now() - from < 5000)
})

test('consumers have names of their own', () => {
  assert.equal(new Set(consumers.map(({ name, log }) => `${log} ${name}`)).size, consumers.length)
})

test('the body keeper moves what has waited and erases what was deleted', async () => {
  const activity = await newActivity(db)
  const [stays, goes] = [activity.interaction(), activity.interaction()]
  await Promise.all([intake.record(stays), intake.record(goes)])
  const loop = keepBodiesLoop(
    partsAt(() => Date.now() + 2 * hour),
    1,
  )
  const bundle = () =>
    db
      .selectFrom('body_bundles')
      .select(['bodies', 'archive'])
      .where('tenant_id', '=', activity.tenant.id)
      .executeTakeFirst()
  await until(async () => (await bundle())?.archive != null)
  const first = (await bundle())?.archive
  await sql`with gone as (
      delete from interactions where id = ${goes.prepared.id} returning tenant_id, body_bundle, body_position
    ) insert into body_erasures select * from gone`.execute(db)
  await until(async () => (await bundle())?.archive !== first)
  await loop.stop()
  assert.equal(await readBody(db, blobs, activity.tenant.id, stays.prepared.id), stays.prepared.body)
})

test('the housekeeping makes partitions, forgets old answers and sweeps lost archives', async () => {
  const { tenant } = await newActivity(db)
  const lost = `${tenant.id}/bodies/${lowestIdAt(new Date('2020-01-01'))}.gz`
  await blobs.put(lost, Buffer.from('x'))
  const answer = (age: number) => ({
    tenant_id: tenant.id,
    key_hash: Buffer.from(newId()),
    request_hash: Buffer.alloc(32),
    status: 200,
    body: '{}',
    created_at: new Date(Date.now() - age),
  })
  await db
    .insertInto('idempotent_replies')
    .values([answer(25 * hour), answer(23 * hour)])
    .execute()
  const next = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + 3))
  const partition = `events_${next.toISOString().slice(0, 7).replace('-', '')}`
  await sql`drop table ${sql.table(partition)}`.execute(db)

  const before = blobsThere()
  const loop = housekeepingLoop(partsAt(), 1)
  await until(async () => (await blobs.get(lost)) === undefined)
  await loop.stop()
  assert.equal(blobsThere(), before - 1, 'archives in use stay')
  const { rows } = await sql`select to_regclass(${partition}) as name`.execute(db)
  assert.deepEqual(rows, [{ name: partition }])
  const answers = await db.selectFrom('idempotent_replies').select('created_at').execute()
  assert.equal(answers.length, 1)
  assert.ok(answers[0]!.created_at.getTime() > Date.now() - 24 * hour)
})

test('tidying goes on by itself', async () => {
  const nodes = Array.from({ length: 500 }, (_, number) => ({ node: `n${number}`, written_at: new Date() }))
  await db.insertInto('health_probes').values(nodes).execute()
  const loop = tidyLoop(partsAt(), 1)
  await until(async () => {
    const { rows } = await sql<{ count: number }>`
      select reltuples::int as count from pg_class where relname = 'health_probes'`.execute(db)
    return rows[0]?.count === 500
  })
  await loop.stop()
})

test('an operator can see how far each consumer is and how the connections are used', async () => {
  const activity = await newActivity(db)
  await Promise.all([activity.interaction(), activity.interaction()].map(intake.record))
  const [counter] = consumers
  await db.deleteFrom('log_cursors').execute()
  await db
    .insertInto('log_cursors')
    .values({
      tenant_id: activity.tenant.id,
      log: 'interactions',
      consumer: counter!.name,
      seq: 1,
      failures: 2,
    })
    .execute()
  const { rows } = await sql<{ behind: number }>`
    select sum(seq) - 1 as behind from log_heads where log = 'interactions'`.execute(db)
  const metrics = createMetrics()
  metrics.beforeScrape(gauges => readGauges(database, gauges))
  const { text } = await metrics.render()
  const value = (name: string) => Number(new RegExp(`^${name}\\{[^}]*\\} (\\S+)$`, 'm').exec(text)?.[1])
  assert.ok(text.includes(`parley_log_lag{consumer="${counter!.name}",log="interactions"} `))
  assert.equal(value('parley_log_lag'), Number(rows[0]?.behind))
  assert.equal(value('parley_log_consumer_failing_tenants'), 1)
  const age = value('parley_log_oldest_unprocessed_seconds')
  assert.ok(age > 0 && age < 60, String(age))
  assert.equal(value('parley_db_pool_connections'), database.pool.totalCount)
})
