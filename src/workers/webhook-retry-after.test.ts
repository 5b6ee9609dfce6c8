import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRetryAfter } from './webhook-retry-after.ts'

const now = Date.parse('2026-03-01T12:00:00Z')

test('a receiver names seconds or a date', () => {
  assert.equal(readRetryAfter('120', now), 120_000)
  assert.equal(readRetryAfter('Sun, 01 Mar 2026 12:01:30 GMT', now), 90_000)
})

test('what names no time ahead is not heard', () => {
  const others = [
    '',
    '0',
    '-5',
    '1.5',
    '1e3',
    '9999999999',
    'soon',
    '2026-03-01T13:00:00Z',
    undefined,
    ['1', '2'],
  ]
  for (const header of [...others, 'Sun, 01 Mar 2026 11:59:59 GMT', 'Sun, 99 Mar 2026 12:01:30 GMT'])
    assert.equal(readRetryAfter(header, now), null, String(header))
})
