import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { newTenant, testDatabase } from '../../../test/kit/database.ts'
import { transact } from '../database.ts'
import { advance, type Consumer, recordFailure } from './consumer.ts'
import { appendEvents } from './events.ts'
import { consumerLags, oldestUnprocessed } from './lag.ts'

const { db, pool, close } = await testDatabase()
after(close)
beforeEach(() => pool.query('truncate events, log_heads, log_cursors'))

const consumer: Consumer = {
  name: 'cups',
  log: 'events',
  stretchLength: 2,
  pauseMs: 0,
  handle: async () => undefined,
}

async function tenantWith(count: number): Promise<string> {
  const { id: tenantId } = await newTenant(db)
  const event = { tenantId, type: 'cup.filled', data: {}, at: new Date('2020-01-01') }
  await transact(db, tx =>
    appendEvents(
      tx,
      Array.from({ length: count }, () => event),
    ),
  )
  return tenantId
}

const lag = { consumer: 'cups', log: 'events', failing: 0, lastError: null }

test('a consumer that never ran is not known', async () => {
  await tenantWith(3)
  assert.deepEqual(await consumerLags(db), [])
})

test('a consumer is behind by all that it has yet to handle, also for tenants that it never came to', async () => {
  const [one] = [await tenantWith(5), await tenantWith(4), await tenantWith(0)]
  await advance(db, consumer, one)
  assert.deepEqual(await consumerLags(db), [{ ...lag, behind: 3 + 4, handled: 2 }])
  while ((await advance(db, consumer, one)) === 'behind');
  assert.deepEqual(await consumerLags(db), [{ ...lag, behind: 4, handled: 5 }])
})

test('a failing tenant is counted with its error until it succeeds', async () => {
  const [one, other] = [await tenantWith(1), await tenantWith(2)]
  await advance(db, consumer, one)
  await recordFailure(db, consumer, other, new Error('a crack'))
  assert.deepEqual(await consumerLags(db), [
    { ...lag, behind: 2, handled: 1, failing: 1, lastError: 'a crack' },
  ])
  await db.updateTable('log_cursors').set({ retry_at: null }).execute()
  await advance(db, consumer, other)
  assert.deepEqual(await consumerLags(db), [{ ...lag, behind: 0, handled: 3 }])
})

test('consumers are told apart', async () => {
  const one = await tenantWith(2)
  await advance(db, consumer, one)
  await advance(db, { ...consumer, name: 'plates', stretchLength: 1 }, one)
  assert.deepEqual(await consumerLags(db), [
    { ...lag, behind: 0, handled: 2 },
    { ...lag, consumer: 'plates', behind: 1, handled: 1 },
  ])
})

test('the age of the oldest fact not yet handled is counted from when it was appended', async () => {
  const [one, other] = [await tenantWith(3), await tenantWith(1)]
  const age = () => oldestUnprocessed(db, 'cups', 'events')
  const ageOf = async (tenantId: string, seq: number) => {
    const { id } = await db
      .selectFrom('events')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('seq', '=', seq)
      .executeTakeFirstOrThrow()
    return (Date.now() - Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)) / 1000
  }
  const isAbout = (seconds: number, expected: number) =>
    assert.ok(seconds <= expected && seconds > expected - 0.5, `${seconds} is not ${expected}`)

  const oldest = await age()
  isAbout(oldest, await ageOf(one, 1))
  await advance(db, consumer, other)
  await advance(db, consumer, one)
  isAbout(await age(), await ageOf(one, 3))
  await advance(db, consumer, one)
  assert.equal(await age(), 0)
})

test('a log whose unhandled facts were deleted has no oldest one', async () => {
  const one = await tenantWith(3)
  await advance(db, consumer, one)
  await db.deleteFrom('events').execute()
  assert.equal(await oldestUnprocessed(db, 'cups', 'events'), 0)
  assert.equal(await oldestUnprocessed(db, 'cups', 'interactions'), 0)
})
