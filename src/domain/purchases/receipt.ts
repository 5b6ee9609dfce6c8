/**
 * A receipt: what a contact bought, returned and paid in a store at one time. It is final: once registered it is never
 * changed, and its unique id is never used for another one. It outlives its contact, without what was personal in it.
 */
import { createHash } from 'node:crypto'
import { type Decimal, magnitude, minus, negate, sum } from './decimal.ts'
import type { MatchKey } from './match-key.ts'

export const itemTypes = ['PURCHASE', 'RETURN', 'ADJUSTMENT'] as const
export type ItemType = (typeof itemTypes)[number]

export interface ExtraData {
  readonly name: string | null
  readonly value: string | null
}

export interface ReceiptItem {
  readonly type: ItemType
  readonly sku: string
  readonly quantity: Decimal
  /** Of the whole line, with tax. */
  readonly grossPaidPrice: Decimal
  readonly taxAmount: Decimal
  readonly taxPercent: Decimal
  readonly articleNumber: string
  readonly articleName: string
  readonly articleGroup: string | null
  readonly packQuantity: Decimal | null
  readonly marginPercent: Decimal | null
  readonly awardsBonus: boolean | null
  readonly discounts: readonly {
    readonly value: Decimal
    readonly type: string | null
    readonly description: string | null
  }[]
  readonly extraData: readonly ExtraData[]
}

export interface Payment {
  readonly type: string
  readonly value: Decimal
  readonly description: string | null
  readonly extraData: readonly ExtraData[]
}

export interface TaxDetail {
  readonly description: string | null
  readonly value: Decimal | null
  readonly percent: Decimal | null
  readonly totalIncludingTax: Decimal | null
  readonly totalExcludingTax: Decimal | null
}

export interface NewReceipt {
  readonly contact: MatchKey
  readonly uniqueReceiptId: string
  readonly receiptNumber: string
  readonly createdDate: Date
  readonly storeExternalId: string
  /** For a store that is not there yet. */
  readonly storeName: string | null
  readonly currency: string
  /** From the receipt's currency to the company's own: 1 when nothing is said. */
  readonly exchangeRate: Decimal
  readonly totalGrossPrice: Decimal
  readonly items: readonly ReceiptItem[]
  readonly payments: readonly Payment[]
  readonly taxDetails: readonly TaxDetail[]
  readonly usedVouchers: readonly { readonly checkNumber: string | null }[]
  readonly usedPromotions: readonly {
    readonly promotionId: string | null
    readonly couponId: string | null
  }[]
  readonly extraData: readonly ExtraData[]
}

/** What a returned line takes away, whichever sign it was sent with; other lines count as they were sent. */
export function signed(type: ItemType, amount: Decimal): Decimal {
  return type === 'RETURN' ? negate(magnitude(amount)) : amount
}

/** The total without tax: less the tax details where there are any, else less the taxes of the items. */
export function totalNetPrice({ totalGrossPrice, taxDetails, items }: NewReceipt): Decimal {
  const told = taxDetails.flatMap(({ value }) => value ?? [])
  const taxes = told.length > 0 ? told : items.map(item => signed(item.type, item.taxAmount))
  return minus(totalGrossPrice, sum(taxes))
}

/** Articles bought less articles returned. */
export function articlesBought({ items }: NewReceipt): Decimal {
  const moved = items.filter(item => item.type !== 'ADJUSTMENT')
  return sum(moved.map(item => signed(item.type, item.quantity)))
}

/** The same for equal receipts. Whose it is does not count: the key of a contact is not kept, in any form. */
export function digestOf({ contact: _, ...facts }: NewReceipt): Buffer {
  return createHash('sha256').update(JSON.stringify(facts)).digest()
}
