import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { type Company, testApp } from '../../../../test/kit/app.ts'
import { assertRefusal } from '../../../../test/kit/voyado.ts'
import { defineContactType } from '../../../domain/contacts/define-contact-type.ts'
import { transact } from '../../../storage/database.ts'

const { services, newCompany, close } = await testApp()
after(close)

const ada = { email: 'ada@example.com', firstName: 'Ada', lastName: 'Berg', mobilePhone: '+46701234567' }

async function create({ call }: Company, body: object = ada, query = '') {
  const answer = await call('POST', `/api/v3/contacts${query}`, { body })
  assert.equal(answer.status, 201, answer.text)
  return answer.body
}

const ways = [
  ['POST', 'v1'],
  ['POST', 'v2'],
  ['PATCH', 'v3'],
] as const

const defineMember = ({ tenant }: Company, mandatoryAttributes: string[]) =>
  transact(services.db, tx =>
    defineContactType(tx, tenant, {
      id: 'Member',
      displayName: 'Members',
      keyAttribute: 'email',
      mandatoryAttributes,
    }),
  )

const eventsOf = async ({ tenant }: Company, contactId: string) => {
  const rows = await services.db
    .selectFrom('events')
    .select(['type', 'data'])
    .where('tenant_id', '=', tenant.id)
    .where('contact_id', '=', contactId)
    .orderBy('seq')
    .execute()
  return rows.map(({ type, data }) => [type, data])
}

test('what is in the body changes and the rest stays, with POST in versions 1 and 2 and PATCH in 3', async () => {
  for (const [method, version] of ways) {
    const company = await newCompany()
    const { id, meta } = await create(company)
    const body = { firstName: 'Adele', email: ' NEW@example.com ', favourites: ['tea'] }
    const updated = await company.call(method, `/api/${version}/contacts/${id}`, { body })
    assert.equal(updated.status, 200, updated.text)
    assert.deepEqual(updated.body.attributes, {
      ...ada,
      ...body,
      email: 'new@example.com',
      memberNumber: '100001',
    })
    assert.equal(updated.body.meta.createdDate, meta.createdDate)
    assert.ok(updated.body.meta.modifiedDate >= meta.modifiedDate)
    const read = await company.call('GET', `/api/v3/contacts/id?email=new@example.com`)
    assert.equal(read.body, id)
    assert.equal((await company.call('GET', `/api/v3/contacts/id?email=${ada.email}`)).status, 404)
    const [, told] = await eventsOf(company, id)
    const was = { firstName: ada.firstName, email: ada.email }
    const now = { ...body, email: 'new@example.com' }
    assert.deepEqual(told, [
      'contact.updated',
      { attributes: ['firstName', 'email', 'favourites'], was, now },
    ])
  }
})

test('POST is not the way to update in version 3, nor PATCH in version 2', async () => {
  const company = await newCompany()
  const { id } = await create(company)
  for (const [method, version] of [
    ['POST', 'v3'],
    ['PATCH', 'v2'],
  ] as const) {
    const { status } = await company.call(method, `/api/${version}/contacts/${id}`, {
      body: { lastName: 'X' },
    })
    assert.equal(status, 404)
  }
})

test('null and an empty text clear, absent stays, and a key that is cleared is free', async () => {
  const company = await newCompany()
  const { id } = await create(company, { ...ada, externalId: 'crm-1' })
  const path = `/api/v3/contacts/${id}`
  const { body } = await company.call('PATCH', path, {
    body: { lastName: null, mobilePhone: '', externalId: null },
  })
  assert.deepEqual([body.attributes.lastName, body.attributes.mobilePhone], [null, ''])
  assert.equal(body.attributes.firstName, 'Ada')
  for (const query of ['mobilePhone=%2B46701234567', 'customKey=crm-1'])
    assert.equal((await company.call('GET', `/api/v3/contacts/id?${query}`)).status, 404, query)
  const again = await company.call('PATCH', path, { body: { lastName: '', mobilePhone: null } })
  assert.equal(again.status, 200)
  assert.equal((await eventsOf(company, id)).length, 2, 'cleared once more is no change')
})

