import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLooseDateTime, readLooseInstant, toNumericOffset } from './loose-instant.ts'

test('times are read as clients write them', () => {
  const forms: [string, string][] = [
    ['2024-05-01T10:00:00.123Z', '2024-05-01T10:00:00.123Z'],
    ['2024-05-01T10:00:00+0530', '2024-05-01T04:30:00.000Z'],
    ['2024-05-01T10:00:00-05:30', '2024-05-01T15:30:00.000Z'],
    ['2013-01-26T07:31+0000', '2013-01-26T07:31:00.000Z'],
    ['2018-01-21 10:23:21', '2018-01-21T10:23:21.000Z'],
    ['1990-02-03', '1990-02-03T00:00:00.000Z'],
  ]
  for (const [text, instant] of forms) assert.equal(readLooseInstant(text)?.toISOString(), instant, text)
})

test('what is no time is none', () => {
  const texts = [
    '',
    'now',
    '2024-02-30',
    '2024-05-01T25:00',
    '2024-05-01T10',
    '2024-05-01T10:00+5',
    '1'.repeat(1000),
  ]
  for (const text of texts) assert.equal(readLooseInstant(text), undefined, text)
  assert.equal(isLooseDateTime('2024-05-01'), false)
})

test('a time is written with a numeric offset', () => {
  assert.equal(toNumericOffset(new Date('2013-01-26T07:31:00.500Z')), '2013-01-26T07:31:00+0000')
})
