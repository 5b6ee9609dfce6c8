import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMinuteLimits } from './minute-limits.ts'

const start = Date.parse('2026-01-01T10:00:40Z')

test('each tenant has so many a minute at each place, and a new count with the next minute', () => {
  let now = start
  const limits = createMinuteLimits(true, () => now)
  assert.deepEqual(limits.take('a', 'users', 2), { isFull: false, left: 1, secondsLeft: 20 })
  assert.deepEqual(limits.take('a', 'users', 2), { isFull: false, left: 0, secondsLeft: 20 })
  assert.deepEqual(limits.take('a', 'users', 2), { isFull: true, left: 0, secondsLeft: 20 })
  assert.equal(limits.take('a', 'events', 2).isFull, false)
  assert.equal(limits.take('b', 'users', 2).isFull, false)
  now += 20_000
  assert.deepEqual(limits.take('a', 'users', 2), { isFull: false, left: 1, secondsLeft: 60 })
})

test('switched off it still tells how many are left', () => {
  const limits = createMinuteLimits(false, () => start)
  limits.take('a', 'users', 1)
  assert.deepEqual(limits.take('a', 'users', 1), { isFull: false, left: 0, secondsLeft: 20 })
})
