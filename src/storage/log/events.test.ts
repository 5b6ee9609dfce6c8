import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { inRolledBackTransaction, newTenant, testDatabase } from '../../../test/kit/database.ts'
import { until } from '../../../test/kit/eventually.ts'
import { newId } from '../../kernel/ids.ts'
import { transact } from '../database.ts'
import type { Db } from '../driver.ts'
import { appendEvents } from './events.ts'
import { lockEvents } from './heads.ts'

const { kind, db, close } = await testDatabase()
after(close)

const at = new Date('2025-06-15T12:00:00Z')
const event = (tenantId: string, type = 'cup.filled', data: object = {}) => ({ tenantId, type, data, at })

const log = (from: Db, tenantId: string) =>
  from
    .selectFrom('events')
    .select(['seq', 'id', 'type', 'contact_id', 'data', 'at'])
    .where('tenant_id', '=', tenantId)
    .orderBy('seq')
    .execute()

const numbers = async (tenantId: string) => (await log(db, tenantId)).map(row => row.seq)
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

test('facts are numbered from 1 in the order given, each tenant for itself', () =>
  inRolledBackTransaction(db, async tx => {
    const [one, other] = [await newTenant(tx), await newTenant(tx)]
    const contactId = newId()
    await appendEvents(tx, [
      { ...event(one.id, 'cup.filled', { text: 'ö"\\', list: [1, null] }), contactId },
      event(other.id, 'cup.broken'),
      event(one.id, 'cup.emptied'),
    ])
    await appendEvents(tx, [event(one.id, 'cup.washed')])
    await appendEvents(tx, [])
    const [first, ...rest] = await log(tx, one.id)
    const { id, ...facts } = first!
    assert.deepEqual(facts, {
      seq: 1,
      type: 'cup.filled',
      contact_id: contactId,
      data: { text: 'ö"\\', list: [1, null] },
      at,
    })
    assert.deepEqual(
      rest.map(row => [row.seq, row.type, row.contact_id]),
      [
        [2, 'cup.emptied', null],
        [3, 'cup.washed', null],
      ],
    )
    assert.ok(id < rest[0]!.id)
    assert.deepEqual(
      (await log(tx, other.id)).map(row => row.seq),
      [1],
    )
  }))

test('a transaction that is given up leaves no gap in the numbers', async () => {
  const { id } = await newTenant(db)
  await transact(db, tx => appendEvents(tx, [event(id)]))
  await inRolledBackTransaction(db, tx => appendEvents(tx, [event(id), event(id)]))
  await transact(db, tx => appendEvents(tx, [event(id)]))
  assert.deepEqual(await numbers(id), [1, 2])
})

test('many who append at once, some of whom give up, leave logs without gaps', async () => {
  const tenantIds = [await newTenant(db), await newTenant(db), await newTenant(db)].map(tenant => tenant.id)
  const rounds = kind === 'server' ? 25 : 8
  const committed = new Map(tenantIds.map(id => [id, 0]))

  async function writer(seed: number) {
    for (let round = 0; round < rounds; round++) {
      const chosen = tenantIds.filter((_, index) => (seed + round + index) % 3 !== 0)
      const events = [...chosen, ...chosen.slice(0, round % 2)].map(id => event(id))
      const givesUp = (seed * 7 + round) % 4 === 0
      const work = db.transaction().execute(async tx => {
        await appendEvents(tx, seed % 2 === 0 ? events : events.toReversed())
        if (givesUp) throw new Error('gives up')
      })
      if (givesUp) await assert.rejects(work, /gives up/)
      else await work
      if (!givesUp) for (const { tenantId } of events) committed.set(tenantId, committed.get(tenantId)! + 1)
    }
  }
  await Promise.all(Array.from({ length: 8 }, (_, seed) => writer(seed)))

  for (const [id, count] of committed) {
    assert.ok(count > rounds, 'there was something to number')
    assert.deepEqual(await numbers(id), upTo(count))
  }
})

test('who reads while others append never sees a number before all smaller ones', async () => {
  const { id } = await newTenant(db)
  let isWriting = true
  const total = kind === 'server' ? 120 : 40
  let left = total
  const writer = async () => {
    while (left-- > 0) await transact(db, tx => appendEvents(tx, [event(id)]))
  }
  const reader = async () => {
    let reads = 0
    while (isWriting) {
      const seen = await numbers(id)
      assert.deepEqual(seen, upTo(seen.length))
      reads++
    }
    return reads
  }
  const reading = reader()
  await Promise.all([writer(), writer(), writer(), writer()])
  isWriting = false
  assert.ok((await reading) > 3)
  assert.deepEqual(await numbers(id), upTo(total))
})

if (kind === 'server') {
  test('who holds the head of events makes others wait until the transaction ends, and those of other tenants not', async () => {
    const [held, free] = [await newTenant(db), await newTenant(db)]
    const holder = await db.startTransaction().execute()
    await lockEvents(holder, [held.id])
    let isAppended = false
    const appending = transact(db, tx => appendEvents(tx, [event(held.id)])).then(() => {
      isAppended = true
    })
    await until(async () => (await waitingForLock(db)) === 1)
    await transact(db, tx => appendEvents(tx, [event(free.id)]))
    assert.equal(isAppended, false)

    await appendEvents(holder, [event(held.id, 'cup.first')])
    await holder.commit().execute()
    await appending
    assert.deepEqual(
      (await log(db, held.id)).map(row => row.type),
      ['cup.first', 'cup.filled'],
    )
  })

  test('heads are locked in one order, so that no two wait for each other', async () => {
    const tenants = await Promise.all([1, 2, 3, 4].map(() => newTenant(db)))
    const ids = tenants.map(tenant => tenant.id)
    await Promise.all(
      Array.from({ length: 8 }, async (_, seed) => {
        for (let round = 0; round < 30; round++) {
          const order = seed % 2 === 0 ? ids : ids.toReversed()
          await db.transaction().execute(tx => lockEvents(tx, order)) // not `transact`, which would try again
        }
      }),
    )
  })
}

async function waitingForLock(from: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(from)
  return rows[0]!.count
}
