import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bounded } from '../../../test/kit/bounded.ts'
import { normaliseSocialSecurityNumber } from './social-security-number.ts'

const now = new Date('2025-06-15T12:00:00Z')
const normalise = (text: string, at = now) => normaliseSocialSecurityNumber(text, at)

function luhnDigit(nine: string): string {
  const products = [...nine].map((digit, index) => Number(digit) * (index % 2 === 0 ? 2 : 1))
  const sum = [...products.join('')].reduce((total, digit) => total + Number(digit), 0)
  return String((10 - (sum % 10)) % 10)
}
const swedish = (nine: string) => nine + luhnDigit(nine)

test('a Swedish personal number becomes twelve digits, however it is written', () => {
  for (const text of ['196408233234', '19640823-3234', '6408233234', '640823-3234', '  640823-3234 '])
    assert.equal(normalise(text), '196408233234', text)
})

test('a hundred years are added with a plus sign', () => {
  assert.equal(normalise('121212-1212'), '201212121212')
  assert.equal(normalise('121212+1212'), '191212121212')
  assert.equal(normalise('19121212+1212'), '191212121212')
})

test('ten digits mean the latest day that is not in the future', () => {
  assert.equal(normalise(swedish('250615001'))?.slice(0, 8), '20250615')
  assert.equal(normalise(swedish('250616001'))?.slice(0, 8), '19250616')
  assert.equal(normalise(swedish('250616001'), new Date('2025-06-16T00:00:00Z'))?.slice(0, 8), '20250616')
})

test('a coordination number has 60 added to its day', () => {
  assert.equal(normalise('701063-2391'), '197010632391')
  assert.ok(normalise(swedish('640861123')))
  assert.ok(normalise(swedish('640891123')))
  assert.equal(normalise(swedish('640860123')), undefined)
  assert.equal(normalise(swedish('640892123')), undefined)
})

test('the day must exist', () => {
  assert.ok(normalise(swedish('000229001')), '29 February 2000')
  assert.equal(normalise(`${swedish('000229001').slice(0, 6)}+${swedish('000229001').slice(6)}`), undefined)
  assert.equal(normalise(swedish('010229001')), undefined)
  assert.equal(normalise(swedish('641301123')), undefined)
  assert.equal(normalise(swedish('640800123')), undefined)
  assert.equal(normalise(swedish('640431123')), undefined)
})

test('no check digit but the right one will do', () => {
  for (let digit = 0; digit <= 9; digit++)
    assert.equal(normalise(`19640823323${digit}`) !== undefined, digit === 4, String(digit))
})

test('a Finnish code is written in capitals', () => {
  assert.equal(normalise('131052-308T'), '131052-308T')
  assert.equal(normalise(' 131052-308t'), '131052-308T')
})

test('a Finnish code may have any of the century signs', () => {
  for (const sign of '+-YXWVUABCDEF') assert.ok(normalise(`131052${sign}308T`), sign)
  for (const sign of 'GHTZ/ ') assert.equal(normalise(`131052${sign}308T`), undefined, sign)
})

test('a Finnish code must have its check sign, a day that exists and a serial from 002 on', () => {
  assert.equal(normalise('131052-308U'), undefined)
  assert.equal(normalise('310252-308T'), undefined)
  const sign = (digits: string) => '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(digits) % 31]
  assert.ok(normalise(`131052-002${sign('131052002')}`))
  assert.equal(normalise(`131052-001${sign('131052001')}`), undefined)
})

test('nothing else is a social security number', () => {
  for (const text of [
    '',
    '-',
    '1',
    '19640823',
    '64082332345',
    '640823 3234',
    '640823--3234',
    '17640823-3234',
    '٦٤٠٨٢٣٣٢٣٤',
  ])
    assert.equal(normalise(text), undefined, text)
})

test('the normal form is its own normal form', () => {
  const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2025-06-14'), noInvalidDate: true })
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 999 }), (date, serial) => {
      const ymd = date.toISOString().slice(0, 10).replaceAll('-', '')
      const nine = ymd.slice(2) + String(serial).padStart(3, '0')
      const full = ymd.slice(0, 2) + swedish(nine)
      assert.equal(normalise(full), full)
    }),
  )
})

test('hostile text costs no time', () => {
  for (const unit of ['9', '-', ' ', '19640823', '131052-308T', '\0', '\ud800']) {
    const text = unit.repeat(1_000_000)
    assert.equal(
      bounded(() => normalise(text)),
      undefined,
    )
  }
})
