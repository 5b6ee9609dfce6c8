import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Company, testApp } from '../../../../test/kit/app.ts'
import { assertRefusal } from '../../../../test/kit/voyado.ts'

const { services, newCompany, close } = await testApp()
after(close)

const line = {
  type: 'PURCHASE',
  sku: 's-1',
  quantity: 2,
  grossPaidPrice: 200.1,
  description: 'Jeans',
  taxAmount: 40,
}
const order = {
  contact: { matchKey: 'ada@example.com', matchKeyType: 'Email' },
  orderNumber: 'o-1',
  orderStatus: 'Shipped',
  paymentStatus: 'Paid',
  createdDate: '2025-03-02T10:05:00+01:00',
  storeId: 'web',
  currency: 'SEK',
  language: 'sv-SE',
  totalGrossPrice: 229.3,
  totalItemsPrice: 180.1,
  totalTax: 46,
  totalNetPrice: 183.3,
  freightFee: { value: 49, tax: 10 },
  totalRoundOff: { value: 0.2 },
  items: [line, { ...line, type: 'RETURN', grossPaidPrice: 20, taxAmount: 4 }],
  extraData: { any: ['thing', 1.1] },
}

async function withAda(settings = {}): Promise<Company & { contactId: string }> {
  const company = await newCompany({ settings })
  const { body } = await company.call('POST', '/api/v3/contacts', { body: { email: 'ada@example.com' } })
  return { ...company, contactId: body.id }
}

const eventsOf = ({ tenant }: Company) =>
  services.db
    .selectFrom('events')
    .select(['type', 'contact_id', 'data'])
    .where('tenant_id', '=', tenant.id)
    .where('type', 'like', 'order.%')
    .execute()

test('an order of version 2 is told of and not stored, however often it comes', async () => {
  for (const version of ['v1', 'v2']) {
    const company = await withAda()
    const { contact, ...content } = order
    for (const _ of [1, 2]) {
      const answer = await company.call('POST', `/api/${version}/orders`, { body: order })
      assert.deepEqual([answer.status, answer.body], [202, { statusCode: 'Accepted' }])
    }
    const events = await eventsOf(company)
    assert.equal(events.length, 2)
    assert.deepEqual(events[0], {
      type: 'order.registered',
      contact_id: company.contactId,
      data: {
        orderId: 'o-1',
        orderStatus: 'Shipped',
        paymentStatus: 'Paid',
        createdDate: '2025-03-02T09:05:00.000Z',
        storeId: 'web',
        currency: 'SEK',
        totalGrossPrice: '229.3',
        language: 'sv-SE',
        order: content,
      },
    })
    assert.doesNotMatch(JSON.stringify(events), new RegExp(contact.matchKey))
    const list = await company.call('GET', `/api/v3/orders?contactId=${company.contactId}`)
    assert.equal(list.body.totalCount, 0)
  }
})

test('sums that do not add up are refused, each with what it must be', async () => {
  const { call } = await withAda()
  const wrong = {
    ...order,
    totalGrossPrice: 229.31,
    totalItemsPrice: 400,
    totalTax: 45,
    totalNetPrice: 183.3,
  }
  const answer = await call('POST', '/api/v2/orders', { body: wrong })
  assertRefusal(answer, 422, 'InvalidOrderTotals')
  assert.deepEqual(
    answer.body.validationErrors.map((fault: { field: string; errorDescription: string }) => [
      fault.field,
      fault.errorDescription.split(',')[0],
    ]),
    [
      ['totalItemsPrice', 'must be 180.1'],
      ['totalGrossPrice', 'must be 229.3'],
      ['totalTax', 'must be 46'],
      ['totalNetPrice', 'must be 184.31'],
    ],
  )
  const untaxed = { ...order, items: order.items.map(({ taxAmount: _, ...rest }) => rest) }
  assert.equal(
    (await call('POST', '/api/v2/orders', { body: untaxed })).status,
    202,
    'taxes that are not told',
  )
})

test('statuses are those that the company configured', async () => {
  const { call } = await withAda({ orderStatuses: ['Shipped'], paymentStatuses: ['Paid'] })
  assert.equal(
    (await call('POST', '/api/v2/orders', { body: { ...order, orderStatus: 'shipped' } })).status,
    202,
  )
  const lost = await call('POST', '/api/v2/orders', { body: { ...order, orderStatus: 'Lost' } })
  assertRefusal(lost, 422, 'InvalidOrderStatus', /Lost/)
  const owed = await call('POST', '/api/v2/orders', { body: { ...order, paymentStatus: 'Owed' } })
  assertRefusal(owed, 422, 'InvalidPaymentStatus', /Owed/)
})

test('an order of nobody is refused, and so is one with faults, each named', async () => {
  const company = await withAda()
  const of = (contact: object) => company.call('POST', '/api/v2/orders', { body: { ...order, contact } })
  assertRefusal(await of({ matchKey: 'x@example.com', matchKeyType: 'Email' }), 422, 'OrderContactNotFound')
  assertRefusal(
    await of({ matchKey: '1', matchKeyType: 'Email', contactType: 'VIP' }),
    400,
    'InvalidContactType',
  )
  const empty = await company.call('POST', '/api/v2/orders', { body: {} })
  assertRefusal(empty, 400, 'ValidationError')
  assert.deepEqual(empty.body.validationErrors.map((fault: { field: string }) => fault.field).sort(), [
    'contact',
    'createdDate',
    'currency',
    'items',
    'orderNumber',
    'orderStatus',
    'paymentStatus',
    'storeId',
    'totalGrossPrice',
  ])
  assert.deepEqual(await eventsOf(company), [])
})

test('a number that no database holds is refused by its name, wherever it stands', async () => {
  const { call } = await withAda()
  for (const number of ['1e-99999', '0e99999999', `0.${'0'.repeat(20_000)}1`]) {
    const text = JSON.stringify({ ...order, extraData: { any: ['raw'] } }).replace('"raw"', number)
    const answer = await call('POST', '/api/v2/orders', { body: text })
    assertRefusal(answer, 400, 'ValidationError')
    assert.equal(answer.body.validationErrors[0].field, '/extraData/any/0')
  }
})
