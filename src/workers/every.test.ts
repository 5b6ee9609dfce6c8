import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../test/kit/eventually.ts'
import { createLogSignal } from '../storage/log/signal.ts'
import { databaseUnavailable } from '../storage/unavailable.ts'
import { every } from './every.ts'

const fail = (error: unknown) => assert.fail(String(error))

test('rounds follow one another and never run side by side', async () => {
  let [begun, running, most] = [0, 0, 0]
  const loop = every(
    1,
    async () => {
      begun++
      running++
      most = Math.max(most, running)
      await new Promise(setImmediate)
      running--
    },
    fail,
  )
  await until(() => begun >= 5)
  await loop.stop()
  assert.equal(most, 1)
  const atStop = begun
  await new Promise(setImmediate)
  assert.equal(begun, atStop)
})

test('a round that fails is told, unless the database was away, and the next one is run all the same', async () => {
  const errors: unknown[] = []
  const failures = [new Error('first'), databaseUnavailable('away'), new Error('third')]
  let rounds = 0
  const loop = every(
    1,
    async () => {
      rounds++
      const failure = failures.shift()
      if (failure) throw failure
    },
    error => errors.push((error as Error).message),
  )
  await until(() => rounds >= 5)
  await loop.stop()
  assert.deepEqual(errors, ['first', 'third'])
})

test('a stop ends a pause of an hour', async () => {
  const loop = every(3_600_000, () => assert.fail('a round was run'), fail)
  await loop.stop()
})

test('a stop waits for the round at hand, which hears of it', async () => {
  const begun = Promise.withResolvers<AbortSignal>()
  const gate = Promise.withResolvers<void>()
  const loop = every(
    1,
    async signal => {
      begun.resolve(signal)
      await gate.promise
    },
    fail,
  )
  const signal = await begun.promise
  assert.equal(signal.aborted, false)
  let isStopped = false
  const stopping = loop.stop().then(() => {
    isStopped = true
  })
  await new Promise(setImmediate)
  assert.deepEqual([signal.aborted, isStopped], [true, false])
  gate.resolve()
  await stopping
})

test('pauses grow while nothing happens, and are as given when something did', async () => {
  const happenings = createLogSignal()
  const begun: number[] = []
  const loop = every(10, async () => void begun.push(performance.now()), fail, happenings)
  const pause = () => begun.at(-1)! - begun.at(-2)!
  await until(() => begun.length > 1 && pause() > 900, 15_000)

  const rounds = begun.length
  const happenedAt = performance.now()
  happenings.appended('events', [])
  await until(() => begun.length > rounds + 1)
  const [first, second] = begun.slice(rounds)
  assert.ok(first! - happenedAt < 700, 'the pause at hand is ended')
  assert.ok(second! - first! < 700, 'and the next is short')
  await loop.stop()
})
