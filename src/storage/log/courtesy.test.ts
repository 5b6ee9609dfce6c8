import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { createCourtesy } from './courtesy.ts'

const never = new AbortController().signal

/** Work that takes 20 ms and notes when it began and ended. */
function newWork() {
  const spans: { readonly name: string; readonly began: number; readonly ended: number }[] = []
  const work = (name: string) => async () => {
    const began = performance.now()
    await delay(20)
    spans.push({ name, began, ended: performance.now() })
    return name
  }
  return { spans, work }
}

test('while nobody waits, work is done at once and side by side', async () => {
  const { inTurn } = createCourtesy(() => false)
  const { spans, work } = newWork()
  assert.deepEqual(await Promise.all(['a', 'b'].map(name => inTurn(work(name), never))), ['a', 'b'])
  assert.ok(spans[1]!.began < spans[0]!.ended)
})

test('under pressure all together have one fortieth of the time, in the order in which they asked', async () => {
  const { inTurn } = createCourtesy(() => true)
  const { spans, work } = newWork()
  await Promise.all(['a', 'b', 'c'].map(name => inTurn(work(name), never)))
  assert.deepEqual(
    spans.map(({ name }) => name),
    ['a', 'b', 'c'],
  )
  for (const [one, next] of [spans.slice(0, 2), spans.slice(1)] as (typeof spans)[])
    assert.ok(next!.began - one!.ended >= 39 * (one!.ended - one!.began) - 5)
})

test('when the pressure is over nobody waits any longer', async () => {
  let isPressed = true
  const { inTurn } = createCourtesy(() => isPressed)
  const { spans, work } = newWork()
  await inTurn(work('a'), never)
  const second = inTurn(work('b'), never)
  isPressed = false
  await second
  assert.ok(spans[1]!.began - spans[0]!.ended < 39 * 20)
})

test('who is told to stop does not wait, and a failure holds up no other', async () => {
  const { inTurn } = createCourtesy(() => true)
  const { spans, work } = newWork()
  await assert.rejects(
    inTurn(async () => {
      await delay(20)
      throw new Error('no')
    }, never),
    /no/,
  )
  const began = performance.now()
  await inTurn(work('a'), AbortSignal.abort())
  assert.ok(spans[0]!.began - began < 39 * 20)
})
