import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { addContact } from '../../../test/kit/activity.ts'
import { newTenant, testDatabase } from '../../../test/kit/database.ts'
import { transact } from '../../storage/database.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { deleteContact } from '../contacts/delete-contact.ts'
import { listStores } from '../stores/read-stores.ts'
import { listPurchases } from './read-purchases.ts'
import type { NewReceipt, ReceiptItem } from './receipt.ts'
import { registerReceipts } from './register-receipts.ts'

const { db, close } = await testDatabase()
after(close)

const item: ReceiptItem = {
  type: 'PURCHASE',
  sku: 's-1',
  quantity: '1',
  grossPaidPrice: '10',
  taxAmount: '2',
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

const receiptOf = (
  contactId: string,
  uniqueReceiptId: string,
  other: Partial<NewReceipt> = {},
): NewReceipt => ({
  contact: { kind: 'contactId', value: contactId, contactType: 'Member' },
  uniqueReceiptId,
  receiptNumber: uniqueReceiptId,
  createdDate: new Date('2025-03-02T10:00:00Z'),
  storeExternalId: 'web',
  storeName: null,
  currency: 'SEK',
  exchangeRate: '1',
  totalGrossPrice: '10',
  items: [item],
  payments: [],
  taxDetails: [],
  usedVouchers: [],
  usedPromotions: [],
  extraData: [{ name: 'note', value: 'personal' }],
  ...other,
})

const register = (tenant: Tenant, receipts: readonly NewReceipt[]) =>
  transact(db, tx => registerReceipts(tx, tenant, receipts, new Date()))

const rowsOf = (tenant: Tenant) =>
  db.selectFrom('receipts').select(['contact_id', 'free_texts']).where('tenant_id', '=', tenant.id).execute()

test('a thousand items and hundreds of receipts are registered at once', async () => {
  const tenant = await newTenant(db)
  const contactId = await addContact(db, tenant)
  const newest = new Date('2025-03-03T10:00:00Z')
  const long = receiptOf(contactId, 'long', { items: Array(1000).fill(item), createdDate: newest })
  const many = Array.from({ length: 500 }, (_, n) =>
    receiptOf(contactId, `r-${n}`, { storeExternalId: `s-${n % 7}`, items: Array(10).fill(item) }),
  )
  assert.equal(await register(tenant, [long, ...many]), 501)
  const { items, totalCount } = await listPurchases(db, tenant, contactId, { offset: 0, count: 500 })
  assert.equal(totalCount, 501)
  assert.equal(items.flatMap(purchase => purchase.items).length, 1000 + 499 * 10)
  assert.equal((await listStores(db, tenant, false)).length, 8)
})

test('a receipt that is twice in a list is registered once', async () => {
  const tenant = await newTenant(db)
  const receipt = receiptOf(await addContact(db, tenant), 'r')
  assert.equal(await register(tenant, [receipt, receipt]), 1)
  const other = { ...receipt, uniqueReceiptId: 'other' }
  const taken = register(tenant, [other, { ...other, currency: 'NOK' }])
  await assert.rejects(taken, { code: 'receipt-id-taken' })
  assert.equal((await rowsOf(tenant)).length, 1, 'all or none')
})

test('a store has the name with which its first receipt came', async () => {
  const tenant = await newTenant(db)
  const contactId = await addContact(db, tenant)
  await register(tenant, [receiptOf(contactId, '1'), receiptOf(contactId, '2', { storeName: 'Web shop' })])
  await register(tenant, [receiptOf(contactId, '3', { storeName: 'Another' })])
  const [store, ...others] = await listStores(db, tenant, false)
  assert.deepEqual([store?.name, others.length], ['Web shop', 0])
})

test('a contact that is deleted while receipts come leaves nothing personal', async () => {
  const tenant = await newTenant(db)
  const contactId = await addContact(db, tenant)
  const work = Array.from({ length: 10 }, (_, n) => () => register(tenant, [receiptOf(contactId, `r-${n}`)]))
  const deletion = () =>
    transact(db, tx => deleteContact(tx, tenant, contactId, undefined, new Date())).then(() => 1)
  work.splice(5, 0, deletion)
  assert.deepEqual(await Promise.all(work.map(each => each())), Array(11).fill(1))
  const rows = await rowsOf(tenant)
  assert.deepEqual(rows, Array(10).fill({ contact_id: null, free_texts: null }))
})

test('a deleted contact takes no receipt of another tenant with it', async () => {
  const [one, other] = [await newTenant(db), await newTenant(db)]
  const contactId = await addContact(db, one)
  await register(other, [receiptOf(contactId, 'r')])
  assert.deepEqual(await rowsOf(other), [{ contact_id: null, free_texts: null }], 'nobody of its own')
})
