import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'

const { newCompany, close } = await testApp()
after(close)

const ada = { email: 'ada@example.com', firstName: 'Ada', countryCode: 'SE', mobilePhone: '070-123 45 67' }

test('a contact is created flat and answered nested, in every version', async () => {
  for (const version of ['v1', 'v2', 'v3']) {
    const { call } = await newCompany()
    const body = {
      ...ada,
      contactType: 'member',
      preferences: { acceptsEmail: true, acceptsSms: false },
      consents: [{ id: 'memberTerms', value: true, date: '2025-01-01T10:00:00+01:00', source: 'ECOM' }],
    }
    const created = await call('POST', `/api/${version}/contacts`, { body })
    assert.equal(created.status, 201, created.text)
    const { id, attributes, meta, preferences, consents } = created.body
    assert.deepEqual(attributes, { ...ada, mobilePhone: '+46701234567', memberNumber: '100001' })
    assert.deepEqual([meta.contactType, meta.approved, meta.source], ['Member', true, null])
    assert.deepEqual(preferences, { acceptsEmail: true, acceptsSms: false, acceptsPostal: false })
    const date = '2025-01-01T09:00:00.000Z'
    assert.deepEqual(consents, [{ id: 'memberTerms', value: true, date, source: 'ECOM', comment: null }])

    const read = await call('GET', `/api/${version}/Contacts/${id.toUpperCase()}`)
    assert.deepEqual([read.status, read.body], [200, created.body])
  }
})

test('versions 1 and 2 take the options from the headers, version 3 from the query', async () => {
  const options = { source: 'pos', storeExternalId: 'store-7', createAsUnapproved: 'true' }
  const query = `?${new URLSearchParams(options)}`
  for (const [version, fromHeaders] of [
    ['v1', true],
    ['v2', true],
    ['v3', false],
  ] as const) {
    const { call } = await newCompany()
    const heard = await call('POST', `/api/${version}/contacts${fromHeaders ? '' : query}`, {
      body: { email: 'a@example.com' },
      headers: fromHeaders ? options : {},
    })
    const unheard = await call('POST', `/api/${version}/contacts${fromHeaders ? query : ''}`, {
      body: { email: 'b@example.com' },
      headers: fromHeaders ? {} : options,
    })
    const told = ({ body }: typeof heard) => [
      body.meta.source,
      body.meta.approved,
      body.attributes.createdInStore,
    ]
    assert.deepEqual(told(heard), ['pos', false, 'store-7'], version)
    assert.deepEqual(told(unheard), [null, true, undefined], version)
    assert.equal((await call('GET', `/api/${version}/contacts/count`)).text, '1')
  }
})

test('attributes of any name and kind come back as they were sent', async () => {
  const { call } = await newCompany()
  const body =
    '{"email":"a@example.com","__proto__":{"a":1},"constructor":null,"line\\nbreak":[1,{"b":"ö"}],"toJSON":"x","":""}'
  assert.equal((await call('POST', '/api/v3/contacts', { body })).status, 422, 'no attribute without a name')
  const created = await call('POST', '/api/v3/contacts', { body: body.replace(',"":""', '') })
  assert.equal(created.status, 201, created.text)
  const expected = JSON.parse(body.replace(',"":""', ',"memberNumber":"100001"'))
  assert.deepEqual(created.body.attributes, expected)
  assert.deepEqual((await call('GET', `/api/v3/contacts/${created.body.id}`)).body.attributes, expected)
})

test('nothing at all is refused as NoData', async () => {
  const { call } = await newCompany()
  for (const version of ['v2', 'v3']) {
    for (const options of [{ body: {} }, { body: 'null' }, {}]) {
      const { status, body } = await call('POST', `/api/${version}/contacts`, options)
      assert.deepEqual([status, body.errorCode], [400, 'NoData'])
    }
  }
})

