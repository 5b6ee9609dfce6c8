import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Answer, type Company, testApp } from '../../../../test/kit/app.ts'
import { assertRefusal } from '../../../../test/kit/voyado.ts'
import { performOrderJobs } from '../../../domain/orders/perform-order-job.ts'

const { services, newCompany, close } = await testApp()
after(close)

const order = {
  orderId: 'o 1/å',
  contact: { matchKey: 'ada@example.com', matchKeyType: 'email' },
  externalStoreId: 'web',
  status: 'InProgress',
  currencyCode: 'SEK',
  createdAt: '2025-03-02T10:05:00+01:00',
  lineItems: {
    items: [{ sku: 's-1', quantity: 1, price: { amount: 99.9, currency: 'SEK' } }],
    subTotal: 99.9,
  },
  delivery: { method: 'Mail' },
  billingAddress: { street: 'Kungsgatan 1' },
}
const place = `/api/v3/orders/${encodeURIComponent(order.orderId)}`

async function withAda(): Promise<Company & { contactId: string }> {
  const company = await newCompany()
  const { body } = await company.call('POST', '/api/v3/contacts', { body: { email: 'ada@example.com' } })
  return { ...company, contactId: body.id }
}

/** Lets the jobs of all companies be carried out. */
async function work() {
  const fail = (error: unknown) => assert.fail(String(error))
  while ((await performOrderJobs(services.db, new AbortController().signal, fail)) > 0);
}

const jobPath = ({ headers }: Answer) => new URL(String(headers.location)).pathname

/** Has a write accepted and carried out, and answers what became of it. */
async function written({ call }: Company, ...request: Parameters<Company['call']>): Promise<Answer> {
  const answer = await call(...request)
  assert.equal(answer.status, 202, answer.text)
  await work()
  return call('GET', jobPath(answer))
}

const create = (company: Company, body: object = order) =>
  written(company, 'POST', '/api/v3/orders', { body })

const eventsOf = ({ tenant }: Company) =>
  services.db
    .selectFrom('events')
    .select(['type', 'contact_id', 'data'])
    .where('tenant_id', '=', tenant.id)
    .where('type', 'like', 'order.%')
    .orderBy('seq')
    .execute()

test('an order is accepted as a job, which leads to the order when it is done', async () => {
  const company = await withAda()
  const { call, contactId } = company
  const answer = await call('POST', '/api/v3/orders', { body: order })
  assert.equal(answer.status, 202)
  const { id, ...job } = answer.body
  assert.equal(answer.headers.location, job.links[0].href)
  assert.match(job.links[0].href, new RegExp(`^http://.+/api/v3/orders/jobs/${id}$`))
  assert.deepEqual([job.status, job.orderId], ['Pending', order.orderId])

  const pending = await call('GET', jobPath(answer))
  assert.deepEqual([pending.status, pending.body], [200, answer.body])
  assertRefusal(await call('GET', place), 404, 'OrderNotFound')
  await work()
  const done = await call('GET', jobPath(answer))
  assert.equal(done.status, 302)
  assert.equal(done.body.status, 'Done')
  const read = await call('GET', new URL(String(done.headers.location)).pathname)
  const { versionTag, ...rest } = read.body
  assert.deepEqual([read.status, rest], [200, { ...order, contactId }])
  const data = { orderId: order.orderId, status: 'InProgress', versionTag }
  assert.deepEqual(await eventsOf(company), [{ type: 'order.created', contact_id: contactId, data }])
})

test('a create that is sent again with its Idempotency-Key makes one job', async () => {
  const company = await withAda()
  const options = { body: order, headers: { 'idempotency-key': 'k-1' } }
  const [first, again] = [
    await company.call('POST', '/api/v3/orders', options),
    await company.call('POST', '/api/v3/orders', options),
  ]
  assert.deepEqual([first.status, again.status, again.text], [202, 202, first.text])
  await work()
  const { body } = await company.call('GET', new URL(first.body.links[0].href).pathname)
  assert.equal(body.status, 'Done')
  assert.equal((await eventsOf(company)).length, 1)
})

