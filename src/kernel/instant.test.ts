import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { isDateTime, isTime, readInstant, writeInstant } from './instant.ts'

const read = (text: string) => readInstant(text, 'offset-required')?.toISOString()

describe('reading an instant', () => {
  it('takes the offset into account', () => {
    assert.equal(read('2018-11-13T20:20:39+00:00'), '2018-11-13T20:20:39.000Z')
    assert.equal(read('1990-12-31T15:59:50.123-08:00'), '1990-12-31T23:59:50.123Z')
    assert.equal(read('2024-02-29t00:00:00z'), '2024-02-29T00:00:00.000Z')
  })
  it('cuts to milliseconds and never rounds up', () => {
    assert.equal(read('2025-03-01T10:00:00.9999999Z'), '2025-03-01T10:00:00.999Z')
    assert.equal(read('2025-03-01T10:00:00.5Z'), '2025-03-01T10:00:00.500Z')
  })
  it('reads a leap second as the next second', () => {
    assert.equal(read('1998-12-31T23:59:60Z'), '1999-01-01T00:00:00.000Z')
    assert.equal(read('1998-12-31T15:59:60.25-08:00'), '1999-01-01T00:00:00.250Z')
  })
  it('finds none in the misprint of the vendor’s own sample', () => {
    assert.equal(read('2023-05-23711:13:42.074Z'), undefined)
  })
  it('finds none in a day that does not exist', () => {
    assert.equal(read('2023-02-29T00:00:00Z'), undefined)
    assert.equal(read('2023-01-01T24:00:00Z'), undefined)
  })
  it('keeps to the years 0001 to 9999 in UTC, where the database and ISO strings agree', () => {
    assert.equal(read('0001-01-01T00:00:00Z'), '0001-01-01T00:00:00.000Z')
    assert.equal(read('9999-12-31T23:59:59.999Z'), '9999-12-31T23:59:59.999Z')
    assert.equal(read('0000-12-31T23:59:59Z'), undefined)
    assert.equal(read('0001-01-01T00:00:00+00:01'), undefined)
    assert.equal(read('9999-12-31T23:59:60Z'), undefined)
    assert.equal(read('9999-12-31T23:59:59-00:01'), undefined)
  })
})

describe('writing an instant', () => {
  it('writes what JavaScript writes, for any instant, also when days change back and forth', () => {
    const from = Date.parse('0001-01-01T00:00:00.000Z')
    const to = Date.parse('9999-12-31T23:59:59.999Z')
    const anyInstant = fc.integer({ min: from, max: to })
    const nearMidnight = fc.tuple(
      fc.integer({ min: -720_000, max: 2_900_000 }),
      fc.integer({ min: -2, max: 2 }),
    )
    const instants = fc.oneof(
      anyInstant,
      nearMidnight.map(([day, ms]) => day * 86_400_000 + ms),
    )
    fc.assert(
      fc.property(instants, ms => {
        assert.equal(writeInstant(new Date(ms)), new Date(ms).toISOString())
      }),
      { numRuns: 2000 },
    )
  })
  it('reads what it wrote', () => {
    for (const text of ['0001-01-01T00:00:00.000Z', '1969-12-31T23:59:59.999Z', '2024-02-29T12:34:56.078Z'])
      assert.equal(writeInstant(readInstant(text, 'offset-required')!), text)
  })
})

describe('a date-time without an offset', () => {
  const text = '2011-11-03T20:00:11'
  it('is refused where an offset is required', () => {
    assert.equal(isDateTime(text, 'offset-required'), false)
    assert.equal(readInstant(text, 'offset-required'), undefined)
  })
  it('is UTC where the offset is optional', () => {
    assert.equal(isDateTime(text, 'offset-optional'), true)
    assert.equal(readInstant(text, 'offset-optional')?.toISOString(), '2011-11-03T20:00:11.000Z')
    assert.equal(
      readInstant('1998-12-31T23:59:60', 'offset-optional')?.toISOString(),
      '1999-01-01T00:00:00.000Z',
    )
  })
  it('does not ease anything else', () => {
    assert.equal(isDateTime('2011-11-03T20:00', 'offset-optional'), false)
    assert.equal(isDateTime('2011-11-03', 'offset-optional'), false)
    assert.equal(isDateTime('2011-11-03T20:00:11+0100', 'offset-optional'), false)
    assert.equal(isTime('20:00:11'), false)
  })
})
