/** What tests of receipts start from: a member, and a receipt of theirs. */
import assert from 'node:assert/strict'
import type { Company } from './app.ts'

export const ada = { email: 'ada@example.com', externalId: 'crm-1', mobilePhone: '+46701234567' }

export const item = {
  type: 'PURCHASE',
  sku: 'sku-1',
  quantity: 2,
  grossPaidPrice: 200,
  taxAmount: 40,
  taxPercent: 25,
  articleNumber: 'a-1',
  articleName: 'Jeans',
}
export const receipt = {
  contact: { matchKey: 'ada@example.com', matchKeyType: 'Email' },
  uniqueReceiptId: 'r-1',
  receiptNumber: '1001',
  createdDate: '2025-03-02T10:05:00+01:00',
  storeExternalId: '7',
  currency: 'SEK',
  totalGrossPrice: 200,
  paymentMethods: [{ type: 'CARD', value: 200 }],
  items: [item],
}

export async function newMember({ call }: Company, attributes: object = ada): Promise<string> {
  const { status, body, text } = await call('POST', '/api/v3/contacts', { body: attributes })
  assert.equal(status, 201, text)
  return body.id
}

export async function postReceipt({ call }: Company, body: unknown, version = 'v3') {
  const answer = await call('POST', `/api/${version}/receipts`, { body })
  return [answer.status, answer.body]
}
