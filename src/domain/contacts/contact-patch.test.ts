import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { DomainError, Fault } from '../../kernel/domain-error.ts'
import type { Contact } from './contact.ts'
import { type ContactPatch, checkPatch } from './contact-patch.ts'
import type { ContactType } from './contact-type.ts'

const now = new Date('2025-06-15T12:00:00Z')
const member: ContactType = { id: 'Member', keyAttribute: 'email', mandatoryAttributes: ['firstName'] }
const ada: Contact = {
  id: '2e40b702-2767-4abe-ae99-aa510108e22b',
  contactType: 'Member',
  approved: true,
  attributes: {
    email: 'ada@example.com',
    firstName: 'Ada',
    mobilePhone: '+46701234567',
    memberNumber: '100001',
    countryCode: 'SE',
  },
  preferences: { email: true },
  consents: [{ id: 'terms', value: true, date: now, source: null, comment: null }],
  source: 'pos',
  createdAt: now,
  modifiedAt: now,
  version: 1,
}

const check = (patch: ContactPatch, contact = ada, type = member) => checkPatch(contact, patch, type, now, [])

function faultsOf(patch: ContactPatch, contact = ada): string[] {
  try {
    check(patch, contact)
  } catch (error) {
    const { code, data } = error as DomainError<string, { faults: Fault[] }>
    assert.equal(code, 'contact-invalid')
    return data.faults.map(({ field }) => field)
  }
  return []
}

test('only keys that changed are taken away and added', () => {
  const { oldKeys, newKeys, changed } = check({
    attributes: { email: 'ADA@example.com', mobilePhone: '070-765 43 21', externalId: 7 },
  })
  assert.deepEqual(changed, ['mobilePhone', 'externalId'])
  assert.deepEqual(oldKeys, ['mobilePhone'])
  assert.deepEqual(newKeys, [
    { kind: 'mobilePhone', value: '+46707654321', isUnique: false },
    { kind: 'externalId', value: '7', isUnique: false },
  ])
})

test('with another type every key is written anew, and the key of the type is the unique one', () => {
  const toType = { id: 'VIP', keyAttribute: 'mobilePhone', mandatoryAttributes: [] } as const
  const { oldKeys, newKeys, contactType, told } = check({ toType })
  assert.equal(contactType, 'VIP')
  assert.deepEqual(oldKeys, ['email', 'mobilePhone', 'memberNumber'])
  assert.deepEqual(
    newKeys.filter(key => key.isUnique).map(key => key.kind),
    ['mobilePhone', 'memberNumber'],
  )
  assert.deepEqual(told, { attributes: [], contactType: { from: 'Member', to: 'VIP' } })
})

test('it is told what attributes were and are since then, but for what is long', () => {
  const long = 'x'.repeat(1000)
  const contact = {
    ...ada,
    attributes: { ...ada.attributes, city: 'Lund', note: long, place: { latitude: 1 } },
  }
  const attributes = { city: null, note: 'short', place: { latitude: 2 }, story: long }
  assert.deepEqual(check({ attributes }, contact).told, {
    attributes: ['city', 'note', 'place', 'story'],
    was: { city: 'Lund', place: { latitude: 1 } },
    now: { city: null, note: 'short', place: { latitude: 2 } },
  })
})

test('the key of the new type must not be cleared, that of the old one may be', () => {
  const toType = { id: 'VIP', keyAttribute: 'mobilePhone', mandatoryAttributes: [] } as const
  assert.equal(check({ attributes: { email: null }, toType }).attributes.email, null)
  assert.deepEqual(faultsOf({ attributes: { mobilePhone: null }, toType }), ['mobilePhone'])
})

test('what is said as it is already is no change', () => {
  for (const patch of [
    {},
    { attributes: {} },
    { attributes: { ...ada.attributes, lastName: null, street: '' } },
    { preferences: { email: true }, consents: ada.consents.map(consent => ({ ...consent })) },
    { approve: true },
    { contactType: 'MEMBER' },
    { toType: member },
    { source: 'web' },
  ])
    assert.equal(check(patch).told, undefined, JSON.stringify(patch))
})

