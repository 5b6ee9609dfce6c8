import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bounded } from '../../../test/kit/bounded.ts'
import type { DomainError, Fault } from '../../kernel/domain-error.ts'
import type { ContactType } from './contact-type.ts'
import { checkNewContact, type NewContact } from './new-contact.ts'

const now = new Date('2025-06-15T12:00:00Z')
const member: ContactType = { id: 'Member', keyAttribute: 'email', mandatoryAttributes: [] }
const ada = { email: 'ada@example.com' }

function check(input: Partial<NewContact>, type = member) {
  return checkNewContact({ attributes: ada, createAsUnapproved: false, ...input }, type, now)
}

function faultsOf(input: Partial<NewContact>, type = member): Record<string, string> {
  try {
    check(input, type)
  } catch (error) {
    const { code, data } = error as DomainError<string, { faults: Fault[] }>
    assert.equal(code, 'contact-invalid')
    return Object.fromEntries(data.faults.map(({ field, message }) => [field, message]))
  }
  assert.fail('the contact is valid')
}

test('every key the contact has is found and brought to its normal form', () => {
  const attributes = {
    email: ' Ada@Example.com ',
    mobilePhone: '070-123 45 67',
    countryCode: 'SE',
    socialSecurityNumber: '640823-3234',
    externalId: ' crm-7 ',
    memberNumber: 100234,
  }
  const checked = check({ attributes })
  assert.deepEqual(checked.keys, [
    { kind: 'email', value: 'ada@example.com', isUnique: true },
    { kind: 'mobilePhone', value: '+46701234567', isUnique: false },
    { kind: 'memberNumber', value: '100234', isUnique: true },
    { kind: 'externalId', value: 'crm-7', isUnique: false },
    { kind: 'socialSecurityNumber', value: '196408233234', isUnique: false },
  ])
  assert.equal(checked.attributes.email, 'ada@example.com')
  assert.equal(checked.attributes.memberNumber, '100234')
})

test('the key that is unique is the one of the type', () => {
  const type = { ...member, keyAttribute: 'mobilePhone' } as const
  const { keys } = check({ attributes: { ...ada, mobilePhone: '+46701234567' } }, type)
  assert.deepEqual(
    keys.map(key => [key.kind, key.isUnique]),
    [
      ['email', false],
      ['mobilePhone', true],
    ],
  )
})

test('a key that is null or empty is no key, and no fault where it is not needed', () => {
  const { keys, attributes } = check({ attributes: { ...ada, mobilePhone: null, externalId: '' } })
  assert.deepEqual(
    keys.map(key => key.kind),
    ['email'],
  )
  assert.equal(attributes.mobilePhone, null)
})

test('the key attribute and the mandatory ones must be there', () => {
  const type = { ...member, mandatoryAttributes: ['firstName', 'lastName', 'constructor'] }
  const faults = faultsOf({ attributes: { email: ' ', firstName: null, lastName: 'Berg' } }, type)
  assert.deepEqual(faults, { email: 'is required', firstName: 'is required', constructor: 'is required' })
})

test('every broken field has one fault', () => {
  const faults = faultsOf({
    attributes: {
      email: 5,
      mobilePhone: '0701234567',
      socialSecurityNumber: '1',
      externalId: 'x'.repeat(201),
    },
    preferences: { email: 'yes', sms: null, postal: true, fax: 'ignored' },
    consents: [
      { id: 'terms', value: 'maybe' },
      'x',
      { id: '', value: true, date: 'soon', source: 1, comment: {} },
    ],
    source: 'x'.repeat(201),
    storeExternalId: '\0',
  })
  assert.deepEqual(Object.keys(faults).sort(), [
    'consents.0.value',
    'consents.1',
    'consents.2.comment',
    'consents.2.date',
    'consents.2.id',
    'consents.2.source',
    'createdInStore',
    'email',
    'externalId',
    'mobilePhone',
    'preferences.email',
    'preferences.sms',
    'socialSecurityNumber',
    'source',
    'storeExternalId',
  ])
})