test('an order comes back to the digit', async () => {
  const company = await withAda()
  const body = '{"orderId":"o","status":"New","total":12345678901234567890.10,"__proto__":{"a":1e2}}'
  const answer = await company.call('POST', '/api/v3/orders', { body })
  assert.equal(answer.status, 202)
  await work()
  const { text } = await company.call('GET', '/api/v3/orders/o')
  assert.match(text, /"total":12345678901234567890\.10,"__proto__":\{"a":1e2\}/)
  await written(company, 'POST', '/api/v3/orders/o/change-status', { body: { status: 'Sent' } })
  assert.match(
    (await company.call('GET', '/api/v3/orders/o')).text,
    /"total":12345678901234567890\.10,"__proto__"/,
  )
})

test('each write gives another version tag, and one that is over is refused', async () => {
  const company = await withAda()
  const { call } = company
  await create(company)
  const tags = new Set<string>()
  const tag = async () => (await call('GET', place)).body.versionTag as string
  tags.add(await tag())
  const status = { status: 'Sent', externalStatus: 'x', versionTag: await tag() }
  assert.equal((await written(company, 'POST', `${place}/change-status`, { body: status })).status, 302)
  tags.add(await tag())
  const delivery = {
    method: 'Drone',
    trackingUri: 'https://t.example/1',
    deliveryDate: '2025-03-04T00:00:00Z',
  }
  assert.equal((await written(company, 'POST', `${place}/change-delivery`, { body: delivery })).status, 302)
  tags.add(await tag())
  const { body } = await call('GET', place)
  assert.deepEqual([body.status, body.externalStatus, body.delivery], ['Sent', 'x', delivery])
  assert.deepEqual(body.lineItems, order.lineItems, 'the rest stays')
  const { status: _, ...bare } = order
  const whole = { ...bare, status: 'Back', delivery: null }
  assert.equal((await written(company, 'PUT', place, { body: whole })).status, 302)
  tags.add(await tag())
  assert.equal(tags.size, 4)
  assert.equal((await call('GET', place)).body.externalStatus, undefined, 'PUT replaces wholly')
  for (const name of ['change-status', 'change-delivery'])
    assertRefusal(await call('POST', `${place}/${name}`, { body: status }), 404, 'OrderVersionNotFound')
  assert.equal((await written(company, 'DELETE', place)).status, 200)
  assertRefusal(await call('GET', place), 404, 'OrderNotFound')
  assert.deepEqual(
    (await eventsOf(company)).map(({ type }) => type),
    ['order.created', 'order.updated', 'order.updated', 'order.updated', 'order.deleted'],
  )
})

test('an action is told of, with the order as the caller read it', async () => {
  const company = await withAda()
  const { call, contactId } = company
  await create(company)
  const { versionTag } = (await call('GET', place)).body
  const action = { action: 'Ready', versionTag, language: 'sv-SE', data: { shelf: 4.5 } }
  assert.equal((await written(company, 'POST', `${place}/action`, { body: action })).status, 302)
  assert.deepEqual((await eventsOf(company)).at(-1), {
    type: 'order.action-taken',
    contact_id: contactId,
    data: { orderId: order.orderId, action: 'Ready', language: 'sv-SE', data: { shelf: 4.5 } },
  })
  assert.equal((await call('GET', place)).body.versionTag, versionTag, 'nothing was written to the order')

  const act = (body: object, path = place) => call('POST', `${path}/action`, { body })
  assertRefusal(await act({ ...action, versionTag: 'x' }), 404, 'OrderVersionNotFound')
  assertRefusal(await act(action, '/api/v3/orders/none'), 404, 'OrderNotFound')
  const empty = await act({})
  assertRefusal(empty, 400, 'ValidationError')
  assert.deepEqual(
    empty.body.validationErrors.map((fault: { field: string }) => fault.field),
    ['action', 'versionTag'],
  )
  const { contact: _, ...nobodys } = order
  await create(company, { ...nobodys, orderId: 'free' })
  const free = await call('GET', '/api/v3/orders/free')
  assert.equal(free.body.contactId, null)
  const body = { ...action, versionTag: free.body.versionTag }
  assertRefusal(await act(body, '/api/v3/orders/free'), 422, 'OrderHasNoContact')
})

