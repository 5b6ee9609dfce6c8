import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Company, testApp } from '../../../../test/kit/app.ts'
import { item, newMember, postReceipt, receipt } from '../../../../test/kit/receipts.ts'
import { assertRefusal } from '../../../../test/kit/voyado.ts'

const { services, newCompany, close } = await testApp()
after(close)

const transactionsOf = async ({ call }: Company, contactId: string, query = '') =>
  (await call('GET', `/api/v2/contacts/${contactId}/transactions${query}`)).body

test('the receipts of the older model are registered, all or none', async () => {
  const company = await newCompany({ settings: { groupCurrency: 'SEK' } })
  const contactId = await newMember(company)
  const row = { externalId: '1', articleNr: 'a-1', quantity: 2, price: 100.5, type: 'PURCHASE', sku: 's-1' }
  const old = {
    externalId: 'x-1',
    invoiceNumber: 5,
    customerKey: 'ada@example.com',
    customerKeyType: 'email',
    invoiceCreatedDate: '2025-03-02T10:05:00+01:00',
    InvoiceModifiedDate: '2025-03-02T10:05:00+01:00',
    StoreName: 'Web shop',
    StoreNumber: 'web',
    rows: [row, { ...row, type: 'RETURN', price: 20, quantity: 1 }, { ...row, type: 'DISCOUNT', price: 0.5 }],
  }
  const send = (receipts: unknown[], version = 'v2') =>
    company.call('POST', `/api/${version}/transactions`, { body: { receipts } })
  const second = { ...old, externalId: 'x-2' }
  assertRefusal(
    await send([old, { ...second, invoiceNumber: null }]),
    400,
    'ValidationError',
    /\[1\]\.invoiceNumber/,
  )
  assert.equal((await send([old, second, old])).body, '2 Xml-file(s) generated for import')
  assert.equal((await send([old], 'v3')).status, 404)
  const { items, totalCount } = await transactionsOf(company, contactId)
  assert.equal(totalCount, 2)
  assert.deepEqual(
    [items[0].storeName, items[0].localNetPriceSum, items[0].localCurrency, items[0].transactionNumber],
    ['Web shop', 80, 'SEK', '5'],
  )
  assert.deepEqual(
    items[0].lineItems.map((line: { type: string; grossPaidPrice: number; sku: string }) => [
      line.type,
      line.grossPaidPrice,
      line.sku,
    ]),
    [
      ['PURCHASE', 100.5, 's-1'],
      ['RETURN', 20, 's-1'],
      ['ADJUSTMENT', -0.5, 's-1'],
    ],
  )
})

test('transactions come in pages, newest first', async () => {
  const company = await newCompany()
  const contactId = await newMember(company)
  for (const day of ['03', '01', '05', '02', '04'])
    await postReceipt(company, { ...receipt, uniqueReceiptId: day, createdDate: `2025-01-${day}T12:00:00Z` })
  const page = await transactionsOf(company, contactId, '?offset=1&count=2')
  assert.deepEqual(
    page.items.map((each: { externalId: string }) => each.externalId),
    ['04', '03'],
  )
  assert.deepEqual([page.totalCount, page.offset, page.count], [5, 1, 2])
  assert.deepEqual((await transactionsOf(company, contactId, '?offset=5')).items, [])
  const path = `/api/v2/contacts/${contactId}/transactions`
  for (const query of ['?count=501', '?count=0', '?offset=-1', '?count=x'])
    assertRefusal(await company.call('GET', `${path}${query}`), 400, 'ValidationError')
  const nobody = '018f0000-0000-7000-8000-000000000000'
  assertRefusal(await company.call('GET', path.replace(contactId, nobody)), 404, 'ContactNotFound')
  assertRefusal(await company.call('GET', path.replace(contactId, 'x')), 400, 'InvalidContactId')
})

