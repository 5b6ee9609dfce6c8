import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertProblem, newParleyCompany, newParleyContact } from '../../../../test/kit/parley.ts'
import type { ReceiptItem } from '../../../domain/purchases/receipt.ts'
import { registerReceipts } from '../../../domain/purchases/register-receipts.ts'
import { transact } from '../../../storage/database.ts'

const app = await testApp()
after(app.close)

const jeans: ReceiptItem = {
  type: 'PURCHASE',
  sku: 's-1',
  quantity: '1',
  grossPaidPrice: '100.10',
  taxAmount: '20.02',
  taxPercent: '25',
  articleNumber: 'a-1',
  articleName: 'Jeans',
  articleGroup: null,
  packQuantity: null,
  marginPercent: null,
  awardsBonus: null,
  discounts: [],
  extraData: [],
}

const receiptOf = (contactId: string, id: string, createdDate: Date) => ({
  contact: { kind: 'contactId' as const, value: contactId, contactType: 'Member' },
  uniqueReceiptId: id,
  receiptNumber: id,
  createdDate,
  storeExternalId: 'web',
  storeName: 'Web shop',
  currency: 'SEK',
  exchangeRate: '1',
  totalGrossPrice: '100.10',
  items: [jeans],
  payments: [],
  taxDetails: [],
  usedVouchers: [],
  usedPromotions: [],
  extraData: [],
})

test('purchases are listed page by page, the newest first, and come to figures', async () => {
  const company = await newParleyCompany(app)
  const contactId = await newParleyContact(company)
  const path = `/contacts/${contactId}`
  assert.deepEqual((await company.get('GET', `${path}/purchases`)).items, [])
  assert.equal((await company.get('GET', `${path}/purchase-figures`)).all.receipts, '0')

  // Two at the same moment: the id decides.
  const at = new Date(Date.now() - 86_400_000)
  const receipts = ['r1', 'r2', 'r3'].map(id => receiptOf(contactId, id, at))
  await transact(app.services.db, tx => registerReceipts(tx, company.tenant, receipts, new Date()))
  const first = await company.get('GET', `${path}/purchases?limit=2`)
  const newer = [receiptOf(contactId, 'r4', new Date())]
  await transact(app.services.db, tx => registerReceipts(tx, company.tenant, newer, new Date()))
  const rest = await company.get('GET', `${path}/purchases?limit=2&cursor=${first.nextCursor}`)
  const numbers = [...first.items, ...rest.items].map(({ receiptNumber }) => receiptNumber)
  assert.deepEqual(numbers.sort(), ['r1', 'r2', 'r3'])
  assert.equal(rest.nextCursor, null)
  assert.deepEqual(first.items[0].store, { id: 'web', name: 'Web shop' })
  assert.equal(first.items[0].items[0].grossPaidPrice, '100.1')

  const figures = await company.get('GET', `${path}/purchase-figures`)
  assert.deepEqual([figures.all.receipts, figures.lastYear.receipts, figures.currency], ['4', '4', null])
})

test('of nobody there are no purchases, and a cursor of another list is none', async () => {
  const { ask, get } = await newParleyCompany(app)
  const nobody = crypto.randomUUID()
  for (const rest of ['purchases', 'purchase-figures'])
    assertProblem(await ask('GET', `/contacts/${nobody}/${rest}`), 404, 'contact-not-found')
  const { id } = await get('POST', '/contacts', { attributes: { email: 'a@example.com' } })
  assertProblem(await ask('GET', `/contacts/${id}/purchases?cursor=abc`), 400, 'cursor-invalid')
})
