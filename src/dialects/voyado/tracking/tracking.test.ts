import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Company, testApp } from '../../../../test/kit/app.ts'
import { assertRefusal, newContact } from '../../../../test/kit/voyado.ts'

const { services, newCompany, close } = await testApp()
after(close)

const nobody = '018f0000-0000-7000-8000-000000000000'

const eventsOf = ({ tenant }: Company, type: string) =>
  services.db
    .selectFrom('events')
    .select(['contact_id', 'data'])
    .where('tenant_id', '=', tenant.id)
    .where('type', '=', type)
    .orderBy('seq')
    .execute()

const shortGuid = (id: string) => {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex')
  for (const [from, to] of [
    [0, 4],
    [4, 6],
    [6, 8],
  ])
    bytes.subarray(from, to).reverse()
  return bytes.toString('base64url')
}

const faultsOf = async (company: Company, path: string, body: unknown) => {
  const answer = await company.call('POST', `/api/v3/tracking${path}`, { body })
  assertRefusal(answer, 400, 'ValidationError')
  return answer.body.validationErrors.map((fault: { field: string }) => fault.field)
}

test('a cart is registered as it is each time, in every version', async () => {
  for (const version of ['v1', 'v2', 'v3']) {
    const company = await newCompany()
    const contactId = await newContact(company)
    const cart = {
      cartReference: 'c-1',
      time: '2025-03-02T10:05:00+01:00',
      contactId: shortGuid(contactId),
      language: 'sv-SE',
      url: 'https://shop.example/cart',
      items: [{ sku: 's-1', quantity: 1.5 }],
    }
    const answer = await company.call('POST', `/api/${version}/tracking/carts`, { body: cart })
    assert.deepEqual([answer.status, answer.body], [200, {}])
    const later = { ...cart, time: '2025-03-02T10:06:00+01:00', items: [] }
    await company.call('POST', `/api/${version}/tracking/carts`, { body: later })
    await company.call('POST', `/api/${version}/tracking/carts`, { body: cart })

    const { body } = await company.call('GET', `/api/${version}/tracking/carts?contactId=${contactId}`)
    const time = '2025-03-02T09:06:00.000Z'
    assert.deepEqual(body, [{ ...later, contactId, time, state: 'empty' }], 'what comes late changes nothing')
    assert.deepEqual(await eventsOf(company, 'cart.registered'), [
      { contact_id: contactId, data: { cartReference: 'c-1', items: [{ sku: 's-1', quantity: '1.5' }] } },
      { contact_id: contactId, data: { cartReference: 'c-1', items: [] } },
    ])
  }
})

test('a batch registers the newest of each cart, or none at all', async () => {
  const company = await newCompany()
  const [one, other] = [await newContact(company), await newContact(company)]
  const cart = { contactId: one, items: [{ sku: 's', quantity: 1 }] }
  const older = { ...cart, time: '2025-01-01T00:00:00Z', items: [] }
  const batch = [cart, older, { ...cart, contactId: other }, { ...cart, cartReference: 'b' }]
  const answer = await company.call('POST', '/api/v2/tracking/carts/batch', { body: batch })
  assert.equal(answer.status, 200, answer.text)
  assert.equal((await eventsOf(company, 'cart.registered')).length, 3)
  const { body } = await company.call('GET', `/api/v2/tracking/carts?contactId=${one}`)
  assert.deepEqual(
    body.map((each: { cartReference: string; state: string }) => [each.cartReference, each.state]).sort(),
    [
      [null, 'filled'],
      ['b', 'filled'],
    ],
  )
  const withNobody = [
    { ...cart, cartReference: 'new' },
    { ...cart, contactId: nobody },
  ]
  const refused = await company.call('POST', '/api/v2/tracking/carts/batch', { body: withNobody })
  assertRefusal(refused, 404, 'ContactNotFound')
  assert.equal((await eventsOf(company, 'cart.registered')).length, 3)
  assert.equal(
    (await company.call('POST', '/api/v2/tracking/carts/batch', { body: cart })).status,
    200,
    'one alone',
  )
  assert.equal((await company.call('POST', '/api/v2/tracking/carts/batch', { body: [] })).status, 200)
})