test('an update that changes nothing leaves the modified date and tells nothing', async () => {
  const company = await newCompany()
  const { id, meta, attributes } = await create(company)
  for (const body of [
    {},
    null,
    { firstName: 'Ada', email: 'ADA@example.com' },
    { contactType: 'member' },
    attributes,
  ]) {
    const answer = await company.call('PATCH', `/api/v3/contacts/${id}`, { body: body ?? 'null' })
    assert.deepEqual([answer.status, answer.body.meta], [200, meta], answer.text)
  }
  assert.equal((await eventsOf(company, id)).length, 1)
})

test('the key, the member number and what the type asks for cannot be cleared, and all faults are told', async () => {
  const company = await newCompany()
  await defineMember(company, ['firstName'])
  const { id } = await create(company)
  const before = await company.call('GET', `/api/v3/contacts/${id}`)
  const body = {
    email: '',
    firstName: null,
    memberNumber: ' ',
    mobilePhone: '123',
    birthDay: 'soon',
    contactType: 'Contact',
    preferences: { acceptsSms: 'yes' },
    consents: [{ id: 'x' }],
  }
  const refused = await company.call('PATCH', `/api/v3/contacts/${id}`, { body })
  assertRefusal(refused, 422, 'ValidationError')
  assert.deepEqual(refused.body.validationErrors.map(({ field }: { field: string }) => field).sort(), [
    'birthDay',
    'consents.0.value',
    'contactType',
    'email',
    'firstName',
    'memberNumber',
    'mobilePhone',
    'preferences.acceptsSms',
  ])
  assert.deepEqual((await company.call('GET', `/api/v3/contacts/${id}`)).body, before.body)
})

test('a key of another contact is refused with its id, and nothing changes', async () => {
  const company = await newCompany()
  const first = await create(company)
  const second = await create(company, { email: 'bo@example.com' })
  const path = `/api/v3/contacts/${second.id}`
  for (const body of [
    { email: 'ada@EXAMPLE.com', lastName: 'X' },
    { memberNumber: first.attributes.memberNumber, lastName: 'X' },
  ]) {
    const refused = await company.call('PATCH', path, { body })
    assertRefusal(refused, 409, 'ApprovedContactWithKeyExists')
    assert.equal(refused.body.messageDetails.contactId, first.id)
  }
  assert.deepEqual((await company.call('GET', path)).body, second)
  const shared = await company.call('PATCH', path, { body: { mobilePhone: ada.mobilePhone } })
  assert.equal(shared.status, 200, 'a key that is not that of the type may be shared')
})

test('of many that want one key at once, one gets it', async () => {
  const company = await newCompany()
  const contacts = []
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f'])
    contacts.push(await create(company, { email: `${name}@example.com` }))
  const answers = await Promise.all(
    contacts.map(({ id }) =>
      company.call('PATCH', `/api/v3/contacts/${id}`, { body: { email: 'x@example.com' } }),
    ),
  )
  assert.deepEqual(answers.map(answer => answer.status).sort(), [200, 409, 409, 409, 409, 409])
})

test('the store that made a contact can be set once', async () => {
  const company = await newCompany()
  const { id } = await create(company)
  const set = (createdInStore: string) =>
    company.call('PATCH', `/api/v3/contacts/${id}`, { body: { createdInStore } })
  assert.equal((await set('store-1')).body.attributes.createdInStore, 'store-1')
  assert.equal((await set('store-1')).status, 200)
  const refused = await set('store-2')
  assertRefusal(refused, 422, 'ValidationError', /createdInStore/)
})

test('preferences and consents change as given, and the newest answer to a consent is in force', async () => {
  const company = await newCompany()
  const consents = [{ id: 'terms', value: true, date: '2025-01-01T00:00:00Z' }]
  const { id } = await create(company, { ...ada, preferences: { acceptsEmail: true }, consents })
  const patch = (body: object) => company.call('PATCH', `/api/v3/contacts/${id}`, { body })
  const changed = await patch({
    preferences: { acceptsSms: true },
    consents: [
      { id: 'terms', value: false, date: '2025-02-01T00:00:00Z', source: 'ecom', comment: 'changed my mind' },
      { id: 'ads', value: true, date: '2025-02-01T00:00:00Z' },
    ],
  })
  assert.deepEqual(changed.body.preferences, { acceptsEmail: true, acceptsSms: true, acceptsPostal: false })
  assert.deepEqual(
    changed.body.consents.map(({ id, value, comment }: Record<string, unknown>) => [id, value, comment]),
    [
      ['ads', true, null],
      ['terms', false, 'changed my mind'],
    ],
  )
  assert.deepEqual((await eventsOf(company, id)).at(-1), [
    'contact.updated',
    { attributes: [], preferences: { sms: true }, consents: { terms: false, ads: true } },
  ])
  await patch({ consents: [] })
  const kept = await patch({ consents: [{ id: 'terms', value: true, date: '2024-01-01T00:00:00Z' }] })
  assert.equal(kept.body.consents.length, 2, 'an answer is never unset')
  assert.equal(kept.body.consents[1].value, false, 'an older answer does not win')
  const history = await services.db
    .selectFrom('contact_consents')
    .select(['value', 'source', 'comment'])
    .where('contact_id', '=', id)
    .where('consent_id', '=', 'terms')
    .orderBy('given_at')
    .execute()
  assert.deepEqual(
    history.map(answer => [answer.value, answer.source]),
    [
      [true, null],
      [true, null],
      [false, 'ecom'],
    ],
  )
})

