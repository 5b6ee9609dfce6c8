import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { addContact, newActivity } from '../../test/kit/activity.ts'
import { testDatabase } from '../../test/kit/database.ts'
import { eventually, until } from '../../test/kit/eventually.ts'
import { moveClock } from '../domain/accounts/move-clock.ts'
import { createIntake } from '../domain/interactions/intake.ts'
import { createSegment } from '../domain/segments/create-segment.ts'
import { segmentEvents, segmentInteractions } from '../domain/segments/follow-log.ts'
import { systemClock } from '../kernel/clock.ts'
import { transact } from '../storage/database.ts'
import type { Consumer } from '../storage/log/consumer.ts'
import { startConsumer } from '../storage/log/consumer-loop.ts'
import { createLogSignal } from '../storage/log/signal.ts'
import type { WorkerParts } from './parts.ts'
import { segmentsLoop } from './segment-worker.ts'

const database = { ...(await testDatabase()), onDeath: () => {} }
const { db, pool } = database
after(() => database.close())

const signal = createLogSignal()
const intake = createIntake(db, signal, { flights: 1, mostPerBatch: 500 })
const recently = (amount: number, atLeast = 1) => ({
  kind: 'interactions',
  schema: 'visit',
  within: { last: { amount, unit: 'days' } },
  has: { count: { atLeast } },
})

/** One process that works on segments. */
function startProcess() {
  const onError = (error: unknown) => assert.fail(String(error))
  const parts = { database, signal, onError, clock: systemClock() } as unknown as WorkerParts
  const loops = [
    startConsumer(db, segmentInteractions, signal, onError),
    startConsumer(db, segmentEvents, signal, onError),
    segmentsLoop(parts, 20),
  ]
  return { stop: () => Promise.all(loops.map(loop => loop.stop())) }
}

const membersOf = async (segmentId: string): Promise<string[]> => {
  const { rows } = await pool.query(
    'select contact_id from segment_members where segment_id = $1 order by contact_id',
    [segmentId],
  )
  return rows.map(row => row.contact_id)
}
const isReady = async (segmentId: string) => {
  const { rows } = await pool.query('select state from segments where id = $1', [segmentId])
  return rows[0].state === 'ready'
}

test('who enters is seen, and heard of, within 100 ms of the answer, who leaves when the clock is moved', async () => {
  const { tenant, interaction, contactId } = await newActivity(db)
  const process = startProcess()
  const make = (name: string, rule: object) =>
    transact(db, tx => createSegment(tx, tenant, { name, kind: 'live', rule }, new Date()))
  const { id } = await make('recent', recently(7))
  const { id: nested } = await make('recent, again', { kind: 'segment', id })
  await until(async () => (await isReady(id)) && (await isReady(nested)))

  const times: number[] = []
  const waits: number[] = []
  const consumed: number[] = []
  const listener: Consumer = {
    name: 'listener',
    log: 'events',
    stretchLength: 100,
    pauseMs: 20,
    async handle(tx, { tenantId, after, upTo }) {
      const { rows } = await sql`select 1 from events where tenant_id = ${tenantId} and seq > ${after}
        and seq <= ${upTo} and type = 'segment.entered' and data ->> 'segmentId' = ${id}`.execute(tx)
      for (const _ of rows) consumed.push(performance.now())
      return undefined
    },
  }
  const listening = startConsumer(db, listener, signal, error => assert.fail(String(error)))
  const contactIds = [contactId, await addContact(db, tenant), await addContact(db, tenant)]
  for (const [index, contactId] of contactIds.entries()) {
    await intake.record(interaction({ page: '/' }, { contactId }))
    const answeredAt = performance.now()
    await until(async () => (await membersOf(id)).length === index + 1)
    times.push(performance.now() - answeredAt)
    await until(() => consumed.length === index + 1)
    waits.push(consumed[index]! - answeredAt)
  }
  // How soon exactly is measured by the bench of memberships; the sweeps come once in a second.
  assert.ok(Math.min(...times) < 700, `seen after ${times} ms`)
  assert.ok(Math.min(...waits) < 700, `consumed after ${waits} ms`)
  await until(async () => (await membersOf(nested)).length === 3)
  assert.deepEqual(await membersOf(id), contactIds.sort())

  const advance = { kind: 'advance', by: { months: 0, ms: 8 * 86_400_000 } } as const
  await transact(db, tx => moveClock(tx, tenant, advance, 'test', new Date()))
  await until(async () => (await membersOf(id)).length + (await membersOf(nested)).length === 0)
  const back = { kind: 'resume', toRealTime: true } as const
  await transact(db, tx => moveClock(tx, tenant, back, 'test', new Date()))
  await until(async () => (await membersOf(id)).length + (await membersOf(nested)).length === 6)
  await Promise.all([process.stop(), listening.stop()])
})

test('two processes at once do nothing twice', async () => {
  const { tenant, interaction } = await newActivity(db)
  const contactIds = await Promise.all(Array.from({ length: 10 }, () => addContact(db, tenant)))
  const processes = [startProcess(), startProcess()]
  const segments = await Promise.all(
    [1, 2, 3].map(count =>
      transact(db, tx =>
        createSegment(tx, tenant, { name: 'x', kind: 'live', rule: recently(7, count) }, new Date()),
      ),
    ),
  )
  for (let round = 0; round < 3; round++)
    await Promise.all(contactIds.map(contactId => intake.record(interaction({ page: '/' }, { contactId }))))
  for (const { id } of segments) await until(async () => (await membersOf(id)).length === 10)
  await Promise.all(processes.map(process => process.stop()))

  const entered = await eventually(async () => {
    const { rows } = await pool.query(
      `select data->>'segmentId' as segment, contact_id, count(*) from events
       where tenant_id = $1 and type like 'segment.%' and contact_id is not null group by 1, 2`,
      [tenant.id],
    )
    return rows
  })
  assert.equal(entered.length, 30)
  assert.ok(entered.every(row => row.count === 1))
})
