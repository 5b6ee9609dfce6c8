import type { ErrorTable } from './error-table.ts'

/** The refusals of stores, receipts, orders, tracking, surveys and messages. */
export const commerceErrors: ErrorTable = {
  'store-not-found': [404, 'StoreNotFound'],
  'receipt-id-taken': [409, 'ReceiptIdTaken', data => ({ messageDetails: data })],
  'order-not-found': [404, 'OrderNotFound'],
  'order-exists': [409, 'OrderAlreadyExists'],
  'order-version-unknown': [404, 'OrderVersionNotFound'],
  'order-without-contact': [422, 'OrderHasNoContact'],
  'order-contact-unknown': [422, 'OrderContactNotFound'],
  'order-contact-deleted': [422, 'OrderContactDeleted'],
  'order-job-not-found': [404, 'OrderJobNotFound'],
  'order-job-failed': [500, 'OrderJobFailed'],
  'order-status-unknown': [422, 'InvalidOrderStatus', data => ({ messageDetails: data })],
  'payment-status-unknown': [422, 'InvalidPaymentStatus', data => ({ messageDetails: data })],
  'order-totals-wrong': [422, 'InvalidOrderTotals', data => ({ faults: data.faults })],
  'grade-invalid': [400, 'InvalidGrade'],
}
