import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { newContact } from '../../../../test/kit/voyado.ts'
import { performOrderJobs } from '../../../domain/orders/perform-order-job.ts'

const { services, newCompany, close } = await testApp()
after(close)

const mostAtOnce = 12 * 1024 * 1024

test('a page of large receipts ends early, and the next begins where it ended', async () => {
  const company = await newCompany()
  const contactId = await newContact(company)
  const items = Array.from({ length: 1000 }, (_, n) => ({
    type: 'PURCHASE',
    sku: `s-${n}`,
    quantity: 1,
    grossPaidPrice: 1,
    taxAmount: 0,
    taxPercent: 0,
    articleNumber: 'a',
    articleName: 'a',
    extraData: [{ name: 'n', value: `${n} `.padEnd(850, 'x') }],
  }))
  const receipts = 14
  for (let n = 0; n < receipts; n++) {
    const body = {
      contact: { matchKey: contactId, matchKeyType: 'ContactId' },
      uniqueReceiptId: `r-${n}`,
      receiptNumber: '1',
      createdDate: '2025-01-01T00:00:00Z',
      storeExternalId: '7',
      currency: 'SEK',
      totalGrossPrice: 1000,
      paymentMethods: [],
      items,
    }
    const answer = await company.call('POST', '/api/v3/receipts', { body })
    assert.equal(answer.status, 200, answer.text)
  }
  const seen = new Set<string>()
  let pages = 0
  while (seen.size < receipts) {
    const path = `/api/v3/contacts/${contactId}/transactions?count=500&offset=${seen.size}`
    const page = await company.call('GET', path)
    assert.equal(page.status, 200, page.text.slice(0, 200))
    assert.ok(page.text.length < mostAtOnce, `${page.text.length} characters`)
    assert.deepEqual([page.body.totalCount, page.body.count], [receipts, page.body.items.length])
    assert.ok(page.body.count > 0, 'it goes on')
    for (const { externalId, lineItems } of page.body.items) {
      seen.add(externalId)
      assert.equal(lineItems[999].extraData[0].value, '999 '.padEnd(850, 'x'))
    }
    pages++
  }
  assert.ok(pages > 1)
})

test('a page of large orders ends early, and its link leads on', async () => {
  const company = await newCompany()
  const contactId = await newContact(company)
  const contact = { matchKey: contactId, matchKeyType: 'ContactId' }
  const orders = 14
  for (let n = 0; n < orders; n++) {
    const body = { orderId: `o-${n}`, status: 'A', contact, notes: Array(300).fill('x'.repeat(800)) }
    assert.equal((await company.call('POST', '/api/v3/orders', { body })).status, 202)
  }
  const fail = (error: unknown) => assert.fail(String(error))
  while ((await performOrderJobs(services.db, new AbortController().signal, fail)) > 0);

  const seen = new Set<string>()
  let path: string | undefined = `/api/v3/orders?contactId=${contactId}&count=100`
  let pages = 0
  while (path !== undefined) {
    const page = await company.call('GET', path)
    assert.equal(page.status, 200)
    assert.ok(page.text.length < mostAtOnce / 4, `${page.text.length} characters`)
    for (const { orderId } of page.body.items) seen.add(orderId)
    const next = page.body.links.find((link: { rel: string }) => link.rel === 'next')
    path = next && new URL(next.href).pathname + new URL(next.href).search
    pages++
  }
  assert.equal(seen.size, orders)
  assert.ok(pages > 1)
})
