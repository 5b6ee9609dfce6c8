import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Company, testApp } from '../../../test/kit/app.ts'
import { countTenantRows } from '../../../test/kit/tenant-rows.ts'
import { furnish } from '../../../test/kit/voyado.ts'
import { resetTenant } from '../../domain/accounts/reset-tenant.ts'
import { takeSnapshot } from '../../domain/accounts/take-snapshot.ts'
import { performOrderJobs } from '../../domain/orders/perform-order-job.ts'
import { defineTrigger } from '../../domain/triggers/define-trigger.ts'
import { transact } from '../../storage/database.ts'

const { services, newCompany, close } = await testApp()
after(close)
const { db, blobs } = services

const ada = { matchKey: 'ada@example.com', matchKeyType: 'email' }
const receipt = {
  contact: ada,
  uniqueReceiptId: 'r-1',
  receiptNumber: '1001',
  createdDate: '2025-03-02T10:05:00+01:00',
  storeExternalId: '7',
  currency: 'SEK',
  totalGrossPrice: 199.9,
  paymentMethods: [{ type: 'CARD', value: 199.9 }],
  items: [
    {
      ...{ type: 'PURCHASE', sku: 'sku-1', quantity: 2, grossPaidPrice: 199.9, taxAmount: 39.98 },
      ...{ taxPercent: 25, articleNumber: 'a-1', articleName: 'Jeans' },
    },
  ],
}
const order = {
  orderId: 'o-1',
  contact: ada,
  externalStoreId: 'web',
  status: 'InProgress',
  currencyCode: 'SEK',
  createdAt: '2025-03-02T10:05:00+01:00',
  lineItems: {
    items: [{ sku: 's-1', quantity: 1, price: { amount: 99.9, currency: 'SEK' } }],
    subTotal: 99.9,
  },
}

/** Writes what a company writes in a day, with a word that tells one day from another. */
async function spendDay({ call, tenant }: Company, word: string): Promise<string[]> {
  const at = '/api/v3'
  const email = word === 'first' ? 'ada@example.com' : `${word}@example.com`
  const made = await call('POST', `${at}/contacts`, { body: { email, preferences: { acceptsEmail: true } } })
  assert.equal(made.status, 201, made.text)
  const { id } = made.body
  const writes: [string, object][] = [
    ['/stores', { name: word, externalId: word }],
    ['/receipts', { ...receipt, uniqueReceiptId: word }],
    ['/orders', { ...order, orderId: word }],
    ['/tracking/carts', { cartReference: word, contactId: id, items: [{ sku: 'shoe', quantity: 1 }] }],
    ['/tracking/productview', { contactId: id, itemId: word }],
    [`/contacts/${id}/createNpsResponse?grade=9`, {}],
    ['/contacts/bulk', [{ email: `bulk-${word}@example.com` }]],
  ]
  for (const [path, body] of writes) {
    const { status, text } = await call('POST', at + path, {
      body,
      headers: { 'idempotency-key': path + word },
    })
    assert.ok(status < 400, `${path}: ${status} ${text}`)
  }
  const fail = (error: unknown) => assert.fail(String(error))
  while ((await performOrderJobs(db, new AbortController().signal, fail)) > 0);
  const trigger = { id: word, name: word, description: '', fields: [] }
  await transact(db, tx => defineTrigger(tx, tenant, trigger, new Date()))
  return [
    `/contacts/${id}`,
    `/contacts/${id}/purchasehistorysummary`,
    '/stores',
    `/stores/${word}`,
    `/orders/${word}`,
    `/tracking/carts?contactId=${id}`,
    '/interactionschemas',
    '/contacts/count',
    '/contacts/id?email=ada@example.com',
  ]
}

test('all that a company wrote through the API is there again after a reset, to be read and to be built upon', async () => {
  const company = await newCompany()
  const { call, tenant } = company
  const { contactId, schemaId, interactionId } = await furnish(company)
  const places = [
    ...(await spendDay(company, 'first')),
    `/interactions/${interactionId}`,
    `/interactions/${interactionId}/body`,
    `/interactions?contactId=${contactId}&schemaId=${schemaId}`,
  ]
  const readAll = async () => {
    const answers: string[] = []
    for (const place of places) {
      const { status, text } = await call('GET', `/api/v3${place}`)
      answers.push(`${place} ${status} ${text}`)
    }
    return answers
  }
  const [read, counts] = [await readAll(), await countTenantRows(db, tenant.id)]
  assert.deepEqual(
    read.filter(answer => !/ 200 /.test(answer)),
    [],
  )
  await takeSnapshot(db, blobs, tenant, { name: 'day-one' }, 'test', new Date())

  await spendDay(company, 'second')
  await call('DELETE', `/api/v3/contacts/${contactId}`)
  await call('DELETE', `/api/v3/interactionschemas/${schemaId}`)
  assert.notDeepEqual(await readAll(), read)

  await resetTenant(db, blobs, tenant, 'day-one', 'test', new Date())
  await services.directory.refresh()
  assert.deepEqual(await readAll(), read)
  const {
    api_key_usage: _usage,
    audit_trail: _trail,
    tenant_snapshots: _snapshots,
    ...now
  } = await countTenantRows(db, tenant.id)
  for (const [table, rows] of Object.entries(now)) assert.equal(rows, counts[table], table)
  await spendDay(company, 'second')
  await spendDay(company, 'third')
})

test('a request under an Idempotency-Key is done again after its reset', async () => {
  const company = await newCompany()
  const create = () =>
    company.call('POST', '/api/v3/contacts', {
      body: { email: 'once@example.com' },
      headers: { 'idempotency-key': 'once' },
    })
  const first = await create()
  assert.equal((await create()).headers['idempotent-replayed'], 'true')
  await resetTenant(db, blobs, company.tenant, undefined, 'test', new Date())
  const again = await create()
  assert.equal(again.status, 201)
  assert.equal(again.headers['idempotent-replayed'], undefined)
  assert.notEqual(again.body.id, first.body.id)
})
