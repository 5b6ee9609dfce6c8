import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDuration, isBetween, isDuration } from './duration.ts'

test('durations of ISO 8601 are known, whatever else comes', () => {
  for (const text of ['P1D', 'PT30M', 'P1Y2M3W4DT5H6M7S', 'P12M']) assert.equal(isDuration(text), true, text)
  for (const text of [
    '',
    'P',
    'PT',
    'P1',
    '-P1D',
    'P1DT',
    'P1.5D',
    ' P1D',
    'P1D\n',
    'P1H',
    'PT1D',
    'x'.repeat(1e5),
  ])
    assert.equal(isDuration(text), false, text.slice(0, 20))
})

test('durations are compared by how long they are, in a common year', () => {
  const upToAYear = (text: string) => isBetween(text, 'PT1M', 'P1Y')
  for (const text of ['PT1M', 'PT60S', 'P12M', 'P52W', 'P365D', 'PT8760H'])
    assert.equal(upToAYear(text), true, text)
  for (const text of ['PT59S', 'P0D', 'P366D', 'P13M', 'P1YT1S', 'P99Y'])
    assert.equal(upToAYear(text), false, text)
})

test('days keep the time of day when the clocks change, hours do not', () => {
  const at = new Date('2026-03-28T12:00:00+01:00')
  const later = (text: string) => addDuration(at, text, 'Europe/Stockholm').toISOString()
  assert.equal(later('P1D'), '2026-03-29T10:00:00.000Z')
  assert.equal(later('PT24H'), '2026-03-29T11:00:00.000Z')
  assert.equal(later('-P1D'), '2026-03-27T11:00:00.000Z')
  assert.equal(
    addDuration(new Date('2026-01-31T10:00:00Z'), 'P1M', 'UTC').toISOString(),
    '2026-02-28T10:00:00.000Z',
  )
})
