import Type from 'typebox'
import { type OrderNotice, registerOrder as register } from '../../../domain/orders/register-order.ts'
import { rewritable } from '../../../domain/purchases/exact-json.ts'
import { operation } from '../../../http/operation.ts'
import { type Fields, readFields } from '../commerce-reader.ts'
import { toMatchKey } from '../receipts/match-key.ts'
import { mostItems, toCurrency, toRate, toTaxDetail } from '../receipts/translate.ts'
import { orderLimit } from './translate.ts'

/**
 * Voyado Engage › Orders › POST orders, versions 1 and 2: starts automations and stores nothing. Statuses must be those
 * of the settings, and sums must add up.
 */
export const registerOrder = operation({
  method: 'POST',
  path: '/orders',
  name: 'Orders_RegisterOrder',
  summary: 'Tell of an order',
  tag: 'Orders',
  scope: 'orders:write',
  versions: ['v1', 'v2'],
  body: Type.Object(
    {},
    {
      additionalProperties: true,
      description:
        'contact {matchKey, matchKeyType, contactType?}, orderNumber, orderStatus, paymentStatus, createdDate, ' +
        'storeId, currency, totalGrossPrice, items [{type (PURCHASE, RETURN), sku, quantity, grossPaidPrice, ' +
        'description}], and optionally language, fees, totals, taxDetails, paymentMethods, extraData.',
    },
  ),
  bodyLimit: orderLimit,
  replies: { 202: Type.Object({ statusCode: Type.String() }) },
  errors: [
    'ValidationError',
    'InvalidContactType',
    'InvalidOrderStatus',
    'InvalidPaymentStatus',
    'InvalidOrderTotals',
    'OrderContactNotFound',
  ],
  async handle({ write, caller, body, rawBody, now }) {
    const read = readFields(body, rawBody, caller, toOrderNotice)
    const order = { ...read, content: withoutContact(rawBody) }
    await write(tx => register(tx, caller.tenant, order, now))
    return { status: 202, body: { statusCode: 'Accepted' } }
  },
})

function withoutContact(rawBody: string): object {
  const entries = Object.entries(rewritable(rawBody) as object)
  return Object.fromEntries(entries.filter(([name]) => name.toLowerCase() !== 'contact'))
}

function toOrderNotice(fields: Fields): Omit<OrderNotice, 'content'> {
  toRate(fields)
  for (const name of ['shippingDate', 'statusChangedDate']) fields.optionalInstant(name)
  for (const name of ['totalDiscounts', 'totalOriginalPrice']) fields.optionalDecimal(name)
  fields.optionalFlag('anyReturnItems')
  fields.list('taxDetails', 100, toTaxDetail)
  fields.list('paymentMethods', 100, toPaymentMethod)
  const fees = ['freightFee', 'handlingFee', 'totalRoundOff']
  return {
    contact: fields.object('contact', toMatchKey),
    orderNumber: fields.text('orderNumber'),
    orderStatus: fields.text('orderStatus', 100),
    paymentStatus: fields.text('paymentStatus', 100),
    createdDate: fields.instant('createdDate'),
    storeId: fields.text('storeId'),
    currency: toCurrency(fields, fields.text('currency')),
    language: fields.optionalText('language'),
    items: fields.requiredList('items', mostItems, toItem),
    fees: fees.flatMap(name => fields.optionalObject(name, toFee) ?? []),
    totalGrossPrice: fields.decimal('totalGrossPrice'),
    totalItemsPrice: fields.optionalDecimal('totalItemsPrice'),
    totalTax: fields.optionalDecimal('totalTax'),
    totalNetPrice: fields.optionalDecimal('totalNetPrice'),
  }
}

function toItem(fields: Fields): OrderNotice['items'][number] {
  fields.text('sku')
  fields.text('description', 1000)
  fields.decimal('quantity')
  for (const name of itemFigures) fields.optionalDecimal(name)
  for (const name of ['imageUrl', 'targetUrl']) fields.optionalText(name, 2000)
  fields.optionalFlag('discounted')
  fields.list('discounts', 100, toDiscount)
  return {
    type: fields.oneOf('type', ['PURCHASE', 'RETURN']),
    grossPaidPrice: fields.decimal('grossPaidPrice'),
    taxAmount: fields.optionalDecimal('taxAmount'),
  }
}

const itemFigures = [
  'grossPaidPricePerUnit',
  'taxPercent',
  'totalDiscount',
  'originalPrice',
  'originalPricePerUnit',
] as const

/** Extra data of orders has any form. */
function toDiscount(fields: Fields) {
  fields.decimal('value')
  fields.optionalText('type')
  fields.optionalText('description', 500)
}

function toPaymentMethod(fields: Fields) {
  fields.text('type')
  fields.decimal('value')
  fields.optionalText('description', 500)
}

function toFee(fields: Fields): OrderNotice['fees'][number] {
  fields.optionalDecimal('taxPercent')
  return { value: fields.decimal('value'), tax: fields.optionalDecimal('tax') }
}
