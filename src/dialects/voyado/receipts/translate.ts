import Type from 'typebox'
import type { Purchase, PurchaseHistory } from '../../../domain/purchases/read-purchases.ts'
import {
  type ExtraData,
  itemTypes,
  type NewReceipt,
  type Payment,
  type ReceiptItem,
  type TaxDetail,
} from '../../../domain/purchases/receipt.ts'
import type { Fields } from '../commerce-reader.ts'
import { exactNumber } from '../exact-json.ts'
import { toMatchKey } from './match-key.ts'

export const mostItems = 1000
const mostParts = 100

export const ReceiptBody = Type.Object(
  {},
  {
    additionalProperties: true,
    description:
      'contact {matchKey, matchKeyType, contactType?}, uniqueReceiptId, receiptNumber, createdDate, storeExternalId, ' +
      'currency, totalGrossPrice, paymentMethods [{type, value, description?, extraData?}], items [{type, sku, ' +
      'quantity, grossPaidPrice, taxAmount, taxPercent, articleNumber, articleName, articleGroup?, packQuantity?, ' +
      'marginPercent?, awardsBonus?, discounts?, extraData?}]; optionally exchangeRateToGroupCurrency, taxDetails, ' +
      'usedBonusChecks, usedPromotions, extraData.',
  },
)

/** What the vendor's queue answers; known clients show it as it is. */
export const imported = (count: number) => `${count} Xml-file(s) generated for import`

export function toNewReceipt(fields: Fields): NewReceipt {
  return {
    contact: fields.object('contact', toMatchKey),
    uniqueReceiptId: fields.text('uniqueReceiptId'),
    receiptNumber: fields.text('receiptNumber'),
    createdDate: fields.instant('createdDate'),
    storeExternalId: fields.text('storeExternalId'),
    storeName: null,
    currency: toCurrency(fields, fields.text('currency')),
    exchangeRate: toRate(fields),
    totalGrossPrice: fields.decimal('totalGrossPrice'),
    items: fields.requiredList('items', mostItems, toItem),
    payments: fields.requiredList('paymentMethods', mostParts, toPayment),
    taxDetails: fields.list('taxDetails', mostParts, toTaxDetail),
    usedVouchers: fields.list('usedBonusChecks', mostParts, part => ({
      checkNumber: part.optionalText('checkNumber'),
    })),
    usedPromotions: fields.list('usedPromotions', mostParts, part => ({
      promotionId: part.optionalText('promotionId'),
      couponId: part.optionalText('couponId'),
    })),
    extraData: toExtraData(fields),
  }
}

/** ISO 4217, in any letter case. */
export function toCurrency(fields: Fields, code: string, name = 'currency'): string {
  const currency = code.trim().toUpperCase()
  if (currency !== '' && !/^[A-Z]{3}$/.test(currency))
    fields.fault(name, 'must be a currency code such as SEK')
  return currency
}

export function toRate(fields: Fields): string {
  const name = 'exchangeRateToGroupCurrency'
  const rate = fields.optionalDecimal(name) ?? '1'
  if (rate === '0' || rate.startsWith('-')) fields.fault(name, 'must be more than 0')
  return rate
}

function toItem(fields: Fields): ReceiptItem {
  return {
    type: fields.oneOf('type', itemTypes),
    sku: fields.text('sku'),
    quantity: fields.decimal('quantity'),
    grossPaidPrice: fields.decimal('grossPaidPrice'),
    taxAmount: fields.decimal('taxAmount'),
    taxPercent: fields.decimal('taxPercent'),
    articleNumber: fields.text('articleNumber'),
    articleName: fields.text('articleName', 500),
    articleGroup: fields.optionalText('articleGroup'),
    packQuantity: fields.optionalDecimal('packQuantity'),
    marginPercent: fields.optionalDecimal('marginPercent'),
    awardsBonus: fields.optionalFlag('awardsBonus'),
    discounts: fields.list('discounts', mostParts, part => ({
      value: part.decimal('value'),
      type: part.optionalText('type'),
      description: part.optionalText('description', 500),
    })),
    extraData: toExtraData(fields),
  }
}

export function toPayment(fields: Fields): Payment {
  return {
    type: fields.text('type'),
    value: fields.decimal('value'),
    description: fields.optionalText('description', 500),
    extraData: toExtraData(fields),
  }
}

export function toTaxDetail(fields: Fields): TaxDetail {
  return {
    description: fields.optionalText('description', 500),
    value: fields.optionalDecimal('value'),
    percent: fields.optionalDecimal('percent'),
    totalIncludingTax: fields.optionalDecimal('totalIncludingTax'),
    totalExcludingTax: fields.optionalDecimal('totalExcludingTax'),
  }
}