test('setting one preference also approves, and unsubscribing only unsubscribes', async () => {
  for (const version of ['v2', 'v3']) {
    const company = await newCompany()
    const base = `/api/${version}/contacts`
    const { id } = await create(company, ada, '?createAsUnapproved=true')
    const off = await company.call('POST', `${base}/${id}/unsubscribeEmail?messageId=m1`)
    assert.deepEqual([off.status, off.body.meta.approved], [200, false])
    for (const name of ['acceptsEmail', 'acceptsSms', 'acceptsPostal']) {
      const on = await company.call('POST', `${base}/${id}/preferences/${name}`, { body: { value: true } })
      assert.deepEqual(
        [on.status, on.body.preferences[name], on.body.meta.approved],
        [200, true, true],
        on.text,
      )
    }
    assert.equal((await company.call('GET', `${base}/count`)).text, '1')
    await company.call('POST', `${base}/${id}/unsubscribeEmail`)
    const { body } = await company.call('POST', `${base}/${id}/unsubscribeSms`)
    assert.deepEqual(body.preferences, { acceptsEmail: false, acceptsSms: false, acceptsPostal: true })
    const told = (await eventsOf(company, id)).slice(1).map(([, data]) => data)
    assert.deepEqual(told[0], { attributes: [], preferences: { email: false } })
    assert.deepEqual(told[1], { attributes: [], preferences: { email: true }, approved: true })
    for (const body of [{}, { value: 'maybe' }, { value: null }, []]) {
      const refused = await company.call('POST', `${base}/${id}/preferences/acceptsSms`, { body })
      assertRefusal(refused, 400, 'ValidationError')
    }
  }
})

test('names that objects inherit are changed like any other', async () => {
  const company = await newCompany()
  const { id } = await create(company)
  const body = '{"__proto__":{"a":1},"constructor":"c","toJSON":"x"}'
  const { attributes } = (await company.call('PATCH', `/api/v3/contacts/${id}`, { body })).body
  assert.deepEqual(
    Object.keys(attributes)
      .filter(name => !Object.hasOwn(ada, name))
      .sort(),
    ['__proto__', 'constructor', 'memberNumber', 'toJSON'],
  )
})

test('what a contact may not be made as it may not become', async () => {
  const company = await newCompany()
  const { id } = await create(company)
  const patch = (body: unknown) => company.call('PATCH', `/api/v3/contacts/${id}`, { body })
  const many = (from: number) =>
    Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`a${from + n}`, n]))
  assert.equal((await patch(many(0))).status, 200)
  assertRefusal(await patch(many(150)), 422, 'ValidationError', /200/)
  assertRefusal(await patch('{"x":"\\u0000"}'), 422, 'ValidationError')
  assertRefusal(await patch(`{"x":${'['.repeat(9000)}${']'.repeat(9000)}}`), 422, 'ValidationError')
  assertRefusal(await patch([]), 400, 'ValidationError')
  for (const [bad, status, code] of [
    ['x', 400, 'InvalidContactId'],
    ['%00', 400, 'InvalidContactId'],
    [randomUUID(), 404, 'ContactNotFound'],
  ] as const)
    assertRefusal(await company.call('PATCH', `/api/v3/contacts/${bad}`, { body: { a: 1 } }), status, code)
  const other = await newCompany()
  assertRefusal(
    await other.call('PATCH', `/api/v3/contacts/${id}`, { body: { a: 1 } }),
    404,
    'ContactNotFound',
  )
})
