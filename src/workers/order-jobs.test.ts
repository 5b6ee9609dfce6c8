import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { addContact } from '../../test/kit/activity.ts'
import { newTenant, testDatabase } from '../../test/kit/database.ts'
import { until } from '../../test/kit/eventually.ts'
import { acceptOrderJob } from '../domain/orders/accept-order-job.ts'
import { performOrderJob, performOrderJobs } from '../domain/orders/perform-order-job.ts'
import { readOrder, readOrderJob } from '../domain/orders/read-orders.ts'
import { systemClock } from '../kernel/clock.ts'
import { transact } from '../storage/database.ts'
import { createLogSignal } from '../storage/log/signal.ts'
import { orderJobsLoop } from './order-jobs.ts'
import type { WorkerParts } from './parts.ts'

const database = { ...(await testDatabase()), onDeath: () => {} }
const { db } = database
after(() => database.close())

const parts = (onError: WorkerParts['onError'] = error => assert.fail(String(error))): WorkerParts => ({
  database,
  blobs: undefined as never,
  clock: systemClock(),
  signal: createLogSignal(),
  onError,
})

async function newJob(orderId = 'o-1') {
  const tenant = await newTenant(db)
  const value = await addContact(db, tenant)
  const contact = { kind: 'contactId', value, contactType: 'Member' } as const
  const body = JSON.stringify({ orderId, status: 'New' })
  const job = { kind: 'create', orderId, contact, body } as const
  const id = await transact(db, tx => acceptOrderJob(tx, tenant, job, new Date()))
  return { tenant, id, orderId, contactId: value }
}

const createdEvents = (tenantId: string) =>
  db
    .selectFrom('events')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('type', '=', 'order.created')
    .execute()

test('a worker that dies between claim and commit has done nothing, and the next one does it once', async () => {
  const { tenant, id, orderId, contactId } = await newJob()
  const died = new Error('killed')
  const dying = transact(db, async tx => {
    assert.equal(await performOrderJob(tx, tenant.id, id), true)
    throw died
  })
  await assert.rejects(dying, died)
  assert.equal((await readOrderJob(db, tenant, id)).isDone, false)
  await assert.rejects(readOrder(db, tenant, orderId), { code: 'order-not-found' })
  assert.deepEqual(await createdEvents(tenant.id), [])

  const loops = [orderJobsLoop(parts(), 1), orderJobsLoop(parts(), 1)]
  await until(async () => (await readOrderJob(db, tenant, id)).isDone)
  await Promise.all(loops.map(loop => loop.stop()))
  assert.equal((await readOrder(db, tenant, orderId)).contactId, contactId)
  assert.equal((await createdEvents(tenant.id)).length, 1)
})

test('a worker whose connection is cut has done nothing', {
  skip: database.kind === 'embedded',
}, async () => {
  const { tenant, id } = await newJob()
  const cut = transact(db, async tx => {
    await performOrderJob(tx, tenant.id, id)
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    await sql`select pg_terminate_backend(${rows[0]!.pid})`.execute(db)
    await sql`select 1`.execute(tx)
  })
  await assert.rejects(cut)
  assert.equal((await readOrderJob(db, tenant, id)).isDone, false)
  await performOrderJobs(db, new AbortController().signal, error => assert.fail(String(error)))
  assert.equal((await createdEvents(tenant.id)).length, 1)
})

test('a job that another worker has is left to it', { skip: database.kind === 'embedded' }, async () => {
  const { tenant, id } = await newJob()
  await transact(db, async tx => {
    await sql`select 1 from order_jobs where id = ${id} for update`.execute(tx)
    assert.equal(await transact(db, other => performOrderJob(other, tenant.id, id)), false)
  })
  assert.equal(await transact(db, tx => performOrderJob(tx, tenant.id, id)), true)
  assert.equal(await transact(db, tx => performOrderJob(tx, tenant.id, id)), false, 'and done once')
})

test('a job is not taken before the one before it on the same order has ended', async () => {
  const { tenant, id, orderId } = await newJob()
  const job = { kind: 'delete', orderId } as const
  const later = await transact(db, tx => acceptOrderJob(tx, tenant, job, new Date()))
  const perform = (which: string) => transact(db, tx => performOrderJob(tx, tenant.id, which))
  assert.equal(await perform(later), false)
  assert.equal(await perform(id), true)
  assert.equal(await perform(later), true)
  await assert.rejects(readOrder(db, tenant, orderId), { code: 'order-not-found' })
})

test('a job that breaks is reported and put off; others go on', async () => {
  const broken = await newJob('broken')
  await sql`alter table orders add constraint test_break check (order_id <> 'broken')`.execute(db)
  const whole = await newJob('whole')
  const errors: unknown[] = []
  const loop = orderJobsLoop(
    parts(error => errors.push(error)),
    1,
  )
  await until(async () => (await readOrderJob(db, whole.tenant, whole.id)).isDone)
  await until(() => errors.length > 0)
  await loop.stop()
  assert.match(String(errors[0]), /test_break/)
  assert.equal((await readOrderJob(db, broken.tenant, broken.id)).isDone, false)

  const due = () => db.updateTable('order_jobs').set({ retry_at: null }).where('id', '=', broken.id).execute()
  const perform = () => performOrderJobs(db, new AbortController().signal, () => {})
  for (let attempt = errors.length; attempt < 9; attempt++) {
    await due()
    await perform()
  }
  assert.equal((await readOrderJob(db, broken.tenant, broken.id)).isDone, false, 'nine times')
  await due()
  await perform()
  await assert.rejects(readOrderJob(db, broken.tenant, broken.id), { code: 'order-job-failed' })
  await sql`alter table orders drop constraint test_break`.execute(db)
})

test('ended jobs are forgotten after thirty days', async () => {
  const [old, young] = [await newJob(), await newJob()]
  await performOrderJobs(db, new AbortController().signal, error => assert.fail(String(error)))
  const past = new Date(Date.now() - 31 * 86_400_000)
  await db.updateTable('order_jobs').set({ ended_at: past }).where('id', '=', old.id).execute()
  const loop = orderJobsLoop(parts(), 1)
  const forgotten = () =>
    readOrderJob(db, old.tenant, old.id).then(
      () => false,
      () => true,
    )
  await until(forgotten)
  await loop.stop()
  assert.equal((await readOrderJob(db, young.tenant, young.id)).isDone, true)
})
