import Type from 'typebox'
import { registerReceipts } from '../../../domain/purchases/register-receipts.ts'
import { operation } from '../../../http/operation.ts'
import { readFields } from '../commerce-reader.ts'
import { imported, ReceiptBody, toNewReceipt } from './translate.ts'

/**
 * Voyado Engage › Receipts › POST receipts. The vendor queues a receipt for an import; here it is registered at once
 * and answered in the queue's words. The same receipt again is none: 0.
 */
export const createReceipt = operation({
  method: 'POST',
  path: '/receipts',
  name: 'ImportTransactions_ImportReceipts',
  summary: 'Register a receipt, finally',
  tag: 'Receipts',
  scope: 'receipts:write',
  body: ReceiptBody,
  bodyLimit: 1024 * 1024,
  replies: { 200: Type.String() },
  errors: ['ValidationError', 'InvalidContactType', 'ReceiptIdTaken'],
  async handle({ write, caller, body, rawBody, now }) {
    const receipt = readFields(body, rawBody, caller, toNewReceipt)
    const count = await write(tx => registerReceipts(tx, caller.tenant, [receipt], now))
    return { status: 200, body: imported(count) }
  },
})
