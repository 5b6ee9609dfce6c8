import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Company, testApp } from '../../../../test/kit/app.ts'
import { ada, item, newMember, postReceipt, receipt } from '../../../../test/kit/receipts.ts'
import { assertRefusal } from '../../../../test/kit/voyado.ts'

const { services, newCompany, close } = await testApp()
after(close)

const one = '1 Xml-file(s) generated for import'
const none = '0 Xml-file(s) generated for import'

const transactionsOf = async ({ call }: Company, contactId: string, query = '') =>
  (await call('GET', `/api/v2/contacts/${contactId}/transactions${query}`)).body

const rowsOf = ({ tenant }: Company) =>
  services.db.selectFrom('receipts').selectAll().where('tenant_id', '=', tenant.id).orderBy('id').execute()

test('a receipt is registered with all that is on it, and read back as a transaction', async () => {
  for (const version of ['v1', 'v2', 'v3']) {
    const company = await newCompany()
    const contactId = await newMember(company)
    const extraData = [{ name: 'till', value: '4' }]
    const whole = {
      ...receipt,
      exchangeRateToGroupCurrency: 0.5,
      taxDetails: [
        { description: 'VAT', value: 40, percent: 25, totalIncludingTax: 200, totalExcludingTax: 160 },
      ],
      usedBonusChecks: [{ checkNumber: 'b-1' }],
      usedPromotions: [{ promotionId: 'p-1', couponId: 'c-1' }],
      paymentMethods: [{ type: 'CARD', value: 200, description: 'VISA', extraData }],
      items: [
        {
          ...item,
          articleGroup: 'trousers',
          packQuantity: 1,
          marginPercent: 40.5,
          awardsBonus: true,
          discounts: [{ value: 10, type: 'MEMBER', description: 'Members pay less' }],
          extraData,
        },
      ],
      extraData,
    }
    assert.deepEqual(await postReceipt(company, whole, version), [200, one])
    const { id, ...page } = (await transactionsOf(company, contactId)).items[0]
    assert.match(id, /^[0-9a-f-]{36}$/)
    assert.deepEqual(page, {
      transactionNumber: '1001',
      createdDate: '2025-03-02T09:05:00.000Z',
      storeName: '7',
      numberOfItems: 2,
      netPriceSum: 80,
      localNetPriceSum: 160,
      localCurrency: 'SEK',
      groupCurrency: 'SEK',
      storeType: 'RETAIL',
      lineItems: [whole.items[0]],
      externalId: 'r-1',
    })
    const [row] = await rowsOf(company)
    assert.deepEqual(row!.details, {
      payments: [{ type: 'CARD', value: '200' }],
      taxDetails: [
        {
          description: 'VAT',
          value: '40',
          percent: '25',
          totalIncludingTax: '200',
          totalExcludingTax: '160',
        },
      ],
      usedVouchers: [{ checkNumber: 'b-1' }],
      usedPromotions: [{ promotionId: 'p-1', couponId: 'c-1' }],
    })
    assert.equal((await company.call('GET', `/api/${version}/stores/7`)).body.name, '7', 'the store is made')
    const events = await services.db
      .selectFrom('events')
      .select(['contact_id', 'data'])
      .where('tenant_id', '=', company.tenant.id)
      .where('type', '=', 'receipt.registered')
      .execute()
    const data = {
      receiptId: id,
      uniqueReceiptId: 'r-1',
      storeExternalId: '7',
      createdDate: '2025-03-02T09:05:00.000Z',
      totalGrossPrice: '200',
      currency: 'SEK',
    }
    assert.deepEqual(events, [{ contact_id: contactId, data }])
  }
})

test('amounts are kept and told to the digit', async () => {
  const company = await newCompany()
  const contactId = await newMember(company)
  const body = JSON.stringify({
    ...receipt,
    totalGrossPrice: 'TOTAL',
    items: [{ ...item, grossPaidPrice: 'PRICE', taxAmount: 0 }],
  })
  const exact = body.replace('"TOTAL"', '123456789012345.1234567891').replace('"PRICE"', '0.10')
  assert.deepEqual(await postReceipt(company, exact), [200, one])
  const { text } = await company.call('GET', `/api/v2/contacts/${contactId}/transactions`)
  assert.match(text, /"localNetPriceSum":123456789012345\.1234567891,/)
  assert.match(text, /"grossPaidPrice":0\.1,/)
  const summary = await company.call('GET', `/api/v2/contacts/${contactId}/purchasehistorysummary`)
  assert.match(summary.text, /"purchaseAmountAll":123456789012345\.1234567891,/)
})