test('product views are kept and told of', async () => {
  const company = await newCompany()
  const contactId = await newContact(company)
  const view = {
    itemId: 's-1',
    contactId,
    category: 'jeans',
    time: '2025-03-02T10:05:00Z',
    sessionId: 'x',
    newSession: true,
    language: 'sv-SE',
    url: 'https://shop.example/s-1',
    externalReferrer: 'https://search.example',
    utm: [{ key: 'utm_source', value: 'mail' }],
  }
  for (const version of ['v1', 'v2', 'v3']) {
    const single = await company.call('POST', `/api/${version}/tracking/productview`, { body: view })
    assert.deepEqual([single.status, single.body], [200, {}])
  }
  const bare = { itemId: 's-2', contactId: shortGuid(contactId) }
  const many = await company.call('POST', '/api/v3/tracking/productviews', { body: [bare, bare] })
  assert.equal(many.status, 200)
  const rows = await services.db
    .selectFrom('product_views')
    .selectAll()
    .where('tenant_id', '=', company.tenant.id)
    .orderBy('id')
    .execute()
  const { id: _, ...row } = rows[0]!
  assert.deepEqual(row, {
    tenant_id: company.tenant.id,
    contact_id: contactId,
    sku: 's-1',
    category: 'jeans',
    viewed_at: new Date('2025-03-02T10:05:00Z'),
    session_id: 'x',
    new_session: true,
    language: 'sv-SE',
    url: 'https://shop.example/s-1',
    external_referrer: 'https://search.example',
    utm: [{ key: 'utm_source', value: 'mail' }],
  })
  assert.deepEqual(
    (await eventsOf(company, 'product.viewed')).map(({ data }) => data.sku),
    ['s-1', 's-1', 's-1', 's-2', 's-2'],
  )
})

test('every fault is named, and a contact that is not there is refused', async () => {
  const company = await newCompany()
  const contactId = await newContact(company)
  assert.deepEqual(await faultsOf(company, '/carts', {}), ['contactId'])
  const wrong = { contactId: 'me', time: 'now', items: [{ sku: '', quantity: -1 }, {}] }
  assert.deepEqual(await faultsOf(company, '/carts', wrong), [
    'time',
    'contactId',
    'items[0].sku',
    'items[0].quantity',
    'items[1].sku',
    'items[1].quantity',
  ])
  assert.deepEqual(await faultsOf(company, '/carts/batch', [{ contactId }, {}]), ['[1].contactId'])
  assert.deepEqual(await faultsOf(company, '/carts/batch', Array(501).fill({ contactId })), ['body'])
  assert.deepEqual(await faultsOf(company, '/productview', {}), ['itemId', 'contactId'])
  assert.deepEqual(await faultsOf(company, '/productviews', [{}, { itemId: 1, contactId, utm: 'x' }]), [
    '[0].itemId',
    '[0].contactId',
    '[1].utm',
  ])
  const call = (path: string, body: object) => company.call('POST', `/api/v3/tracking${path}`, { body })
  assertRefusal(await call('/carts', { contactId: nobody }), 404, 'ContactNotFound')
  assertRefusal(await call('/productview', { contactId: nobody, itemId: 'x' }), 404, 'ContactNotFound')
  assertRefusal(await company.call('GET', '/api/v3/tracking/carts'), 400, 'ValidationError')
  const unknown = await company.call('GET', `/api/v3/tracking/carts?contactId=${nobody}`)
  assertRefusal(unknown, 404, 'ContactNotFound')
})

test('carts and views go with their contact', async () => {
  const company = await newCompany()
  const contactId = await newContact(company)
  await company.call('POST', '/api/v3/tracking/carts', { body: { contactId, items: [] } })
  await company.call('POST', '/api/v3/tracking/productview', { body: { contactId, itemId: 's' } })
  assert.equal((await company.call('DELETE', `/api/v3/contacts/${contactId}`)).status, 200)
  for (const table of ['carts', 'product_views'] as const) {
    const rows = services.db.selectFrom(table).select('contact_id').where('tenant_id', '=', company.tenant.id)
    assert.deepEqual(await rows.execute(), [], table)
  }
})
