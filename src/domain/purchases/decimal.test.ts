import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { magnitude, minus, negate, readDecimal, sum, withoutZeros } from './decimal.ts'

test('a number in any of its forms is one text', () => {
  for (const [text, expected] of [
    ['0', '0'],
    ['-0.00', '0'],
    ['0.10', '0.1'],
    ['007', '7'],
    ['1e2', '100'],
    ['1.5e-3', '0.0015'],
    ['-12e-2', '-0.12'],
    ['999999999999999.1234567891', '999999999999999.1234567891'],
  ] as const)
    assert.equal(readDecimal(text), expected, text)
})

test('what is no number, or has too many digits, is refused', () => {
  const texts = [
    '',
    '.',
    '1.',
    '.5',
    '+1',
    '1,5',
    ' 1',
    '0x1',
    'NaN',
    '1e',
    '1e16',
    '1e-11',
    '1e999',
    '1e99999999',
  ]
  for (const text of [...texts, '1'.repeat(16), `0.${'1'.repeat(11)}`, '9'.repeat(100_000)])
    assert.equal(readDecimal(text), undefined, text.slice(0, 50))
})

const cents = fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n })
const written = (units: bigint) => {
  const digits = String(units < 0n ? -units : units).padStart(3, '0')
  return readDecimal(`${units < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`)!
}

test('sums are exact, whatever is added', () => {
  fc.assert(
    fc.property(fc.array(cents), amounts => {
      const total = amounts.reduce((all, each) => all + each, 0n)
      const sign = total < 0n ? '-' : ''
      const digits = String(total < 0n ? -total : total).padStart(3, '0')
      const expected = withoutZeros(`${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`)
      assert.equal(sum(amounts.map(written)), expected)
    }),
  )
})

test('a number and its opposite make nothing', () => {
  fc.assert(
    fc.property(cents, amount => {
      const decimal = written(amount)
      assert.equal(sum([decimal, negate(decimal)]), '0')
      assert.equal(minus(decimal, decimal), '0')
      assert.equal(magnitude(negate(decimal)), magnitude(decimal))
    }),
  )
})
