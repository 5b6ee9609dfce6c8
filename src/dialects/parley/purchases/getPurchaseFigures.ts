import Type from 'typebox'
import { readPurchaseHistory } from '../../../domain/purchases/read-purchases.ts'
import { operation } from '../../../http/operation.ts'
import { PurchaseFiguresModel, toWireFigures } from './translate.ts'

/** Of all receipts, and of one year and two back from the tenant's now. Amounts are what was paid. */
export const getPurchaseFigures = operation({
  method: 'GET',
  path: '/contacts/{contactId}/purchase-figures',
  name: 'getPurchaseFigures',
  summary: 'What the purchases of a contact come to',
  tag: 'Purchases',
  scope: 'purchases:read',
  params: Type.Object({ contactId: Type.String() }),
  replies: { 200: PurchaseFiguresModel },
  errors: ['contact-not-found'],
  async handle({ db, caller: { tenant }, params, now }) {
    const { latestReceipt, all, lastYear, lastTwoYears } = await readPurchaseHistory(
      db,
      tenant,
      params.contactId,
      now,
    )
    const body = {
      currency: tenant.settings.groupCurrency || null,
      latestAt: latestReceipt?.toISOString() ?? null,
      all: toWireFigures(all),
      lastYear: toWireFigures(lastYear),
      lastTwoYears: toWireFigures(lastTwoYears),
    }
    return { status: 200, body }
  },
})