test('a contact that cannot be made is refused with a reason, never with a 5xx', async () => {
  const { call } = await newCompany()
  const refused: [unknown, number, string][] = [
    [{ contactType: 'VIP', email: 'a@example.com' }, 400, 'InvalidContactType'],
    [{ contactType: '\u0000', email: 'a@example.com' }, 400, 'InvalidContactType'],
    [{ contactType: {}, email: 'a@example.com' }, 422, 'ValidationError'],
    [{ firstName: 'Ada' }, 422, 'ValidationError'],
    [{ email: 'ada' }, 422, 'ValidationError'],
    [{ email: 'a@example.com', mobilePhone: '0701234567' }, 422, 'ValidationError'],
    [{ email: 'a@example.com', firstName: '\u0000' }, 422, 'ValidationError'],
    ['{"email":"a@example.com","firstName":"\\ud800"}', 422, 'ValidationError'],
    [{ email: 'a@example.com', preferences: { acceptsEmail: 'yes' } }, 422, 'ValidationError'],
    [`{"email":"a@example.com","deep":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 422, 'ValidationError'],
    ['[]', 400, 'ValidationError'],
    ['"x"', 400, 'ValidationError'],
    ['{', 400, 'InvalidJson'],
  ]
  for (const [body, status, errorCode] of refused) {
    const answer = await call('POST', '/api/v3/contacts', { body })
    assert.deepEqual([answer.status, answer.body.errorCode], [status, errorCode], answer.text.slice(0, 300))
  }
  const email = { email: 'a@example.com' }
  const odd = await call('POST', '/api/v3/contacts?source=%00', { body: email })
  assert.deepEqual([odd.status, odd.body.errorCode], [422, 'ValidationError'])
  const unclear = await call('POST', '/api/v3/contacts?createAsUnapproved=perhaps', { body: email })
  assert.deepEqual([unclear.status, unclear.body.errorCode], [400, 'ValidationError'])
  assert.equal((await call('GET', '/api/v3/contacts/count')).text, '0')
})

test('a key that another contact has is refused with the id of that contact', async () => {
  const { call } = await newCompany()
  const { body: first } = await call('POST', '/api/v3/contacts', { body: ada })
  const { status, body } = await call('POST', '/api/v3/contacts', { body: { email: 'ADA@example.com' } })
  assert.deepEqual([status, body.errorCode], [409, 'ApprovedContactWithKeyExists'])
  assert.equal(body.messageDetails.contactId, first.id)
})

test('a create that is sent again with its Idempotency-Key makes one contact', async () => {
  const { call } = await newCompany()
  const headers = { 'idempotency-key': randomUUID() }
  const first = await call('POST', '/api/v3/contacts', { body: ada, headers })
  const again = await call('POST', '/api/v3/contacts', { body: ada, headers })
  assert.deepEqual([first.status, again.status], [201, 201])
  assert.equal(again.text, first.text)
})

test('an id is found by what the contact is known by, and is a bare JSON string', async () => {
  const { call } = await newCompany()
  const { body } = await call('POST', '/api/v3/contacts', { body: { ...ada, externalId: 'crm 7' } })
  for (const query of [
    'email=ADA%40example.com',
    'mobilePhone=%2B46701234567',
    'mobilePhone=+46701234567',
    'customKey=crm+7',
    'customKey=100001&contactType=MEMBER',
    'any=ada@example.com',
  ]) {
    const { status, text, headers } = await call('GET', `/api/v2/contacts/id?${query}`)
    assert.deepEqual([status, text], [200, JSON.stringify(body.id)], query)
    assert.match(String(headers['content-type']), /^application\/json/)
  }
})

test('an id that cannot be found is refused with the reason', async () => {
  const { call } = await newCompany()
  const ids = []
  for (const contactType of ['Member', 'Contact'])
    ids.push((await call('POST', '/api/v3/contacts', { body: { ...ada, contactType } })).body.id)
  for (const [query, status, errorCode] of [
    ['', 400, 'InvalidSearchQuery'],
    ['?contactType=Member', 400, 'InvalidSearchQuery'],
    ['?email=ada', 400, 'InvalidEmailAddress'],
    ['?mobilePhone=0701234567', 400, 'InvalidPhoneNumber'],
    ['?socialSecurityNumber=1', 400, 'InvalidSocialSecurityNumber'],
    ['?customKey=%00', 400, 'InvalidSearchQuery'],
    ['?email=a@example.com&email=b@example.com', 400, 'ValidationError'],
    ['?email=ada@example.com&contactType=VIP', 400, 'InvalidContactType'],
    ['?email=bo@example.com', 404, 'ContactNotFound'],
    ['?email=ada@example.com', 409, 'MultipleMatches'],
  ] as const) {
    const answer = await call('GET', `/api/v3/contacts/id${query}`)
    assert.deepEqual([answer.status, answer.body.errorCode], [status, errorCode], query)
    if (status === 409) assert.deepEqual(answer.body.messageDetails, { multipleMatchesFound: ids })
  }
})

test('contacts of a type are counted, whatever the letter case of its name', async () => {
  const { call } = await newCompany()
  await call('POST', '/api/v3/contacts', { body: ada })
  for (const [path, text] of [
    ['/contacts/count', '1'],
    ['/contacts/member/count', '1'],
    ['/contacts/CONTACT/COUNT', '0'],
  ])
    assert.equal((await call('GET', `/api/v2${path}`)).text, text, path)
  const { status, body } = await call('GET', '/api/v2/contacts/vip/count')
  assert.deepEqual([status, body.errorCode], [400, 'InvalidContactType'])
})

test('a contact is deleted once, with the source in the header or, in version 3, in the query', async () => {
  const { call } = await newCompany()
  for (const [version, query, headers] of [
    ['v1', '', { source: 'crm' }],
    ['v2', '', { source: 'crm' }],
    ['v3', '?source=crm', {}],
  ] as const) {
    const { body } = await call('POST', `/api/${version}/contacts`, { body: ada })
    const path = `/api/${version}/contacts/${body.id}`
    const deleted = await call('DELETE', `${path}${query}`, { headers })
    assert.deepEqual([deleted.status, deleted.text], [200, ''])
    for (const method of ['GET', 'DELETE'] as const) {
      const gone = await call(method, path)
      assert.deepEqual([gone.status, gone.body.errorCode], [404, 'ContactNotFound'])
    }
  }
})

test('an id that is none is refused', async () => {
  const { call } = await newCompany()
  for (const method of ['GET', 'DELETE'] as const) {
    for (const id of ['x', '%00', 'cf6d21fa6e2b481cab38afa1012233ff', '%ED%A0%80']) {
      const { status } = await call(method, `/api/v3/contacts/${id}`)
      assert.equal(status, 400, `${method} ${id}`)
    }
  }
})

test('a key without the scope can neither read nor write contacts', async () => {
  const { call } = await newCompany({ key: { scopes: ['contacts:read'] } })
  assert.equal((await call('POST', '/api/v3/contacts', { body: ada })).status, 403)
  assert.equal((await call('GET', '/api/v3/contacts/count')).status, 200)
  const { call: other } = await newCompany({ key: { scopes: ['interactions:*'] } })
  assert.equal((await other('GET', '/api/v3/contacts/count')).status, 403)
})