function toExtraData(fields: Fields): ExtraData[] {
  return fields.list('extraData', mostParts, part => ({
    name: part.optionalText('name'),
    value: part.optionalText('value', 4000),
  }))
}

const text = Type.Union([Type.String(), Type.Null()])
const number = Type.Union([Type.Number(), Type.Null()])

export const TransactionPage = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      transactionNumber: Type.String(),
      createdDate: Type.String({ format: 'date-time' }),
      storeName: Type.String(),
      numberOfItems: Type.Number(),
      netPriceSum: Type.Number(),
      localNetPriceSum: Type.Number(),
      localCurrency: Type.String(),
      groupCurrency: Type.String(),
      storeType: Type.String(),
      lineItems: Type.Array(
        Type.Object({
          type: Type.String(),
          sku: Type.String(),
          quantity: Type.Number(),
          grossPaidPrice: Type.Number(),
          taxAmount: Type.Number(),
          taxPercent: Type.Number(),
          articleNumber: Type.String(),
          articleName: Type.String(),
          articleGroup: text,
          packQuantity: number,
          marginPercent: number,
          awardsBonus: Type.Union([Type.Boolean(), Type.Null()]),
          discounts: Type.Array(Type.Object({ value: Type.Number(), type: text, description: text })),
          extraData: Type.Array(Type.Object({ name: text, value: text })),
        }),
      ),
      externalId: Type.String(),
    }),
  ),
  totalCount: Type.Integer(),
  offset: Type.Integer(),
  count: Type.Integer(),
})

/** The group currency is the receipt's own where the tenant says nothing. */
export function toVoyadoTransaction(purchase: Purchase, groupCurrency: string) {
  return {
    id: purchase.id,
    transactionNumber: purchase.receiptNumber,
    createdDate: purchase.createdDate.toISOString(),
    storeName: purchase.storeName,
    numberOfItems: exactNumber(purchase.articles),
    netPriceSum: exactNumber(purchase.groupNetPrice),
    localNetPriceSum: exactNumber(purchase.netPrice),
    localCurrency: purchase.currency,
    groupCurrency: groupCurrency || purchase.currency,
    storeType: purchase.storeType,
    lineItems: purchase.items.map(toLineItem),
    externalId: purchase.uniqueReceiptId,
  }
}

function toLineItem(item: ReceiptItem) {
  return {
    ...item,
    quantity: exactNumber(item.quantity),
    grossPaidPrice: exactNumber(item.grossPaidPrice),
    taxAmount: exactNumber(item.taxAmount),
    taxPercent: exactNumber(item.taxPercent),
    packQuantity: exactNumber(item.packQuantity),
    marginPercent: exactNumber(item.marginPercent),
    discounts: item.discounts.map(discount => ({ ...discount, value: exactNumber(discount.value) })),
  }
}

const date = Type.Union([Type.String({ format: 'date-time' }), Type.Null()])

export const PurchaseHistorySummary = Type.Object({
  lastUpdated: date,
  latestReceiptDate: date,
  purchaseAmountAll: Type.Number(),
  numberOfArticlePurchasesAll: Type.Number(),
  averageReceiptAll: Type.Number(),
  purchaseFrequencyAll: Type.Number(),
  purchaseAmountLastYear: Type.Number(),
  numberOfArticlePurchasesLastYear: Type.Number(),
  averageReceiptLastYear: Type.Number(),
  purchaseFrequencyLastYear: Type.Number(),
  purchaseAmountLastTwoYears: Type.Number(),
  numberOfArticlePurchasesLastTwoYears: Type.Number(),
  averageReceiptLastTwoYears: Type.Number(),
  purchaseFrequencyLastTwoYears: Type.Number(),
})

export function toVoyadoHistory({
  lastUpdated,
  latestReceipt,
  all,
  lastYear,
  lastTwoYears,
}: PurchaseHistory) {
  const figures = [
    ['All', all],
    ['LastYear', lastYear],
    ['LastTwoYears', lastTwoYears],
  ] as const
  const named = figures.flatMap(([name, { amount, articles, average, receipts }]) => [
    [`purchaseAmount${name}`, exactNumber(amount)],
    [`numberOfArticlePurchases${name}`, exactNumber(articles)],
    [`averageReceipt${name}`, exactNumber(average)],
    [`purchaseFrequency${name}`, exactNumber(receipts)],
  ])
  return {
    lastUpdated: lastUpdated?.toISOString() ?? null,
    latestReceiptDate: latestReceipt?.toISOString() ?? null,
    ...Object.fromEntries(named),
  }
}
