import Type from 'typebox'
import { type Decimal, magnitude, negate, sum } from '../../../domain/purchases/decimal.ts'
import { type NewReceipt, type ReceiptItem, signed } from '../../../domain/purchases/receipt.ts'
import { registerReceipts } from '../../../domain/purchases/register-receipts.ts'
import { operation } from '../../../http/operation.ts'
import { type Fields, readFields } from '../commerce-reader.ts'
import { toCustomerKey } from './match-key.ts'
import { imported, mostItems, toCurrency, toRate } from './translate.ts'

const mostReceipts = 500
/** ISO 4217 for "no currency": the older model has no field for it. */
const noCurrency = 'XXX'

/** Voyado Engage › Transactions › POST transactions, the older way to send receipts. All are registered, or none. */
export const importTransactions = operation({
  method: 'POST',
  path: '/transactions',
  name: 'ImportTransactions_Import',
  summary: 'Register receipts of the older model',
  tag: 'Receipts',
  scope: 'receipts:write',
  versions: ['v1', 'v2'],
  body: Type.Object(
    {},
    {
      additionalProperties: true,
      description:
        'receipts [{externalId, invoiceNumber, customerKey, customerKeyType, contactType?, invoiceCreatedDate, ' +
        'invoiceModifiedDate, storeName, storeNumber, currency?, rows [{externalId, articleNr, quantity, price, ' +
        'type (PURCHASE, RETURN, DISCOUNT), sku?}]}].',
    },
  ),
  bodyLimit: 1024 * 1024,
  replies: { 200: Type.String() },
  errors: ['ValidationError', 'InvalidContactType', 'ReceiptIdTaken'],
  async handle({ write, caller, body, rawBody, now }) {
    const { groupCurrency } = caller.tenant.settings
    const receipts = readFields(body, rawBody, caller, fields =>
      fields.requiredList('receipts', mostReceipts, receipt =>
        toReceipt(receipt, groupCurrency || noCurrency),
      ),
    )
    const count = await write(tx => registerReceipts(tx, caller.tenant, receipts, now))
    return { status: 200, body: imported(count) }
  },
})

function toReceipt(fields: Fields, currency: string): NewReceipt {
  // The contract names the fields of a row and not the list.
  const items = fields.requiredList(fields.has('items') ? 'items' : 'rows', mostItems, toRow)
  fields.instant('invoiceModifiedDate')
  return {
    contact: toCustomerKey(fields),
    uniqueReceiptId: fields.text('externalId'),
    receiptNumber: fields.text('invoiceNumber'),
    createdDate: fields.instant('invoiceCreatedDate'),
    storeExternalId: fields.text('storeNumber'),
    storeName: fields.text('storeName'),
    currency: toCurrency(fields, fields.optionalText('currency') ?? currency),
    exchangeRate: toRate(fields),
    totalGrossPrice: sum(items.map(item => signed(item.type, item.grossPaidPrice))),
    items,
    payments: [],
    taxDetails: [],
    usedVouchers: [],
    usedPromotions: [],
    extraData: [],
  }
}

/** The price is that of the whole row. A discount takes away, whichever sign it was sent with. */
function toRow(fields: Fields): ReceiptItem {
  const type = fields.oneOf('type', ['PURCHASE', 'RETURN', 'DISCOUNT'])
  const price: Decimal = fields.decimal('price')
  const articleNumber = fields.text('articleNr')
  return {
    type: type === 'DISCOUNT' ? 'ADJUSTMENT' : type,
    sku: fields.optionalText('sku') || articleNumber,
    quantity: fields.decimal('quantity'),
    grossPaidPrice: type === 'DISCOUNT' ? negate(magnitude(price)) : price,
    taxAmount: '0',
    taxPercent: '0',
    articleNumber,
    articleName: fields.optionalText('articleName', 500) || articleNumber,
    articleGroup: fields.optionalText('articleGroup'),
    packQuantity: null,
    marginPercent: null,
    awardsBonus: null,
    discounts: [],
    extraData: [{ name: 'externalId', value: fields.text('externalId') }],
  }
}
