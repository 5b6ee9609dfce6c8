import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { newTenant, testDatabase } from '../../test/kit/database.ts'
import { countsReads, rowsRead } from '../../test/kit/rows-read.ts'
import type { Tenant } from '../domain/accounts/tenant.ts'
import { newId } from '../kernel/ids.ts'
import { type Claimed, claimDue, type DueQueue } from './claim.ts'
import { transact } from './database.ts'

const database = await testDatabase()
const { db } = database
after(() => database.close())

const queue: DueQueue = { table: 'webhook_deliveries', lane: 'webhook_id', columns: ['body'] }
const minute = 60_000

/** A lane of a new tenant whose rows are due at these minutes from now. */
async function newLane(dueInMinutes: readonly number[], tenant?: Tenant) {
  const { id: tenantId } = tenant ?? (await newTenant(db))
  const laneId = newId()
  const at = new Date()
  const rows = dueInMinutes.map(minutes => ({
    tenant_id: tenantId,
    id: newId(),
    webhook_id: laneId,
    message_id: 'm',
    event_type: 'e',
    contact_id: null,
    body: String(minutes),
    due_at: new Date(at.getTime() + minutes * minute),
    leased_until: null,
    attempts: '[]',
    created_at: at,
    ended_at: null,
  }))
  if (rows.length > 0) await db.insertInto('webhook_deliveries').values(rows).execute()
  return (room: number) => ({ tenantId, laneId, room })
}

const claim = (lanes: Parameters<typeof claimDue>[2], leaseMs = minute) =>
  claimDue<{ body: string }>(db, queue, lanes, leaseMs)
const bodies = (rows: readonly (Claimed & { body: string })[]) => rows.map(({ body }) => body)
const setClock = (tenantId: string, change: { clock_offset_ms?: number; clock_frozen_at?: Date | null }) =>
  db.updateTable('tenants').set(change).where('id', '=', tenantId).execute()

test('what is due is claimed once, in the order in which it fell due, up to the room of its lane', async () => {
  const lane = await newLane([-3, -9, 5, -6, -1])
  assert.deepEqual(bodies(await claim([lane(2)])), ['-9', '-6'])
  assert.deepEqual(bodies(await claim([lane(9)])), ['-3', '-1'])
  assert.deepEqual(await claim([lane(9)]), [])
  assert.deepEqual(await claim([]), [])
})

test('of several lanes each has its own room, and what is claimed together is in one order', async () => {
  const [one, other, foreign] = [await newLane([-8, -5, -2]), await newLane([-7, -4]), await newLane([-99])]
  assert.deepEqual(bodies(await claim([one(2), other(9)])), ['-8', '-7', '-5', '-4'])
  assert.deepEqual(
    bodies(await claim([{ ...foreign(9), tenantId: one(1).tenantId }])),
    [],
    'a lane is of its tenant',
  )
})

test('due is by the clock of the tenant, moved or stopped', async () => {
  const tenant = await newTenant(db)
  const lane = await newLane([-20, 30, 90], tenant)
  await setClock(tenant.id, { clock_frozen_at: new Date(Date.now() - 30 * minute) })
  assert.deepEqual(await claim([lane(9)]), [])
  await setClock(tenant.id, { clock_frozen_at: null })
  assert.deepEqual(bodies(await claim([lane(9)])), ['-20'])
  await setClock(tenant.id, { clock_offset_ms: 60 * minute })
  assert.deepEqual(bodies(await claim([lane(9)])), ['30'])
  await setClock(tenant.id, { clock_offset_ms: 0, clock_frozen_at: new Date(Date.now() + 100 * minute) })
  assert.deepEqual(bodies(await claim([lane(9)])), ['90'])
})

test('a claim runs out, by the clock of the database and not of the tenant', async () => {
  const tenant = await newTenant(db)
  const lane = await newLane([-1], tenant)
  assert.equal((await claim([lane(1)])).length, 1)
  await setClock(tenant.id, { clock_offset_ms: 1000 * minute })
  assert.deepEqual(await claim([lane(1)]), [])
  await setClock(tenant.id, { clock_offset_ms: -1000 * minute, clock_frozen_at: new Date() })
  await sql`update webhook_deliveries set leased_until = now() where webhook_id = ${lane(1).laneId}`.execute(
    db,
  )
  assert.equal((await claim([lane(1)])).length, 1)
})

test('what has ended is not claimed', async () => {
  const lane = await newLane([-1, -2])
  await db
    .updateTable('webhook_deliveries')
    .set({ state: 'failed' })
    .where('webhook_id', '=', lane(1).laneId)
    .execute()
  assert.deepEqual(await claim([lane(9)]), [])
})

test('claimers that come at once get different rows and do not wait for one another', async () => {
  const lane = await newLane(Array.from({ length: 300 }, (_, index) => -1 - index))
  const claims = await Promise.all(Array.from({ length: 12 }, () => claim([lane(50)])))
  const ids = claims.flat().map(({ id }) => id)
  assert.equal(new Set(ids).size, ids.length)
  while (ids.length < 300) {
    const more = await claim([lane(50)])
    assert.ok(more.length > 0)
    ids.push(...more.map(({ id }) => id))
  }
  assert.equal(new Set(ids).size, 300)
})

const perRow = countsReads(database)
test('with many rows that wait, a claim reads those that it takes and not the table', perRow, async () => {
  const lane = await newLane([])
  const { tenantId, laneId } = lane(1)
  await transact(db, async tx => {
    await sql`truncate webhook_deliveries`.execute(tx)
    const lanes = Array.from({ length: 20 }, () => lane(0))
    for (let round = 0; round < 10; round++) await claimDue(tx, queue, lanes, minute) // planned while there is none
    await sql`insert into webhook_deliveries
        (tenant_id, id, webhook_id, message_id, event_type, body, due_at, created_at)
      select ${tenantId}, gen_random_uuid(), ${laneId}, 'm', 'e', '-', now() - interval '1 hour', now()
      from generate_series(1, 20000)`.execute(tx)
    const read = await rowsRead(tx, 'webhook_deliveries', async () =>
      assert.equal((await claimDue(tx, queue, [lane(100)], minute)).length, 100),
    )
    assert.ok(read < 1000, `${read} rows were read`)
  })
})
