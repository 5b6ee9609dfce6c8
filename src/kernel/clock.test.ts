import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemClock } from './clock.ts'

test('a tenant lives at the time of the machine plus its own offset', () => {
  let wall = Date.parse('2025-06-15T12:00:00Z')
  const clock = systemClock(() => wall)
  const ahead = { clockOffsetMs: 30 * 86_400_000, clockFrozenAt: null }
  assert.equal(clock.now(ahead).toISOString(), '2025-07-15T12:00:00.000Z')
  assert.equal(
    clock.now({ clockOffsetMs: -1, clockFrozenAt: null }).toISOString(),
    '2025-06-15T11:59:59.999Z',
  )
  assert.equal(clock.wall().toISOString(), '2025-06-15T12:00:00.000Z')

  wall += 1000
  assert.equal(clock.now(ahead).toISOString(), '2025-07-15T12:00:01.000Z')
  assert.equal(clock.wall().toISOString(), '2025-06-15T12:00:01.000Z')
})

test('without another source the time is that of the machine', () => {
  const before = Date.now()
  const wall = systemClock().wall().getTime()
  assert.ok(before <= wall && wall <= Date.now())
})
