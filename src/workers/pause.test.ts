import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPause } from './pause.ts'

test('a pause that is ended again and again ends with the first', async () => {
  const pause = createPause()
  const caller = setInterval(() => pause.endWithin(20), 1)
  await pause.take(3_600_000)
  clearInterval(caller)
})

test('a pause is not made longer', async () => {
  const pause = createPause()
  const taken = pause.take(5)
  pause.endWithin(3_600_000)
  await taken
})

test('what ends a pause that nobody takes does nothing to the next', async () => {
  const pause = createPause()
  pause.endWithin(0)
  await pause.take(1)
  pause.endWithin(0)
  let isOver = false
  const taken = pause.take(3_600_000).then(() => {
    isOver = true
  })
  await new Promise(resolve => setTimeout(resolve, 5))
  assert.equal(isOver, false)
  pause.endWithin(0)
  await taken
})
