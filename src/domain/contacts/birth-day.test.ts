import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ageOn, readBirthDay } from './birth-day.ts'
import { computedAttributes } from './computed-attributes.ts'

test('a birthday is read in each of the forms that the vendor’s pages have', () => {
  for (const text of [
    '1990-01-31',
    ' 1990-01-31 ',
    '31/01/1990',
    '1990-01-31T00:00:00',
    '1990-01-31T23:59:59.999+01:00',
    '1990-01-31T00:00:00Z',
  ])
    assert.equal(readBirthDay(text), '1990-01-31', text)
})

test('what is no day, or before anyone’s time, is no birthday', () => {
  for (const value of [
    '1990-02-30',
    '01/31/1990',
    '31/1/1990',
    '1990',
    '1849-12-31',
    '1990-01-31 10:00',
    '',
    19900131,
    null,
    {},
    'x'.repeat(100_000),
  ])
    assert.equal(readBirthDay(value), undefined, String(value).slice(0, 20))
})

test('a year is added on the birthday and not a day before', () => {
  const on = (day: string, birthDay: string) => ageOn(new Date(`${day}T00:00:00Z`), birthDay)
  assert.equal(on('2025-03-10', '1990-03-11'), 34)
  assert.equal(on('2025-03-11', '1990-03-11'), 35)
  assert.equal(on('2025-02-28', '2000-02-29'), 24)
  assert.equal(on('2025-03-01', '2000-02-29'), 25)
  assert.equal(on('2024-02-29', '2000-02-29'), 24)
  assert.equal(on('2025-01-01', '2025-01-01'), 0)
  assert.equal(on('2024-12-31', '2025-01-01'), undefined)
})

test('the age is that of the birthday, or else of the social security number', () => {
  const now = new Date('2025-06-15T12:00:00Z')
  for (const [attributes, age] of [
    [{ birthDay: '1990-01-31', socialSecurityNumber: '196408233234' }, 35],
    [{ socialSecurityNumber: '196408233234' }, 60],
    [{ birthDay: null, socialSecurityNumber: '196408833224' }, 60],
    [{ birthDay: '', socialSecurityNumber: '131052-308T' }, 72],
    [{ socialSecurityNumber: '131002A308T' }, 22],
    [{ birthDay: 5, socialSecurityNumber: {} }, undefined],
    [{}, undefined],
  ] as const)
    assert.equal(computedAttributes(attributes, now).age, age, JSON.stringify(attributes))
})
