import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bounded } from '../../../test/kit/bounded.ts'
import { normalisePhone } from './phone-number.ts'

test('a number becomes E.164, however it is written', () => {
  for (const text of ['+46701234567', '+46 70-123 45 67', '+46 (0)70 123 45 67', ' +46.70.123.45.67 '])
    assert.equal(normalisePhone(text), '+46701234567', text)
})

test('a number needs its calling code', () => {
  for (const text of ['0701234567', '46701234567', '0046701234567', '701234567'])
    assert.equal(normalisePhone(text), undefined, text)
})

test('the country of the contact gives the calling code', () => {
  assert.equal(normalisePhone('070-123 45 67', 'SE'), '+46701234567')
  assert.equal(normalisePhone('0046701234567', 'se'), '+46701234567')
  assert.equal(normalisePhone('+358401234567', 'SE'), '+358401234567')
  for (const country of ['XX', '', 'Sweden', 46, null, undefined, '__proto__'])
    assert.equal(normalisePhone('0701234567', country), undefined, String(country))
})

test('numbers that no one can have are refused', () => {
  for (const text of [
    '',
    '+',
    '+46',
    '+4670',
    '+4670123456789012',
    '+999123456789',
    '+0701234567',
    'call me',
    '+46ABC',
  ])
    assert.equal(normalisePhone(text), undefined, text)
})

test('a number is all there is in the text', () => {
  for (const text of ['call +46701234567', '+46701234567 ext 5', '+46701234567;ext=5', '+46701234567\0'])
    assert.equal(normalisePhone(text), undefined, text)
})

test('hostile text costs no time', () => {
  for (const unit of ['+', '4', '(', ' ', '+46', '- ', '\0', '\ud800']) {
    const text = unit.repeat(1_000_000)
    assert.equal(
      bounded(() => normalisePhone(text, 'SE')),
      undefined,
    )
    bounded(() => normalisePhone(unit.repeat(50 / unit.length), 'SE'))
  }
})
