import Type, { type Static } from 'typebox'
import type { Purchase, PurchaseFigures } from '../../../domain/purchases/read-purchases.ts'

const Decimal = Type.String({ description: 'To the digit.' })
const MaybeTime = Type.Union([Type.String({ format: 'date-time' }), Type.Null()])

export const PurchaseModel = Type.Object({
  id: Type.String(),
  at: Type.String({ format: 'date-time' }),
  uniqueReceiptId: Type.String(),
  receiptNumber: Type.String(),
  store: Type.Object({ id: Type.String(), name: Type.String() }),
  currency: Type.String(),
  netPrice: Decimal,
  items: Type.Array(
    Type.Object({
      type: Type.String({ description: 'PURCHASE, RETURN or ADJUSTMENT' }),
      sku: Type.String(),
      articleName: Type.String(),
      articleGroup: Type.Union([Type.String(), Type.Null()]),
      quantity: Decimal,
      grossPaidPrice: Decimal,
    }),
  ),
})

const Figures = Type.Object({ amount: Decimal, articles: Decimal, receipts: Decimal, average: Decimal })

export const PurchaseFiguresModel = Type.Object({
  currency: Type.Union([Type.String(), Type.Null()], {
    description: "The company's own; null when none is set, and each receipt counts in its own.",
  }),
  latestAt: MaybeTime,
  all: Figures,
  lastYear: Figures,
  lastTwoYears: Figures,
})

export function toWirePurchase(purchase: Purchase): Static<typeof PurchaseModel> {
  const { id, createdDate, uniqueReceiptId, receiptNumber, currency, netPrice } = purchase
  return {
    id,
    at: createdDate.toISOString(),
    uniqueReceiptId,
    receiptNumber,
    store: { id: purchase.storeExternalId, name: purchase.storeName },
    currency,
    netPrice,
    items: purchase.items.map(({ type, sku, articleName, articleGroup, quantity, grossPaidPrice }) => ({
      type,
      sku,
      articleName,
      articleGroup,
      quantity,
      grossPaidPrice,
    })),
  }
}

export const toWireFigures = ({ amount, articles, receipts, average }: PurchaseFigures) => ({
  amount,
  articles,
  receipts,
  average,
})