test('a contact without a source gets the first one that is given', () => {
  assert.equal(check({ source: 'web', attributes: { a: 1 } }, { ...ada, source: null }).source, 'web')
  assert.equal(check({ source: 'web', attributes: { a: 1 } }).source, 'pos')
})

test('of consents only those whose value in force changes are told, and every answer is kept', () => {
  const [later, earlier] = ['2025-07-01T00:00:00Z', '2025-05-01T00:00:00Z']
  for (const [given, told] of [
    [[{ id: 'terms', value: true, date: later }], undefined],
    [[{ id: 'terms', value: false, date: earlier }], undefined],
    [[{ id: 'terms', value: false, date: later }], { terms: false }],
    [[{ id: 'terms', value: false }], { terms: false }],
    [[{ id: 'ads', value: false }], { ads: false }],
    [
      [
        { id: 'ads', value: true, date: later },
        { id: 'ads', value: false, date: earlier },
      ],
      { ads: true },
    ],
    [
      [
        { id: 'terms', value: false, date: later },
        { id: 'terms', value: true, date: later },
      ],
      undefined,
    ],
  ] as const) {
    const change = check({ consents: given })
    assert.deepEqual(change.told, { attributes: [], ...(told && { consents: told }) }, JSON.stringify(given))
    assert.equal(change.consents.length, given.length)
  }
})

test('a contact does not gather consents without end', () => {
  const answers = (from: number, count: number) =>
    Array.from({ length: count }, (_, number) => ({ id: `c${from + number}`, value: true }))
  const consents = answers(0, 199).map(each => ({ ...each, date: now, source: null, comment: null }))
  const full = { ...ada, consents: [...ada.consents, ...consents] }
  assert.deepEqual(faultsOf({ consents: answers(0, 100) }, full), [])
  assert.deepEqual(faultsOf({ consents: answers(150, 50) }, full), ['consents'])
})

test('faults of one patch are told together and once per field', () => {
  const faults = faultsOf({
    attributes: {
      email: null,
      firstName: '',
      memberNumber: null,
      birthDay: 'x',
      externalId: 'x'.repeat(300),
    },
    contactType: 5,
    preferences: 'all',
    consents: 'all',
  })
  assert.deepEqual(faults.sort(), [
    'birthDay',
    'consents',
    'contactType',
    'email',
    'externalId',
    'firstName',
    'memberNumber',
    'preferences',
  ])
})

const name = fc.constantFrom('firstName', 'lastName', 'city', 'a', 'b', '__proto__', 'constructor')
const value = fc.oneof(
  fc.constantFrom(null, '', 'Ada', 0, false),
  fc.string({ maxLength: 5 }),
  fc.array(fc.integer(), { maxLength: 2 }),
)
const patches = fc
  .array(fc.tuple(name, value), { maxLength: 5 })
  .map(entries => Object.fromEntries(entries) as Record<string, unknown>)

test('a patch that is taken leaves what it does not name, and makes what it names as it says', () => {
  fc.assert(
    fc.property(patches, attributes => {
      const isRefused = faultsOf({ attributes }).length > 0
      const clears = Object.hasOwn(attributes, 'firstName') && isEmpty(attributes.firstName)
      const isUnstorable = Object.values(attributes).some(
        each => typeof each === 'string' && each.includes('\0'),
      )
      assert.equal(isRefused, clears || isUnstorable)
      if (isRefused) return
      const after = check({ attributes }).attributes
      for (const [key, before] of Object.entries(ada.attributes))
        if (!Object.hasOwn(attributes, key)) assert.deepEqual(after[key], before)
      for (const [key, given] of Object.entries(attributes)) {
        const now = Object.hasOwn(after, key) ? after[key] : undefined
        if (isEmpty(given)) assert.ok(isEmpty(now))
        else assert.deepEqual(now, given)
      }
    }),
  )
})

test('a patch that was applied changes nothing the second time', () => {
  fc.assert(
    fc.property(patches, attributes => {
      if (faultsOf({ attributes }).length > 0) return
      const once = check({ attributes })
      assert.equal(check({ attributes }, { ...ada, attributes: once.attributes }).told, undefined)
    }),
  )
})

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}
