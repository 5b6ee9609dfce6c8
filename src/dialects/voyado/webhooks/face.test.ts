import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toSettings } from '../../../domain/accounts/tenant-settings.ts'
import type { EventFact } from '../../../domain/webhooks/face.ts'
import { voyadoFace } from './face.ts'

const fact = (type: string, data: Record<string, unknown> = {}): EventFact => ({
  id: '0197b8a0-0000-7000-8000-000000000001',
  type,
  contactId: 'c',
  contactType: 'Member',
  schemaId: 'visit',
  data,
  at: new Date(0),
})
const types = (data: Record<string, unknown>) =>
  voyadoFace.ofEvent(fact('contact.updated', data)).map(({ eventType }) => eventType)

test('there are the eleven event types of the vendor, and three of ours that must be named', () => {
  const named = (isDefault: boolean) =>
    voyadoFace.eventTypes.filter(type => type.isDefault === isDefault).map(({ name }) => name)
  assert.deepEqual(named(true).toSorted(), [
    'contact.acceptsEmail.changed',
    'contact.acceptsPostal.changed',
    'contact.acceptsSms.changed',
    'contact.consent.changed',
    'contact.created',
    'contact.deleted',
    'contact.updated',
    'loyalty.addPoints',
    'point.balance.updated',
    'promotion.multichannel.assigned',
    'reward.voucher.created',
  ])
  assert.deepEqual(named(false), ['interaction.created', 'interaction.deleted', 'interaction.rejected'])
})

const acme = { id: '00000000-0000-7000-8000-000000000001', slug: 'acme', settings: toSettings({}) }

test('the envelope is the one that the vendor shows', () => {
  const payload = { contactId: 'cf6d', accountId: 17, definitionId: '1', balance: 250 }
  assert.equal(
    voyadoFace.envelope({ eventType: 'point.balance.updated', payload }, 'evt-1', acme, 'json'),
    '{"id":"evt-1","eventType":"point.balance.updated","tenant":"acme","isEncrypted":false,' +
      '"payload":{"contactId":"cf6d","accountId":17,"definitionId":"1","balance":250}}',
  )
})

test('every message that a fact makes is of a type that says so', () => {
  const facts = [
    'contact.created',
    'contact.updated',
    'contact.deleted',
    'interaction.deleted',
    'interaction.rejected',
  ]
  const news = { preferences: { email: true, sms: true, postal: false }, consents: { a: true } }
  for (const type of facts)
    for (const { eventType } of voyadoFace.ofEvent(fact(type, news)))
      assert.ok(voyadoFace.eventTypes.find(({ name }) => name === eventType)?.facts.includes(type), eventType)
})

test('a preference is told when it changed, and not when a contact is made', () => {
  assert.deepEqual(types({ attributes: [], preferences: { postal: false } }), [
    'contact.updated',
    'contact.acceptsPostal.changed',
  ])
  assert.deepEqual(types({ attributes: ['city'] }), ['contact.updated'])
  const created = voyadoFace.ofEvent(
    fact('contact.created', { contactType: 'Member', approved: true, preferences: { email: true } }),
  )
  assert.deepEqual(
    created.map(({ eventType }) => eventType),
    ['contact.created'],
  )
})

test('each consent that changed is told by itself, whatever it is called', () => {
  const consents = JSON.parse('{"terms": true, "__proto__": false, "constructor": true}')
  const messages = voyadoFace.ofEvent(fact('contact.updated', { consents })).slice(1)
  assert.deepEqual(
    messages.map(({ payload }) => payload),
    [
      { contactId: 'c', consentId: 'terms', value: true },
      { contactId: 'c', consentId: '__proto__', value: false },
      { contactId: 'c', consentId: 'constructor', value: true },
    ],
  )
})

test('facts of other nouns make no messages', () => {
  for (const type of ['schema.deleted', 'store.created', 'webhook.disabled', 'constructor'])
    assert.deepEqual(voyadoFace.ofEvent(fact(type)), [])
})
