import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { testApp } from '../../../test/kit/app.ts'
import { performOrderJobs } from '../../domain/orders/perform-order-job.ts'

const { services, newCompany, close } = await testApp()
after(close)

const company = await newCompany()
const { body: ada } = await company.call('POST', '/api/v3/contacts', { body: { email: 'ada@example.com' } })
const contact = { matchKey: 'ada@example.com', matchKeyType: 'Email', contactType: 'Member' }
const extraData = [{ name: 'a', value: 'b' }]
const item = {
  type: 'PURCHASE',
  sku: 's',
  quantity: 1,
  grossPaidPrice: 1,
  taxAmount: 0,
  taxPercent: 0,
  articleNumber: 'a',
  articleName: 'a',
  marginPercent: 1,
  discounts: [{ value: 1 }],
  extraData,
}
const receipt = {
  contact,
  uniqueReceiptId: 'r',
  receiptNumber: '1',
  createdDate: '2025-01-01T00:00:00Z',
  storeExternalId: '7',
  currency: 'SEK',
  exchangeRateToGroupCurrency: 2,
  totalGrossPrice: 1,
  paymentMethods: [{ type: 'CARD', value: 1, extraData }],
  items: [item],
  taxDetails: [{ value: 1 }],
  usedPromotions: [{ promotionId: 'p' }],
  extraData,
}
const old = {
  externalId: 'x',
  invoiceNumber: '1',
  customerKey: 'ada@example.com',
  customerKeyType: 'Email',
  invoiceCreatedDate: '2025-01-01T00:00:00Z',
  invoiceModifiedDate: '2025-01-01T00:00:00Z',
  storeName: 'Web',
  storeNumber: 'web',
  rows: [{ externalId: '1', articleNr: 'a', quantity: 1, price: 1, type: 'RETURN' }],
}
const notice = {
  contact,
  orderNumber: 'o',
  orderStatus: 'A',
  paymentStatus: 'B',
  createdDate: '2025-01-01T00:00:00Z',
  storeId: 'web',
  currency: 'SEK',
  totalGrossPrice: 1,
  items: [{ type: 'PURCHASE', sku: 's', quantity: 1, grossPaidPrice: 1, description: 'd' }],
  freightFee: { value: 0 },
}
const order = {
  orderId: 'o',
  status: 'A',
  contact,
  createdAt: '2025-01-01T00:00:00Z',
  lineItems: { items: [{ sku: 's' }] },
  delivery: { method: 'Mail', deliveryDate: '2025-01-01T00:00:00Z' },
}
const cart = {
  contactId: ada.id,
  cartReference: 'c',
  time: '2025-01-01T00:00:00Z',
  items: [{ sku: 's', quantity: 1 }],
}
const view = { itemId: 's', contactId: ada.id, time: '2025-01-01T00:00:00Z', utm: [{ key: 'a', value: 'b' }] }

const requests: readonly (readonly ['POST' | 'PUT', string, unknown])[] = [
  ['POST', '/api/v3/stores', { name: 'a', externalId: 'b', type: 'ECOM', active: true, city: 'c' }],
  ['POST', '/api/v3/receipts', receipt],
  ['POST', '/api/v2/transactions', { receipts: [old] }],
  ['POST', '/api/v2/orders', notice],
  ['POST', '/api/v3/orders', order],
  ['PUT', '/api/v3/orders/o', order],
  ['POST', '/api/v3/orders/o/change-status', { status: 'B', externalStatus: 'c', versionTag: 'x' }],
  ['POST', '/api/v3/orders/o/change-delivery', { method: 'Mail', deliveryDate: '2025-01-01T00:00:00Z' }],
  ['POST', '/api/v3/orders/o/action', { action: 'a', versionTag: 'x', data: { a: 1 } }],
  ['POST', '/api/v3/tracking/carts', cart],
  ['POST', '/api/v3/tracking/carts/batch', [cart, cart]],
  ['POST', '/api/v3/tracking/productview', view],
  ['POST', '/api/v3/tracking/productviews', [view, view]],
]

const numbers = [
  '1e400',
  '-0',
  '1e-400',
  '0.1e1',
  '12345678901234567890',
  '1E+2',
  '999999999999999.99999999999',
]
const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    ' ',
    'a\0b',
    '\ud800',
    'x'.repeat(3000),
    [],
    {},
    [null],
    [[]],
    'NaN',
    '1e5',
  ),
  fc.constantFrom(
    '0001-01-01T00:00:00+23:59',
    '9999-12-31T23:59:59-23:59',
    '2025-13-01T00:00:00Z',
    '__proto__',
  ),
  fc.constantFrom(...numbers).map(number => `raw:${number}`),
  fc.jsonValue({ maxDepth: 2 }),
)

/** Every place in a JSON value. */
function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([name, child]) => placesIn(child, [...path, name]))]
}

function replaced(value: unknown, [name, ...rest]: readonly string[], by: unknown): unknown {
  if (name === undefined) return by
  if (Array.isArray(value))
    return value.map((each, n) => (String(n) === name ? replaced(each, rest, by) : each))
  return { ...(value as object), [name]: replaced((value as Record<string, unknown>)[name], rest, by) }
}

const mutated = fc.constantFrom(...requests).chain(([method, path, body]) =>
  fc
    .array(fc.tuple(fc.constantFrom(...placesIn(body)), hostile), { minLength: 0, maxLength: 2 })
    .map(changes => {
      const changed = changes.reduce((value, [place, by]) => {
        try {
          return replaced(value, place, by)
        } catch {
          return value // the place went with an earlier change
        }
      }, body)
      return { method, path, text: JSON.stringify(changed)?.replaceAll(/"raw:([^"]+)"/g, '$1') ?? '' }
    }),
)

test('whatever stands in a body, the answer is meant, and no job breaks', async () => {
  let done = 0
  await fc.assert(
    fc.asyncProperty(mutated, async ({ method, path, text }) => {
      const answer = await company.call(method, path, { body: text })
      assert.ok(answer.status < 500, `${method} ${path} ${text}: ${answer.text}`)
      if (answer.status >= 400) assert.match(answer.body.errorCode, /^\w+$/, answer.text)
      else done++
    }),
    { numRuns: 600 },
  )
  assert.ok(done > 50, 'some are as they should be')
  const fail = (error: unknown) => assert.fail(String(error))
  while ((await performOrderJobs(services.db, new AbortController().signal, fail)) > 0);
  for (const path of ['/api/v3/orders', '/api/v3/tracking/carts'])
    assert.equal((await company.call('GET', `${path}?contactId=${ada.id}`)).status, 200)
  for (const path of ['transactions', 'purchasehistorysummary'])
    assert.equal((await company.call('GET', `/api/v3/contacts/${ada.id}/${path}`)).status, 200)
  assert.equal((await company.call('GET', '/api/v3/stores?includeInactive=true')).status, 200)
})