test('a contact is matched by every kind of key, in any letter case of its name', async () => {
  const company = await newCompany()
  const contactId = await newMember(company, { ...ada, socialSecurityNumber: '19811218-9876' })
  const keys = [
    ['contactId', contactId.toUpperCase()],
    ['EMAIL', 'ADA@example.com'],
    ['mobilePhone', '+46 70-123 45 67'],
    ['memberNumber', '100001'],
    ['MemberNumberWithCardNumberAsFallback', '100001'],
    ['ExternalId', ' crm-1 '],
    ['socialsecuritynumber', '8112189876'],
  ]
  for (const [matchKeyType, matchKey] of keys)
    assert.deepEqual(
      await postReceipt(company, {
        ...receipt,
        contact: { matchKey, matchKeyType },
        uniqueReceiptId: matchKeyType,
      }),
      [200, one],
    )
  assert.equal((await transactionsOf(company, contactId)).totalCount, keys.length)
})

test('the contact type says among which contacts to look; an unknown one is refused', async () => {
  const company = await newCompany()
  const member = await newMember(company)
  const contact = await newMember(company, { ...ada, contactType: 'Contact' })
  const of = (contactType: string) => ({ ...receipt, contact: { ...receipt.contact, contactType } })
  await postReceipt(company, { ...of('CONTACT'), uniqueReceiptId: 'r-2' })
  await postReceipt(company, receipt)
  assert.equal((await transactionsOf(company, contact)).items[0].externalId, 'r-2')
  assert.equal((await transactionsOf(company, member)).items[0].externalId, 'r-1')
  const body = { ...of('VIP'), uniqueReceiptId: 'r-3' }
  const refused = await company.call('POST', '/api/v3/receipts', { body })
  assertRefusal(refused, 400, 'InvalidContactType')
})

test('a receipt of nobody, or of several, is kept without a contact and without free texts', async () => {
  const company = await newCompany()
  for (const email of ['a@example.com', 'b@example.com'])
    await newMember(company, { email, mobilePhone: '+46701234567' })
  const keys = [
    { matchKey: 'nobody@example.com', matchKeyType: 'Email' },
    { matchKey: 'no address', matchKeyType: 'Email' },
    { matchKey: '+46701234567', matchKeyType: 'MobilePhone' },
    { matchKey: '4711', matchKeyType: 'CardId' },
    { matchKey: '018f0000-0000-7000-8000-000000000000', matchKeyType: 'ContactId' },
    { matchKey: 'x', matchKeyType: 'ContactId' },
  ]
  const extraData = [{ name: 'customer', value: 'Ada' }]
  for (const [n, contact] of keys.entries())
    assert.deepEqual(
      await postReceipt(company, { ...receipt, contact, extraData, uniqueReceiptId: `n-${n}` }),
      [200, one],
    )
  const rows = await rowsOf(company)
  assert.deepEqual(
    rows.map(row => [row.contact_id, row.free_texts]),
    keys.map(() => [null, null]),
  )
})

test('a receipt that is sent again is no second one; another one with its id is refused', async () => {
  const company = await newCompany()
  await newMember(company)
  assert.deepEqual(await postReceipt(company, receipt), [200, one])
  assert.deepEqual(await postReceipt(company, { ...receipt, totalGrossPrice: '200.00' }), [200, none])
  const other = await company.call('POST', '/api/v2/receipts', { body: { ...receipt, totalGrossPrice: 201 } })
  assertRefusal(other, 409, 'ReceiptIdTaken', /r-1/)
  assert.equal((await rowsOf(company)).length, 1)
  const elsewhere = await newCompany()
  assert.deepEqual(await postReceipt(elsewhere, receipt), [200, one], 'ids are those of a company')
})

test('a receipt that comes many times at once is registered once', async () => {
  const company = await newCompany()
  const contactId = await newMember(company)
  const answers = await Promise.all(Array.from({ length: 8 }, () => postReceipt(company, receipt)))
  assert.deepEqual(answers.map(([, text]) => text).sort(), [...Array(7).fill(none), one])
  assert.equal((await transactionsOf(company, contactId)).totalCount, 1)
  assert.equal((await rowsOf(company)).length, 1)
})

