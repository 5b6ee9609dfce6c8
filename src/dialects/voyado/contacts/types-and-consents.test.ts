import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { type Company, testApp } from '../../../../test/kit/app.ts'
import { assertRefusal } from '../../../../test/kit/voyado.ts'
import { defineConsent } from '../../../domain/contacts/define-consent.ts'
import { defineContactType } from '../../../domain/contacts/define-contact-type.ts'
import { transact } from '../../../storage/database.ts'

const { services, newCompany, close } = await testApp()
after(close)

const ada = { email: 'ada@example.com', firstName: 'Ada' }

async function create({ call }: Company, body: object) {
  const answer = await call('POST', '/api/v3/contacts', { body })
  assert.equal(answer.status, 201, answer.text)
  return answer.body
}

const defineMember = ({ tenant }: Company, mandatoryAttributes: string[]) =>
  transact(services.db, tx =>
    defineContactType(tx, tenant, {
      id: 'Member',
      displayName: 'Members',
      keyAttribute: 'email',
      mandatoryAttributes,
    }),
  )

async function newestEventOf({ tenant }: Company, contactId: string) {
  const { type, data } = await services.db
    .selectFrom('events')
    .select(['type', 'data'])
    .where('tenant_id', '=', tenant.id)
    .where('contact_id', '=', contactId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return [type, data]
}

test('a type is changed when the contact has what the type asks for', async () => {
  const company = await newCompany()
  await transact(services.db, tx =>
    defineContactType(tx, company.tenant, {
      id: 'VIP',
      displayName: 'Very important',
      keyAttribute: 'mobilePhone',
      mandatoryAttributes: ['lastName'],
    }),
  )
  const { id } = await create(company, { email: 'a@example.com', firstName: 'A' })
  const change = (type: string) =>
    company.call('POST', `/api/v3/contacts/${id}/updateContactType?contactTypeId=${type}`)
  const refused = await change('vip')
  assertRefusal(refused, 422, 'ValidationError')
  assert.deepEqual(
    refused.body.validationErrors.map(({ field }: { field: string }) => field),
    ['mobilePhone', 'lastName'],
  )
  await company.call('PATCH', `/api/v3/contacts/${id}`, {
    body: { lastName: 'B', mobilePhone: '+46701234567' },
  })
  const changed = await change('vip')
  assert.deepEqual([changed.status, changed.body.meta.contactType], [200, 'VIP'], changed.text)
  assert.deepEqual(await newestEventOf(company, id), [
    'contact.updated',
    { attributes: [], contactType: { from: 'Member', to: 'VIP' } },
  ])
  const found = await company.call('GET', '/api/v2/contacts/vip/bykey?keyValue=%2B46701234567')
  assert.equal(found.body.id, id)
  await create(company, { email: 'a@example.com' })
  assertRefusal(await change('Member'), 409, 'ApprovedContactWithKeyExists')
  assertRefusal(await change('Nobody'), 400, 'InvalidContactType')
  assert.equal((await change('VIP')).status, 200)
  assertRefusal(
    await company.call('POST', `/api/v3/contacts/${id}/updateContactType`),
    400,
    'ValidationError',
  )
})

test('a contact is promoted to a member with the fields that a member must have', async () => {
  const company = await newCompany()
  await defineMember(company, ['firstName'])
  const { id } = await create(company, { contactType: 'Contact', email: 'a@example.com' })
  const promote = (body: object) =>
    company.call('POST', `/api/v2/contacts/${id}/promoteToMember`, { body, headers: { source: 'pos' } })
  assertRefusal(await promote({}), 422, 'ValidationError', /firstName/)
  const promoted = await promote({
    firstName: 'Ada',
    contactType: 'Member',
    preferences: { acceptsEmail: true },
  })
  assert.equal(promoted.status, 200, promoted.text)
  assert.deepEqual([promoted.body.meta.contactType, promoted.body.meta.source], ['Member', 'pos'])
  assert.equal(promoted.body.attributes.firstName, 'Ada')
  assert.equal(promoted.body.preferences.acceptsEmail, true)
  const nobody = await company.call('POST', `/api/v2/contacts/${randomUUID()}/promoteToMember`, { body: {} })
  assertRefusal(nobody, 404, 'ContactNotFound')
  assert.equal(
    (await company.call('POST', `/api/v3/contacts/${id}/promoteToMember`, { body: {} })).status,
    404,
  )
})

test('a mandatory consent must have been given before a contact is made or gets another type', async () => {
  const company = await newCompany()
  const old = await create(company, { contactType: 'Contact', email: 'old@example.com' })
  await transact(services.db, tx =>
    defineConsent(tx, company.tenant, {
      id: 'memberTerms',
      name: 'Terms',
      isMandatory: true,
      displayText: { 'sv-SE': 'Jag godkänner', 'en-GB': 'I accept' },
      linkText: {},
      conditionText: {},
    }),
  )
  const terms = (value: boolean) => ({ consents: [{ id: 'memberTerms', value }] })
  for (const body of [ada, { ...ada, ...terms(false) }]) {
    const refused = await company.call('POST', '/api/v3/contacts', { body })
    assertRefusal(refused, 422, 'ValidationError')
    assert.equal(refused.body.validationErrors[0].field, 'consents.memberTerms')
  }
  const { id } = await create(company, { ...ada, ...terms(true) })
  const flipped = await company.call('PATCH', `/api/v3/contacts/${id}`, { body: terms(false) })
  assert.equal(flipped.body.consents[0].value, false, 'it may be taken back later')

  const promote = (body: object) =>
    company.call('POST', `/api/v2/contacts/${old.id}/promoteToMember`, { body })
  assertRefusal(await promote({}), 422, 'ValidationError', /memberTerms/)
  assert.equal((await promote(terms(true))).status, 200)

  for (const version of ['v2', 'v3']) {
    const { body } = await company.call('GET', `/api/${version}/consents`)
    assert.deepEqual(body, [
      {
        id: 'memberTerms',
        name: 'Terms',
        metaData: {
          displayText: { 'sv-SE': 'Jag godkänner', 'en-GB': 'I accept' },
          linkText: {},
          conditionText: {},
        },
      },
    ])
  }
})

test('contact types are listed', async () => {
  const company = await newCompany()
  await defineMember(company, ['firstName'])
  const { body } = await company.call('GET', '/api/v3/contacttypes')
  assert.deepEqual(body, [
    { id: 'Contact', displayName: 'Contacts', keyAttribute: 'email', mandatoryAttributes: [] },
    { id: 'Member', displayName: 'Members', keyAttribute: 'email', mandatoryAttributes: ['firstName'] },
  ])
})
