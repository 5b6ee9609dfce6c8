import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { newTenant, testDatabase } from '../../../test/kit/database.ts'
import { transact } from '../database.ts'
import type { Tx } from '../driver.ts'
import {
  advance,
  type Consumer,
  type Handled,
  recordFailure,
  type Stretch,
  tenantsBehind,
} from './consumer.ts'
import { appendEvents } from './events.ts'

const { kind, db, pool, close } = await testDatabase()
after(close)
beforeEach(() => pool.query('truncate events, log_heads, log_cursors'))

let made = 0
type Handle = (tx: Tx, stretch: Stretch) => Promise<Handled>

/** A consumer of its own for each test, that notes what it is given. */
function consumerOf(handle: Handle = async () => undefined, stretchLength = 10) {
  const stretches: Stretch[] = []
  const consumer: Consumer = {
    name: `consumer-${++made}`,
    log: 'events',
    stretchLength,
    pauseMs: 0,
    handle(tx, stretch) {
      stretches.push(stretch)
      return handle(tx, stretch)
    },
  }
  return { consumer, stretches }
}

const append = (tenantId: string, count: number) =>
  transact(db, tx =>
    appendEvents(
      tx,
      Array.from({ length: count }, () => ({ tenantId, type: 'cup.filled', data: {}, at: new Date() })),
    ),
  )

const note = (tx: Tx, { tenantId, after: from, upTo }: Stretch) =>
  tx
    .insertInto('health_probes')
    .values({ node: `${tenantId} ${from}-${upTo}`, written_at: new Date() })
    .execute()

async function notesOf(tenantId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('health_probes')
    .select('node')
    .where('node', 'like', `${tenantId} %`)
    .execute()
  return rows.map(row => row.node.slice(tenantId.length + 1)).sort()
}

const cursorOf = (consumer: Consumer, tenantId: string) =>
  db
    .selectFrom('log_cursors')
    .select(['seq', 'failures', 'last_error', 'retry_at', 'moved_at'])
    .where('tenant_id', '=', tenantId)
    .where('consumer', '=', consumer.name)
    .executeTakeFirst()

test('a consumer that comes late begins at the beginning and takes stretches of its length', async () => {
  const { id } = await newTenant(db)
  await append(id, 25)
  const { consumer, stretches } = consumerOf()
  assert.equal(await advance(db, consumer, id), 'behind')
  assert.equal(await advance(db, consumer, id), 'behind')
  assert.equal(await advance(db, consumer, id), 'caught up')
  assert.equal(await advance(db, consumer, id), 'caught up')
  assert.deepEqual(
    stretches.map(({ after: from, upTo }) => [from, upTo]),
    [
      [0, 10],
      [10, 20],
      [20, 25],
    ],
  )
  await append(id, 1)
  assert.equal(await advance(db, consumer, id), 'caught up')
  assert.deepEqual(stretches.at(-1), { tenantId: id, after: 25, upTo: 26 })
})

test('all that a stretch tells of can be read while it is handled', async () => {
  const { id } = await newTenant(db)
  const seen: number[][] = []
  const { consumer } = consumerOf(async (tx, { tenantId, after: from, upTo }) => {
    const rows = await tx
      .selectFrom('events')
      .select('seq')
      .where('tenant_id', '=', tenantId)
      .where('seq', '>', from)
      .where('seq', '<=', upTo)
      .orderBy('seq')
      .execute()
    seen.push(rows.map(row => row.seq))
    return undefined
  }, 2)
  await append(id, 3)
  while ((await advance(db, consumer, id)) === 'behind');
  assert.deepEqual(seen, [[1, 2], [3]])
})

test('work that breaks off leaves neither what it did nor a moved cursor, and is done once the next time', async () => {
  const { id } = await newTenant(db)
  await append(id, 3)
  let isBroken = true
  const { consumer, stretches } = consumerOf(async (tx, stretch) => {
    await note(tx, stretch)
    if (isBroken) throw new Error('broke off')
    return undefined
  })
  await assert.rejects(advance(db, consumer, id), /broke off/)
  assert.deepEqual(await notesOf(id), [])
  assert.equal(await cursorOf(consumer, id), undefined)

  isBroken = false
  assert.equal(await advance(db, consumer, id), 'caught up')
  assert.deepEqual(await notesOf(id), ['0-3'])
  assert.equal((await cursorOf(consumer, id))?.seq, 3)
  assert.deepEqual(stretches[0], stretches[1])
})

test('unfinished work is kept and the same stretch is given again', async () => {
  const { id } = await newTenant(db)
  await append(id, 5)
  let portions = 3
  const { consumer, stretches } = consumerOf(async (tx, { tenantId }) => {
    await note(tx, { tenantId, after: portions, upTo: portions })
    return --portions > 0 ? 'unfinished' : undefined
  })
  assert.equal(await advance(db, consumer, id), 'behind')
  assert.deepEqual(await notesOf(id), ['3-3'])
  assert.equal((await cursorOf(consumer, id))?.seq, 0)
  assert.equal(await advance(db, consumer, id), 'behind')
  assert.equal(await advance(db, consumer, id), 'caught up')
  assert.deepEqual(await notesOf(id), ['1-1', '2-2', '3-3'])
  assert.deepEqual(
    stretches.map(({ after: from, upTo }) => [from, upTo]),
    [
      [0, 5],
      [0, 5],
      [0, 5],
    ],
  )
})