test('an action that was overtaken by a write fails', async () => {
  const company = await withAda()
  const { call } = company
  await create(company)
  const { versionTag } = (await call('GET', place)).body
  await call('POST', `${place}/change-status`, { body: { status: 'Sent' } })
  const wrong = await call('POST', `${place}/action`, { body: { action: 'Ready', versionTag: 'x' } })
  assertRefusal(wrong, 404, 'OrderVersionNotFound', /version tag/)
  const answer = await written(company, 'POST', `${place}/action`, { body: { action: 'Ready', versionTag } })
  assertRefusal(answer, 404, 'OrderVersionNotFound')
  assert.equal((await eventsOf(company)).at(-1)!.type, 'order.updated')
})

test('writes that are sent at once are carried out in the order in which they came', async () => {
  const company = await withAda()
  const { call } = company
  const first = await call('POST', '/api/v3/orders', { body: order })
  const again = await call('POST', '/api/v3/orders', { body: { ...order, status: 'Twice' } })
  for (const status of ['A', 'B', 'C']) await call('POST', `${place}/change-status`, { body: { status } })
  const gone = await call('DELETE', place)
  const late = await call('POST', `${place}/change-status`, { body: { status: 'D' } })
  await Promise.all([work(), work(), work()])
  assert.equal((await call('GET', jobPath(first))).status, 302)
  assertRefusal(await call('GET', jobPath(again)), 409, 'OrderAlreadyExists')
  assert.equal((await call('GET', jobPath(gone))).status, 200)
  assertRefusal(await call('GET', jobPath(late)), 404, 'OrderNotFound')
  const told = (await eventsOf(company)).map(({ type, data }) => [type, data.status])
  assert.deepEqual(told, [
    ['order.created', 'InProgress'],
    ['order.updated', 'A'],
    ['order.updated', 'B'],
    ['order.updated', 'C'],
    ['order.deleted', undefined],
  ])
  const jobs = await services.db
    .selectFrom('order_jobs')
    .select('body')
    .where('tenant_id', '=', company.tenant.id)
  assert.ok(
    (await jobs.execute()).every(({ body }) => body === null),
    'what was to be written is not kept',
  )
})

test('what can be seen to fail is refused at once', async () => {
  const company = await withAda()
  const { call } = company
  await create(company)
  assertRefusal(await call('POST', '/api/v3/orders', { body: order }), 409, 'OrderAlreadyExists')
  const nowhere = '/api/v3/orders/none'
  assertRefusal(await call('PUT', nowhere, { body: { ...order, orderId: 'none' } }), 404, 'OrderNotFound')
  assertRefusal(await call('DELETE', nowhere), 404, 'OrderNotFound')
  assertRefusal(await call('DELETE', '/api/v3/orders/%00'), 404, 'OrderNotFound')
  assertRefusal(await call('GET', '/api/v3/orders/%00'), 404, 'OrderNotFound')
  for (const id of ['x', '018f0000-0000-7000-8000-000000000000', '%00'])
    assertRefusal(await call('GET', `/api/v3/orders/jobs/${id}`), 404, 'OrderJobNotFound')
})

test('every fault is named', async () => {
  const { call } = await withAda()
  const faultsOf = async (...request: Parameters<Company['call']>) => {
    const answer = await call(...request)
    assertRefusal(answer, 400, 'ValidationError')
    return answer.body.validationErrors.map((fault: { field: string }) => fault.field)
  }
  assert.deepEqual(await faultsOf('POST', '/api/v3/orders', { body: {} }), ['status', 'orderId'])
  const wrong = {
    ...order,
    contact: { matchKeyType: 'name' },
    createdAt: 'yesterday',
    currencyCode: 'kr',
    lineItems: { items: [1] },
    delivery: { deliveryDate: 5 },
  }
  assert.deepEqual((await faultsOf('POST', '/api/v3/orders', { body: wrong })).sort(), [
    'contact.matchKey',
    'contact.matchKeyType',
    'createdAt',
    'currencyCode',
    'delivery.deliveryDate',
    'lineItems.items[0]',
  ])
  assert.deepEqual(await faultsOf('PUT', '/api/v3/orders/other', { body: order }), ['orderId'])
  assert.deepEqual(await faultsOf('POST', `${place}/change-status`, { body: {} }), ['status'])
  assert.deepEqual(await faultsOf('GET', '/api/v3/orders'), ['contactId'])
})

