import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Contact } from '../../../domain/contacts/contact.ts'
import {
  toContactPatch,
  toContactSearch,
  toMemberSearch,
  toNewContact,
  toVoyadoContact,
  toVoyadoField,
} from './translate.ts'

test('a contact nests its attributes and tells every preference', () => {
  const contact: Contact = {
    id: '2e40b702-2767-4abe-ae99-aa510108e22b',
    contactType: 'Member',
    approved: true,
    attributes: { firstName: 'Ada', email: 'ada@example.com' },
    preferences: { email: true },
    consents: [
      {
        id: 'memberTerms',
        value: true,
        date: new Date('2025-01-01T10:00:00+01:00'),
        source: 'ecom',
        comment: null,
      },
    ],
    source: 'pos',
    createdAt: new Date('2025-01-01T09:00:00Z'),
    modifiedAt: new Date('2025-02-01T09:00:00Z'),
    version: 2,
  }
  assert.deepEqual(toVoyadoContact(contact, new Date('2025-06-15T12:00:00Z')), {
    id: '2e40b702-2767-4abe-ae99-aa510108e22b',
    attributes: { firstName: 'Ada', email: 'ada@example.com' },
    meta: {
      contactType: 'Member',
      createdDate: '2025-01-01T09:00:00.000Z',
      modifiedDate: '2025-02-01T09:00:00.000Z',
      approved: true,
      source: 'pos',
    },
    preferences: { acceptsEmail: true, acceptsSms: false, acceptsPostal: false },
    consents: [
      { id: 'memberTerms', value: true, date: '2025-01-01T09:00:00.000Z', source: 'ecom', comment: null },
    ],
  })
})

test('a flat body becomes attributes and what is told apart from them', () => {
  const consents = [{ id: 'memberTerms', value: true }]
  const body = {
    contactType: 'Member',
    firstName: 'Ada',
    email: 'ada@example.com',
    preferences: { acceptsEmail: true, acceptsPostal: 'no', acceptsFax: true },
    consents,
  }
  const options = { source: 'pos', storeExternalId: 'store-7', createAsUnapproved: 'True' }
  assert.deepEqual(toNewContact(body, options), {
    attributes: { firstName: 'Ada', email: 'ada@example.com' },
    contactType: 'Member',
    preferences: { email: true, postal: 'no' },
    consents,
    source: 'pos',
    storeExternalId: 'store-7',
    createAsUnapproved: true,
  })
})

test('no body and no options make a new contact of nothing', () => {
  for (const body of [undefined, null, {}]) {
    const input = toNewContact(body, {})
    assert.deepEqual(input.attributes, {})
    assert.equal(input.createAsUnapproved, false)
  }
  assert.equal(toNewContact({}, { createAsUnapproved: 'false' }).createAsUnapproved, false)
})

test('the parts of an answer that a client sends back are no attributes', () => {
  const answer = { id: 'x', attributes: { firstName: 'Ada' }, meta: { approved: true }, lastName: 'Berg' }
  assert.deepEqual(toNewContact(answer, {}).attributes, { lastName: 'Berg' })
  assert.deepEqual(toContactPatch(answer).attributes, { lastName: 'Berg' })
})

test('a patch has what the body has and nothing else', () => {
  assert.deepEqual(toContactPatch({ firstName: null, preferences: { acceptsSms: false } }), {
    attributes: { firstName: null },
    contactType: undefined,
    preferences: { sms: false },
    consents: undefined,
  })
  for (const body of [undefined, null, {}]) assert.deepEqual(toContactPatch(body).attributes, {})
})

test('a search of the member status names a field and a value', () => {
  assert.deepEqual(toMemberSearch('mobilePhone: 46701234567').mobilePhone, '+46701234567')
  assert.deepEqual(toMemberSearch('EMAIL:a:b').email, 'a:b')
  for (const query of ['', 'email', ':x', 'toString:x', 'contactType:Member'])
    assert.deepEqual(toMemberSearch(query), {})
})

test('preferences that are no object are left for the domain to refuse', () => {
  for (const preferences of ['yes', 5, null, ['acceptsEmail']])
    assert.deepEqual(toNewContact({ preferences }, {}).preferences, preferences)
})

test('names that objects inherit are attributes like any other', () => {
  const { attributes } = toNewContact(JSON.parse('{"__proto__":{"x":1},"constructor":2}'), {})
  assert.deepEqual(Object.keys(attributes), ['__proto__', 'constructor'])
  assert.equal(Object.getPrototypeOf(attributes), Object.prototype)
})

test('fields of the domain have the names that the vendor gives them', () => {
  assert.equal(toVoyadoField('preferences.sms'), 'preferences.acceptsSms')
  for (const field of [
    'email',
    'preferences',
    'preferences.fax',
    'preferences.constructor',
    'consents.0.date',
  ])
    assert.equal(toVoyadoField(field), field)
})

test('a plus sign that arrived as a space is put back before digits', () => {
  assert.equal(toContactSearch({ mobilePhone: ' 46701234567' }).mobilePhone, '+46701234567')
  assert.equal(toContactSearch({ any: ' 46701234567' }).any, '+46701234567')
  assert.equal(toContactSearch({ any: ' ada@example.com' }).any, ' ada@example.com')
  assert.equal(toContactSearch({ any: '100234' }).any, '100234')
})
