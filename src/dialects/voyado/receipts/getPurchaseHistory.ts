import Type from 'typebox'
import { readPurchaseHistory } from '../../../domain/purchases/read-purchases.ts'
import { operation } from '../../../http/operation.ts'
import { exactReply } from '../exact-json.ts'
import { PurchaseHistorySummary, toVoyadoHistory } from './translate.ts'

/** Voyado Engage › Contacts › GET contacts/{contactId}/purchasehistorysummary. */
export const getPurchaseHistory = operation({
  method: 'GET',
  path: '/contacts/{contactId}/purchasehistorysummary',
  name: 'ContactRetailKpi_GetPurchaseHistory',
  summary: 'Read what a contact bought in all, in one year and in two',
  tag: 'Receipts',
  scope: 'receipts:read',
  params: Type.Object({ contactId: Type.String() }),
  replies: { 200: PurchaseHistorySummary },
  errors: ['InvalidContactId', 'ContactNotFound'],
  async handle({ db, caller, params, now }) {
    return exactReply(
      200,
      toVoyadoHistory(await readPurchaseHistory(db, caller.tenant, params.contactId, now)),
    )
  },
})