test('the orders of a contact come ten to a page, newest first, with links both ways', async () => {
  const company = await withAda()
  const { call, contactId } = company
  for (let n = 10; n < 22; n++)
    await call('POST', '/api/v3/orders', {
      body: { ...order, orderId: `o-${n}`, createdAt: `2025-03-${n}T00:00:00Z` },
    })
  await work()
  const first = await call('GET', `/api/v3/orders?contactId=${contactId}`)
  const ids = ({ body }: Answer) => body.items.map((each: { orderId: string }) => each.orderId)
  assert.deepEqual(
    ids(first),
    [21, 20, 19, 18, 17, 16, 15, 14, 13, 12].map(n => `o-${n}`),
  )
  const { totalCount, offset, count, links } = first.body
  assert.deepEqual([totalCount, offset, count, links.length, links[0].rel], [12, 0, 10, 1, 'next'])
  const address = new URL(links[0].href)
  const second = await call('GET', address.pathname + address.search)
  assert.deepEqual(ids(second), ['o-11', 'o-10'])
  assert.deepEqual(
    second.body.links.map((link: { rel: string }) => link.rel),
    ['previous'],
  )
  const back = new URL(second.body.links[0].href)
  assert.deepEqual(ids(await call('GET', back.pathname + back.search)), ids(first))
  assertRefusal(await call('GET', `/api/v3/orders?contactId=${contactId}&count=101`), 400, 'ValidationError')
  const nobody = '018f0000-0000-7000-8000-000000000000'
  assertRefusal(await call('GET', `/api/v3/orders?contactId=${nobody}`), 404, 'ContactNotFound')
})

test('orders go with their contact, those still to be written too', async () => {
  const company = await withAda()
  const { call, contactId } = company
  await create(company)
  const waiting = await call('POST', '/api/v3/orders', { body: { ...order, orderId: 'late' } })
  assert.equal((await call('DELETE', `/api/v3/contacts/${contactId}`)).status, 200)
  assertRefusal(await call('GET', place), 404, 'OrderNotFound')
  await work()
  assertRefusal(await call('GET', jobPath(waiting)), 422, 'OrderContactDeleted')
  assertRefusal(await call('GET', '/api/v3/orders/late'), 404, 'OrderNotFound')
})

test('an order of one company is none of another', async () => {
  const [one, other] = [await withAda(), await withAda()]
  const answer = await one.call('POST', '/api/v3/orders', { body: order })
  assertRefusal(await other.call('GET', jobPath(answer)), 404, 'OrderJobNotFound')
  await work()
  assertRefusal(await other.call('GET', place), 404, 'OrderNotFound')
  assert.equal((await create(other)).status, 302)
})

test('a name that stands twice counts once, so what it hides is not stored', async () => {
  const company = await withAda()
  const hidden = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const text = JSON.stringify(order).replace('{', `{"note":${hidden},"note":1.10,`)
  const answer = await company.call('POST', '/api/v3/orders', { body: text })
  assert.equal(answer.status, 202, answer.text)
  await work()
  const read = await company.call('GET', place)
  assert.equal(read.status, 200)
  assert.match(read.text, /"note":1\.10,/)
})

test('an order whose names have other letters is the same order', async () => {
  const company = await withAda()
  const { orderId, status, createdAt, delivery, ...rest } = order
  const pascal = { OrderId: orderId, Status: status, CreatedAt: createdAt, Delivery: delivery, ...rest }
  await create(company, pascal)
  await written(company, 'POST', `${place}/change-status`, { body: { status: 'Shipped' } })
  await written(company, 'POST', `${place}/change-delivery`, { body: { method: 'Pickup' } })
  const { body } = await company.call('GET', place)
  assert.deepEqual([body.status, body.delivery], ['Shipped', { method: 'Pickup' }])
  const names = Object.keys(body).map(name => name.toLowerCase())
  assert.equal(new Set(names).size, names.length, names.join())
})
