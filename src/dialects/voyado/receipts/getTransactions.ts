import Type from 'typebox'
import { listPurchases } from '../../../domain/purchases/read-purchases.ts'
import { operation } from '../../../http/operation.ts'
import { exactReply } from '../exact-json.ts'
import { PageQuery } from '../paging.ts'
import { TransactionPage, toVoyadoTransaction } from './translate.ts'

/** Voyado Engage › Contacts › GET contacts/{contactId}/transactions, newest first. */
export const getTransactions = operation({
  method: 'GET',
  path: '/contacts/{contactId}/transactions',
  name: 'Transactions_GetTransactionsByContactId',
  summary: "List a contact's receipts",
  tag: 'Receipts',
  scope: 'receipts:read',
  params: Type.Object({ contactId: Type.String() }),
  query: Type.Object(PageQuery),
  replies: { 200: TransactionPage },
  errors: ['ValidationError', 'InvalidContactId', 'ContactNotFound'],
  async handle({ db, caller, params, query }) {
    const { items, totalCount } = await listPurchases(db, caller.tenant, params.contactId, query)
    const { groupCurrency } = caller.tenant.settings
    return exactReply(200, {
      items: items.map(item => toVoyadoTransaction(item, groupCurrency)),
      totalCount,
      offset: query.offset,
      count: items.length,
    })
  },
})