test('a receipt that is sent again with its Idempotency-Key is answered as it was', async () => {
  const company = await newCompany()
  await newMember(company)
  const headers = { 'idempotency-key': 'k-1' }
  for (const _ of [1, 2]) {
    const answer = await company.call('POST', '/api/v3/receipts', { body: receipt, headers })
    assert.deepEqual([answer.status, answer.body], [200, one])
  }
  assert.equal((await rowsOf(company)).length, 1)
})

test('every fault is named', async () => {
  const company = await newCompany()
  const faultsOf = async (body: unknown) => {
    const answer = await company.call('POST', '/api/v3/receipts', { body })
    assertRefusal(answer, 400, 'ValidationError')
    return answer.body.validationErrors.map((fault: { field: string }) => fault.field)
  }
  const required = Object.keys(receipt)
  assert.deepEqual((await faultsOf({})).sort(), required.sort())
  const parts = { ...receipt, contact: {}, items: [{}], paymentMethods: [{}] }
  const itemFields = Object.keys(item).map(name => `items[0].${name}`)
  assert.deepEqual(
    (await faultsOf(parts)).sort(),
    [
      'contact.matchKey',
      'contact.matchKeyType',
      'paymentMethods[0].type',
      'paymentMethods[0].value',
      ...itemFields,
    ].sort(),
  )
  const wrong = {
    ...receipt,
    contact: { matchKey: 'a', matchKeyType: 'Shoe size' },
    createdDate: '2025-02-30T10:00:00Z',
    currency: 'kronor',
    exchangeRateToGroupCurrency: 0,
    totalGrossPrice: '1,50',
    items: [item, { ...item, type: 'GIFT', quantity: 1e20, awardsBonus: 'maybe', discounts: [{}, 1] }],
    paymentMethods: 'cash',
    extraData: [{ name: 'x'.repeat(201) }],
  }
  assert.deepEqual((await faultsOf(wrong)).sort(), [
    'contact.matchKeyType',
    'createdDate',
    'currency',
    'exchangeRateToGroupCurrency',
    'extraData[0].name',
    'items[1].awardsBonus',
    'items[1].discounts[0].value',
    'items[1].discounts[1]',
    'items[1].quantity',
    'items[1].type',
    'paymentMethods',
    'totalGrossPrice',
  ])
  assert.deepEqual(await faultsOf({ ...receipt, receiptNumber: 'a\0b' }), ['receiptNumber'])
  assert.deepEqual(await faultsOf({ ...receipt, items: Array(1001).fill(item) }), ['items'])
  assert.deepEqual(
    await faultsOf(`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`).then(list => list.length > 0),
    true,
  )
  assert.deepEqual(await rowsOf(company), [])
})

test('a date without an offset is refused where the company says so', async () => {
  const body = { ...receipt, createdDate: '2025-03-02T10:05:00' }
  assert.deepEqual(await postReceipt(await newCompany(), body), [200, one])
  const strict = await newCompany({ settings: { dateTimeOffset: 'required' } })
  assertRefusal(
    await strict.call('POST', '/api/v3/receipts', { body }),
    400,
    'ValidationError',
    /createdDate/,
  )
})

test('a receipt outlives its contact, without what was personal in it', async () => {
  const company = await newCompany()
  const contactId = await newMember(company)
  const secret = [{ name: 'note', value: 'Ada Berg, Kungsgatan 1' }]
  const paymentMethods = [{ type: 'CARD', value: 200, description: '4711********1234', extraData: secret }]
  await postReceipt(company, {
    ...receipt,
    extraData: secret,
    paymentMethods,
    items: [{ ...item, extraData: secret }],
  })
  assert.equal((await company.call('DELETE', `/api/v3/contacts/${contactId}`)).status, 200)
  const rows = await rowsOf(company)
  assert.equal(rows.length, 1)
  assert.deepEqual(
    [rows[0]!.contact_id, rows[0]!.free_texts, rows[0]!.total_gross_price],
    [null, null, '200'],
  )
  assert.doesNotMatch(JSON.stringify(rows), /Ada|Kungsgatan|4711|ada@example/)
  assert.deepEqual(
    await postReceipt(company, {
      ...receipt,
      extraData: secret,
      paymentMethods,
      items: [{ ...item, extraData: secret }],
    }),
    [200, none],
  )
})