test('a failure is written down with a time before which it is not tried again, and forgotten when it succeeds', async () => {
  const { id } = await newTenant(db)
  await append(id, 1)
  const { consumer, stretches } = consumerOf()
  const waits: number[] = []
  for (let failure = 1; failure <= 11; failure++) {
    await recordFailure(db, consumer, id, new Error(`the ${failure}th ${'x'.repeat(2000)}`))
    const cursor = await cursorOf(consumer, id)
    assert.equal(cursor?.failures, failure)
    assert.match(cursor?.last_error ?? '', new RegExp(`^the ${failure}th`))
    assert.equal(cursor?.last_error?.length, 1000)
    waits.push(Math.round((cursor!.retry_at!.getTime() - Date.now()) / 1000))
  }
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])

  assert.equal(await advance(db, consumer, id), 'waiting to retry')
  assert.deepEqual(await tenantsBehind(db, consumer), [])
  assert.deepEqual(stretches, [])

  await db
    .updateTable('log_cursors')
    .set({ retry_at: new Date() })
    .where('consumer', '=', consumer.name)
    .execute()
  assert.deepEqual(await tenantsBehind(db, consumer), [id])
  assert.equal(await advance(db, consumer, id), 'caught up')
  const { seq, failures, last_error, retry_at, moved_at } = (await cursorOf(consumer, id))!
  assert.deepEqual([seq, failures, last_error, retry_at], [1, 0, null, null])
  assert.ok(moved_at)
})

test('behind are the tenants with something left to do, also those the consumer never came to', async () => {
  const [far, near, done] = await Promise.all([1, 2, 3, 4].map(() => newTenant(db)))
  const { consumer } = consumerOf(undefined, 1)
  for (const tenant of [far!, near!, done!]) await append(tenant.id, 2)
  await advance(db, consumer, near!.id)
  while ((await advance(db, consumer, done!.id)) === 'behind');
  assert.deepEqual((await tenantsBehind(db, consumer)).sort(), [far!.id, near!.id].sort())
})

test('a log without a head has nothing to do', async () => {
  const { id } = await newTenant(db)
  await db.deleteFrom('log_heads').where('tenant_id', '=', id).execute()
  assert.equal(await advance(db, consumerOf().consumer, id), 'caught up')
})

if (kind === 'server') {
  test('what one is handling no other handles', async () => {
    const { id } = await newTenant(db)
    await append(id, 3)
    const begun = Promise.withResolvers<void>()
    const gate = Promise.withResolvers<void>()
    const { consumer, stretches } = consumerOf(async (tx, stretch) => {
      await note(tx, stretch)
      begun.resolve()
      await gate.promise
      return undefined
    })
    const first = advance(db, consumer, id)
    await begun.promise
    // The cursor is not committed yet: these wait to hear whether there is one.
    const others = Promise.all([1, 2, 3].map(() => advance(db, consumer, id)))
    gate.resolve()
    assert.equal(await first, 'caught up')
    assert.ok((await others).every(outcome => outcome !== 'behind'))
    assert.equal(stretches.length, 1)
    assert.deepEqual(await notesOf(id), ['0-3'])
  })

  test('who finds the cursor held leaves at once', async () => {
    const { id } = await newTenant(db)
    await append(id, 3)
    const begun = Promise.withResolvers<void>()
    const gate = Promise.withResolvers<void>()
    const { consumer, stretches } = consumerOf(async () => {
      if (stretches.length < 2) return undefined
      begun.resolve()
      await gate.promise
      return undefined
    }, 2)
    assert.equal(await advance(db, consumer, id), 'behind')
    const first = advance(db, consumer, id)
    await begun.promise
    assert.equal(await advance(db, consumer, id), 'held elsewhere')
    gate.resolve()
    assert.equal(await first, 'caught up')
    assert.equal(stretches.length, 2)
  })

  test('many runners of one consumer handle every fact once while the log grows', async () => {
    const { id } = await newTenant(db)
    const { consumer } = consumerOf(async (tx, stretch) => {
      await note(tx, stretch)
      return undefined
    }, 7)
    let isWriting = true
    const runner = async () => {
      while (isWriting) await advance(db, consumer, id)
    }
    const runners = [runner(), runner(), runner()]
    for (let round = 0; round < 40; round++) await append(id, (round % 5) + 1)
    isWriting = false
    await Promise.all(runners)
    while ((await advance(db, consumer, id)) === 'behind');

    const stretches = (await notesOf(id)).map(text => text.split('-').map(Number))
    const inOrder = stretches.sort(([a], [b]) => a! - b!)
    let expected = 0
    for (const [from, upTo] of inOrder) {
      assert.equal(from, expected)
      expected = upTo!
    }
    assert.equal(expected, 120)
  })
}