test('the store that makes the contact becomes an attribute', () => {
  assert.equal(check({ storeExternalId: 'store-7' }).attributes.createdInStore, 'store-7')
  assert.equal(Object.hasOwn(check({}).attributes, 'createdInStore'), false)
})

test('names that objects inherit are attributes like any other', () => {
  const attributes = JSON.parse(
    '{"email":"ada@example.com","__proto__":{"x":1},"constructor":"c","toString":1}',
  )
  const checked = check({ attributes }).attributes
  assert.deepEqual(Object.keys(checked).sort(), ['__proto__', 'constructor', 'email', 'toString'])
  assert.equal(Object.getPrototypeOf(checked), Object.prototype)
})

test('text that PostgreSQL cannot store is a fault, in names and values and at any depth', () => {
  for (const text of ['a\0b', '\ud800', 'x\udfff']) {
    assert.ok(faultsOf({ attributes: { ...ada, nick: text } }).nick)
    assert.ok(faultsOf({ attributes: { ...ada, nick: [{ deep: text }] } }).nick)
    assert.ok(faultsOf({ attributes: { ...ada, nick: { [text]: 1 } } }).nick)
    assert.ok(faultsOf({ attributes: { ...ada, [text]: 1 } })[text])
    assert.ok(faultsOf({ consents: [{ id: text, value: true }] })['consents.0.id'])
    assert.ok(faultsOf({ source: text }).source)
  }
  assert.equal(check({ attributes: { ...ada, nick: '👩‍🚀' } }).attributes.nick, '👩‍🚀')
})

test('a contact has at most 200 attributes and 64 KiB', () => {
  const many = Object.fromEntries(Array.from({ length: 199 }, (_, number) => [`a${number}`, number]))
  assert.ok(check({ attributes: { ...ada, ...many } }))
  assert.ok(faultsOf({ attributes: { ...ada, ...many, more: 1 } }).attributes)
  assert.ok(check({ attributes: { ...ada, text: 'å'.repeat(32_000) } }))
  assert.ok(faultsOf({ attributes: { ...ada, text: 'å'.repeat(33_000) } }).attributes)
})

test('hostile attributes are refused in bounded time and without overflowing the stack', () => {
  const faultsSoon = (input: Partial<NewContact>) => bounded(() => faultsOf(input))
  const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)
  assert.ok(faultsSoon({ attributes: { ...ada, deep } }).deep)
  for (const name of ['email', 'mobilePhone', 'memberNumber', 'externalId', 'socialSecurityNumber'])
    for (const unit of ['a', '1', ' x', '\0', '+', '@'])
      assert.ok(faultsSoon({ attributes: { ...ada, [name]: unit.repeat(1_000_000) } })[name])
  assert.ok(faultsSoon({ consents: Array(100_000).fill({}) }).consents)
  const long = { id: 'x', value: true, date: '2'.repeat(1_000_000) }
  assert.ok(faultsSoon({ consents: [long] })['consents.0.date'])
})

test('a consent without a date was given now, and one without an offset in UTC', () => {
  const given = [
    ['2025-01-01T10:00:00+01:00', '2025-01-01T09:00:00.000Z'],
    ['2025-01-01T10:00:00.123456Z', '2025-01-01T10:00:00.123Z'],
    ['2025-01-01T10:00:00', '2025-01-01T10:00:00.000Z'],
    ['2025-01-01', '2025-01-01T00:00:00.000Z'],
    [undefined, now.toISOString()],
    [null, now.toISOString()],
  ] as const
  for (const [date, expected] of given) {
    const [consent] = check({ consents: [{ id: 'terms', value: 'true', date }] }).consents
    assert.equal(consent?.date.toISOString(), expected)
    assert.deepEqual([consent?.value, consent?.source, consent?.comment], [true, null, null])
  }
})

test('a date that is none, or out of all bounds, is refused', () => {
  for (const date of [
    '',
    'now',
    5,
    '2025-02-30',
    '2025-13-01',
    '2025-01-01T25:00',
    '0001-01-01',
    '99999-01-01',
    '2025-01-01T10:00:00+99:00',
  ])
    assert.ok(faultsOf({ consents: [{ id: 'terms', value: true, date }] })['consents.0.date'], String(date))
})
