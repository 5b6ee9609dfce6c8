import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { newTenant, testDatabase } from '../../../test/kit/database.ts'
import { until } from '../../../test/kit/eventually.ts'
import { transact } from '../database.ts'
import { advance, type Consumer, type Stretch } from './consumer.ts'
import { startConsumer } from './consumer-loop.ts'
import { type Courtesy, createCourtesy } from './courtesy.ts'
import { appendEvents } from './events.ts'
import { createLogSignal } from './signal.ts'

const { db, pool, close } = await testDatabase()
after(close)
beforeEach(() => pool.query('truncate events, log_heads, log_cursors')) // a loop serves all tenants there are

let made = 0

/** A consumer that notes what it is given, running until the end of the work. */
async function running(
  work: (loop: {
    consumer: Consumer
    stretches: Stretch[]
    errors: unknown[]
    signal: ReturnType<typeof createLogSignal>
    stop(): Promise<void>
  }) => Promise<void>,
  parts: Partial<Consumer> = {},
  courtesy?: Courtesy,
) {
  const stretches: Stretch[] = []
  const errors: unknown[] = []
  const signal = createLogSignal()
  const { handle = async () => undefined, ...rest } = parts
  const consumer: Consumer = {
    name: `loop-${++made}`,
    log: 'events',
    stretchLength: 10,
    pauseMs: 0,
    ...rest,
    handle(tx, stretch) {
      stretches.push(stretch)
      return handle(tx, stretch)
    },
  }
  const loop = startConsumer(db, consumer, signal, error => errors.push(error), courtesy)
  try {
    await work({ consumer, stretches, errors, signal, stop: () => loop.stop() })
  } finally {
    await loop.stop()
  }
}

const append = (tenantId: string, count = 1) =>
  transact(db, tx =>
    appendEvents(
      tx,
      Array.from({ length: count }, () => ({ tenantId, type: 'cup.filled', data: {}, at: new Date() })),
    ),
  )

const ends = (stretches: readonly Stretch[], tenantId: string) =>
  stretches.filter(stretch => stretch.tenantId === tenantId).map(stretch => stretch.upTo)

test('what was left in the log is found at the start', async () => {
  const { id } = await newTenant(db)
  await append(id, 3)
  await running(({ stretches }) => until(() => ends(stretches, id).includes(3)))
})

/** Clients wait, so that there are five seconds between sweeps, but nobody has to rest. */
const pressed: Courtesy = { isPressed: () => true, inTurn: work => work() }
const farLessThanASweepMs = 3000

test('a signal wakes the consumer', async () => {
  const { id } = await newTenant(db)
  await append(id)
  const work: Parameters<typeof running>[0] = async ({ stretches, signal }) => {
    await until(() => ends(stretches, id).includes(1))
    await append(id)
    signal.appended('events', [id])
    await until(() => ends(stretches, id).includes(2), farLessThanASweepMs)
  }
  await running(work, {}, pressed)
})

test('what one consumer appends wakes the others when it is committed', async () => {
  const { id } = await newTenant(db)
  const signal = createLogSignal()
  const seen: number[] = []
  const parts = { log: 'events', stretchLength: 1, pauseMs: 0 } as const
  const teller: Consumer = {
    ...parts,
    name: `loop-${++made}`,
    async handle(tx, { upTo }) {
      if (upTo > 1) return undefined
      await appendEvents(tx, [{ tenantId: id, type: 'cup.emptied', data: {}, at: new Date() }])
      return 'appended'
    },
  }
  const listener: Consumer = {
    ...parts,
    name: `loop-${++made}`,
    async handle(_, { upTo }) {
      seen.push(upTo)
      return undefined
    },
  }
  const loops = [teller, listener].map(each =>
    startConsumer(db, each, signal, error => assert.fail(String(error)), pressed),
  )
  await append(id)
  signal.appended('events', [id])
  await until(() => seen.includes(2), farLessThanASweepMs)
  await Promise.all(loops.map(loop => loop.stop()))
})

test('a signal of another log is not for it', async () => {
  const heard: string[] = []
  const signal = createLogSignal()
  signal.listen('events', ids => heard.push(...ids))
  signal.appended('interactions', ['a'])
  signal.appended('events', new Set(['b', 'c']))
  assert.deepEqual(heard, ['b', 'c'])
})