test('the history is exact, whatever order the receipts come in, and its windows follow the clock', async () => {
  const company = await newCompany()
  const contactId = await newMember(company)
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
  const returned = { ...item, type: 'RETURN', quantity: 1, grossPaidPrice: 50, taxAmount: 10 }
  const sent = [
    { uniqueReceiptId: 'old', createdDate: ago(500), totalGrossPrice: 0.2, exchangeRateToGroupCurrency: 10 },
    { uniqueReceiptId: 'new', createdDate: ago(10), totalGrossPrice: 0.1 },
    { uniqueReceiptId: 'back', createdDate: ago(5), totalGrossPrice: -50, items: [returned] },
    { uniqueReceiptId: 'ancient', createdDate: ago(1000), totalGrossPrice: 100 },
  ]
  for (const each of sent) await postReceipt(company, { ...receipt, ...each })
  const path = `/api/v2/contacts/${contactId}/purchasehistorysummary`
  const { lastUpdated, ...summary } = (await company.call('GET', path)).body
  assert.ok(Date.parse(lastUpdated) > Date.now() - 60_000)
  assert.deepEqual(summary, {
    latestReceiptDate: sent[2]!.createdDate,
    purchaseAmountAll: 52.1,
    numberOfArticlePurchasesAll: 5,
    averageReceiptAll: 17.37,
    purchaseFrequencyAll: 3,
    purchaseAmountLastYear: -49.9,
    numberOfArticlePurchasesLastYear: 1,
    averageReceiptLastYear: -49.9,
    purchaseFrequencyLastYear: 1,
    purchaseAmountLastTwoYears: -47.9,
    numberOfArticlePurchasesLastTwoYears: 3,
    averageReceiptLastTwoYears: -23.95,
    purchaseFrequencyLastTwoYears: 2,
  })
  await moveClock(company, 365)
  const later = (await company.call('GET', path)).body
  assert.deepEqual(
    [later.purchaseFrequencyLastYear, later.purchaseFrequencyLastTwoYears, later.purchaseAmountAll],
    [0, 1, 52.1],
  )
})

async function moveClock({ tenant }: Company, days: number) {
  await services.db
    .updateTable('tenants')
    .set(eb => ({ clock_offset_ms: days * 86_400_000, epoch: eb('epoch', '+', 1) }))
    .where('id', '=', tenant.id)
    .execute()
  await services.directory.refresh()
}

test('a return takes away, whichever sign it comes with', async () => {
  const company = await newCompany()
  const contactId = await newMember(company)
  const back = (sign: number) => ({
    ...item,
    type: 'RETURN',
    quantity: sign,
    grossPaidPrice: 100 * sign,
    taxAmount: 20 * sign,
  })
  const body = { ...receipt, totalGrossPrice: 0, items: [item, back(1), back(-1)] }
  assert.deepEqual(await postReceipt(company, body), [200, '1 Xml-file(s) generated for import'])
  const [transaction] = (await transactionsOf(company, contactId)).items
  assert.deepEqual([transaction.localNetPriceSum, transaction.numberOfItems], [0, 4])
  const summary = await company.call('GET', `/api/v2/contacts/${contactId}/purchasehistorysummary`)
  assert.equal(summary.body.numberOfArticlePurchasesAll, 0)
})

test('a receipt whose date lies ahead counts in all, and in the year from its date on', async () => {
  const company = await newCompany()
  const contactId = await newMember(company)
  await postReceipt(company, { ...receipt, createdDate: new Date(Date.now() + 86_400_000).toISOString() })
  const path = `/api/v2/contacts/${contactId}/purchasehistorysummary`
  const frequencies = async () => {
    const { body } = await company.call('GET', path)
    return [body.purchaseFrequencyAll, body.purchaseFrequencyLastYear, body.purchaseFrequencyLastTwoYears]
  }
  assert.deepEqual(await frequencies(), [1, 0, 0])
  await moveClock(company, 2)
  assert.deepEqual(await frequencies(), [1, 1, 1])
})

test('a contact without receipts has a history of nothing', async () => {
  const company = await newCompany()
  const contactId = await newMember(company)
  const { body } = await company.call('GET', `/api/v3/contacts/${contactId}/purchasehistorysummary`)
  assert.deepEqual(
    [body.lastUpdated, body.latestReceiptDate, body.purchaseAmountAll, body.averageReceiptLastYear],
    [null, null, 0, 0],
  )
})
