import { DomainError, type Fault } from '../../kernel/domain-error.ts'

export const orderNotFound = (orderId: string) =>
  new DomainError('order-not-found', `There is no order ${orderId}.`, { orderId })

export const orderExists = (orderId: string) =>
  new DomainError('order-exists', `There is an order ${orderId} already.`, { orderId })

/** The order was written since the caller read it. */
export const versionTagUnknown = (orderId: string) =>
  new DomainError('order-version-unknown', `Order ${orderId} has another version tag.`, { orderId })

export const orderWithoutContact = (orderId: string) =>
  new DomainError('order-without-contact', `Order ${orderId} has no contact.`, { orderId })

/** Nobody, or more than one, is known by the key that an order names. */
export const orderContactUnknown = () =>
  new DomainError('order-contact-unknown', 'The order is not that of a contact.', {})

/** Deleted between the time at which the write was accepted and the time at which it was to be carried out. */
export const orderContactDeleted = (orderId: string) =>
  new DomainError('order-contact-deleted', `The contact of order ${orderId} was deleted.`, { orderId })

export const orderJobNotFound = (jobId: string) =>
  new DomainError('order-job-not-found', `There is no job ${jobId}.`, { jobId })

export const orderJobFailed = (orderId: string) =>
  new DomainError('order-job-failed', `The write to order ${orderId} could not be carried out.`, { orderId })

export const orderStatusUnknown = (status: string, known: readonly string[]) =>
  new DomainError('order-status-unknown', `There is no order status ${status}.`, { status, known })

export const paymentStatusUnknown = (status: string, known: readonly string[]) =>
  new DomainError('payment-status-unknown', `There is no payment status ${status}.`, { status, known })

/** The sums of an order do not add up. */
export const orderTotalsWrong = (faults: readonly Fault[]) =>
  new DomainError('order-totals-wrong', 'The amounts of the order do not add up.', { faults })
