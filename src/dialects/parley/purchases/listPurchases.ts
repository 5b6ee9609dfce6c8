import Type from 'typebox'
import { readPurchases } from '../../../domain/purchases/read-purchases.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { PurchaseModel, toWirePurchase } from './translate.ts'

export const listPurchases = operation({
  method: 'GET',
  path: '/contacts/{contactId}/purchases',
  name: 'listPurchases',
  summary: 'List what a contact bought, the newest receipt first',
  tag: 'Purchases',
  scope: 'purchases:read',
  params: Type.Object({ contactId: Type.String() }),
  query: Type.Object(pageQuery),
  replies: { 200: pageOf(PurchaseModel) },
  errors: ['contact-not-found', 'cursor-invalid'],
  async handle({ db, caller, params, query }) {
    const page = await readPurchases(db, caller.tenant, params.contactId, query)
    return { status: 200, body: toWirePage(page, toWirePurchase) }
  },
})
