import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDuration, readDuration } from './clock-duration.ts'

const after = (from: string, text: string) => addDuration(new Date(from), readDuration(text)!).toISOString()

test('durations are read as people write them', () => {
  assert.deepEqual(readDuration('30d'), { months: 0, ms: 30 * 86_400_000 })
  assert.deepEqual(readDuration('2h30m'), { months: 0, ms: 9_000_000 })
  assert.deepEqual(readDuration('1w2d3h4m5s6ms'), { months: 0, ms: 788_645_006 })
})

test('durations are read as ISO 8601 writes them', () => {
  assert.deepEqual(readDuration('PT2H'), { months: 0, ms: 7_200_000 })
  assert.deepEqual(readDuration('P1Y2M3W4DT5H6M7S'), { months: 14, ms: 25 * 86_400_000 + 18_367_000 })
  assert.deepEqual(readDuration('pt90m'), { months: 0, ms: 5_400_000 })
})

test('what is none is refused', () => {
  for (const text of [
    '',
    'P',
    'PT',
    'P1DT',
    '1',
    'd',
    '-1d',
    '1.5h',
    '2m1h',
    '1y',
    'P-1D',
    '1d ',
    '9999999d',
  ])
    assert.equal(readDuration(text), undefined, text)
})

test('a month ends at its last day', () => {
  assert.equal(after('2026-01-31T10:00:00Z', 'P1M'), '2026-02-28T10:00:00.000Z')
  assert.equal(after('2024-01-31T10:00:00Z', 'P1M'), '2024-02-29T10:00:00.000Z')
  assert.equal(after('2024-02-29T10:00:00Z', 'P1Y'), '2025-02-28T10:00:00.000Z')
  assert.equal(after('2026-12-15T10:00:00Z', 'P2M1D'), '2027-02-16T10:00:00.000Z')
})

test('days are of 24 hours, also across a change of daylight saving', () => {
  assert.equal(after('2026-03-28T12:00:00Z', '2d'), '2026-03-30T12:00:00.000Z')
})
