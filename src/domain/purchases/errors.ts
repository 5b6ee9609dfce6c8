import { DomainError } from '../../kernel/domain-error.ts'

/** Another receipt has this unique id; receipts are final. */
export const receiptIdTaken = (uniqueReceiptId: string) =>
  new DomainError('receipt-id-taken', `Another receipt has the unique id ${uniqueReceiptId}.`, {
    uniqueReceiptId,
  })
