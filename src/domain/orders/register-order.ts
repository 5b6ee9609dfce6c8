import type { Fault } from '../../kernel/domain-error.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { type Decimal, minus, sum } from '../purchases/decimal.ts'
import { holdContacts, matchContacts } from '../purchases/match-contacts.ts'
import type { MatchKey } from '../purchases/match-key.ts'
import { type ItemType, signed } from '../purchases/receipt.ts'
import { orderContactUnknown, orderStatusUnknown, orderTotalsWrong, paymentStatusUnknown } from './errors.ts'

/** Word of an order that is kept elsewhere: it starts what waits for it, and is not stored. */
export interface OrderNotice {
  readonly contact: MatchKey
  readonly orderNumber: string
  readonly orderStatus: string
  readonly paymentStatus: string
  readonly createdDate: Date
  readonly storeId: string
  readonly currency: string
  readonly language: string | null
  readonly items: readonly {
    readonly type: ItemType
    readonly grossPaidPrice: Decimal
    readonly taxAmount: Decimal | null
  }[]
  /** Freight, handling and rounding. */
  readonly fees: readonly { readonly value: Decimal; readonly tax: Decimal | null }[]
  readonly totalGrossPrice: Decimal
  readonly totalItemsPrice: Decimal | null
  readonly totalTax: Decimal | null
  readonly totalNetPrice: Decimal | null
  /** All that was sent but the contact: plain data, for whoever acts on it. */
  readonly content: object
}

/**
 * Tells of an order. Throws `order-status-unknown`, `payment-status-unknown`, `order-totals-wrong`,
 * `order-contact-unknown` or `contact-type-unknown`.
 */
export async function registerOrder(tx: Tx, tenant: Tenant, order: OrderNotice, at: Date): Promise<void> {
  const { orderStatuses, paymentStatuses } = tenant.settings
  if (!isConfigured(order.orderStatus, orderStatuses))
    throw orderStatusUnknown(order.orderStatus, orderStatuses)
  if (!isConfigured(order.paymentStatus, paymentStatuses))
    throw paymentStatusUnknown(order.paymentStatus, paymentStatuses)
  const faults = totalFaults(order)
  if (faults.length > 0) throw orderTotalsWrong(faults)

  await lockEvents(tx, [tenant.id])
  const [contactId] = await matchContacts(tx, tenant, [order.contact], at)
  if (contactId === undefined || !(await holdContacts(tx, tenant, [contactId])).has(contactId))
    throw orderContactUnknown()
  const { orderNumber, orderStatus, paymentStatus, createdDate, storeId, currency, language } = order
  const data = {
    orderId: orderNumber,
    orderStatus,
    paymentStatus,
    createdDate: createdDate.toISOString(),
    storeId,
    currency,
    totalGrossPrice: order.totalGrossPrice,
    language,
    order: order.content,
  }
  await appendEvents(tx, [{ tenantId: tenant.id, type: 'order.registered', contactId, data, at }])
}

function isConfigured(status: string, configured: readonly string[]): boolean {
  return configured.length === 0 || configured.some(each => each.toLowerCase() === status.toLowerCase())
}

/**
 * The items make the items' price; items, fees and rounding make the total; the total less the tax is the net price.
 * Pure. What is not told is not compared.
 */
export function totalFaults(order: OrderNotice): Fault[] {
  const itemsPrice = sum(order.items.map(item => signed(item.type, item.grossPaidPrice)))
  const total = sum([itemsPrice, ...order.fees.map(fee => fee.value)])
  const faults: Fault[] = []
  const compare = (field: string, told: Decimal | null, is: Decimal, of: string) => {
    if (told !== null && told !== is) faults.push({ field, message: `must be ${is}, ${of}` })
  }
  compare('totalItemsPrice', order.totalItemsPrice, itemsPrice, 'the sum of the items')
  compare('totalGrossPrice', order.totalGrossPrice, total, 'the sum of items, fees and rounding')
  const taxes = [
    ...order.items.map(item => (item.taxAmount === null ? null : signed(item.type, item.taxAmount))),
    ...order.fees.map(fee => fee.tax ?? '0'),
  ]
  if (taxes.every(tax => tax !== null))
    compare('totalTax', order.totalTax, sum(taxes), 'the sum of all taxes')
  if (order.totalTax !== null)
    compare(
      'totalNetPrice',
      order.totalNetPrice,
      minus(order.totalGrossPrice, order.totalTax),
      'the total less the tax',
    )
  return faults
}