test('what no signal told of is found by the sweep', async () => {
  const { id } = await newTenant(db)
  await running(async ({ stretches }) => {
    await append(id)
    await until(() => ends(stretches, id).includes(1))
    await append(id)
    await until(() => ends(stretches, id).includes(2), 4000)
  })
})

test('the failure of one tenant is told and written down and holds up no other; it is tried again when its time has come', async () => {
  const [poisoned, healthy] = [await newTenant(db), await newTenant(db)]
  let isPoisonous = true
  await append(poisoned.id)
  await append(healthy.id)
  await running(
    async ({ consumer, stretches, errors, signal }) => {
      await until(() => errors.length > 0 && ends(stretches, healthy.id).includes(1))
      const failures = () =>
        db
          .selectFrom('log_cursors')
          .select(['failures', 'last_error', 'seq'])
          .where('tenant_id', '=', poisoned.id)
          .where('consumer', '=', consumer.name)
          .executeTakeFirst()
      await until(async () => (await failures())?.failures === 1)

      // Until its time has come, not even a signal makes it try; the other tenant goes on.
      for (let round = 2; round <= 4; round++) {
        await append(healthy.id)
        signal.appended('events', [poisoned.id, healthy.id])
        await until(() => ends(stretches, healthy.id).includes(round))
      }
      assert.deepEqual(await failures(), { failures: 1, last_error: 'poison', seq: 0 })
      assert.deepEqual(
        errors.map(error => (error as Error).message),
        ['poison'],
      )
      isPoisonous = false
      await until(async () => (await failures())?.seq === 1)
    },
    {
      async handle(_, { tenantId }) {
        if (tenantId === poisoned.id && isPoisonous) throw new Error('poison')
        return undefined
      },
    },
  )
})

test('a tenant that is far behind does not hold up another', async () => {
  const [far, near] = [await newTenant(db), await newTenant(db)]
  await append(far.id, 300)
  await append(near.id, 2)
  await running(
    async ({ stretches }) => {
      await until(() => ends(stretches, far.id).includes(300))
      const order = stretches.map(stretch => stretch.tenantId)
      assert.ok(order.lastIndexOf(near.id) < 10, 'the near one was done early')
    },
    { stretchLength: 1 },
  )
})

test('a pause gathers what comes meanwhile into one stretch', async () => {
  const { id } = await newTenant(db)
  await append(id)
  await running(
    async ({ stretches, signal }) => {
      await until(() => ends(stretches, id).includes(1))
      for (let number = 2; number <= 6; number++) {
        await append(id)
        signal.appended('events', [id])
      }
      await until(() => ends(stretches, id).includes(6))
      assert.deepEqual(ends(stretches, id), [1, 6])
    },
    { pauseMs: 400 },
  )
})

test('while clients wait its stretches are short', async () => {
  const { id } = await newTenant(db)
  await append(id, 120)
  await running(
    async ({ stretches }) => {
      await until(() => ends(stretches, id).includes(120))
      assert.deepEqual(ends(stretches, id), [50, 100, 120])
    },
    { stretchLength: 1000 },
    createCourtesy(() => true),
  )
})

test('a stop ends the loop when it rests and when it pauses for an hour', async () => {
  const { id } = await newTenant(db)
  await append(id)
  for (const pauseMs of [0, 3_600_000])
    await running(
      async ({ stretches, stop }) => {
        await until(() => ends(stretches, id).includes(1))
        await stop()
      },
      { pauseMs },
    )
})

test('a stop waits for the stretch at hand and begins no other', async () => {
  const { id } = await newTenant(db)
  await append(id, 5)
  const gate = Promise.withResolvers<void>()
  await running(
    async ({ consumer, stretches, stop }) => {
      await until(() => ends(stretches, id).length === 1)
      let isStopped = false
      const stopping = stop().then(() => {
        isStopped = true
      })
      await new Promise(setImmediate)
      assert.equal(isStopped, false)
      gate.resolve()
      await stopping
      assert.deepEqual(ends(stretches, id), [1])
      assert.equal(await advance(db, consumer, id), 'behind', 'the first was committed')
      assert.deepEqual(ends(stretches, id), [1, 2])
    },
    {
      stretchLength: 1,
      async handle() {
        await gate.promise
        return undefined
      },
    },
  )
})
