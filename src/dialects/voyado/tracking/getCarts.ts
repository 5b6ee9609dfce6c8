import Type from 'typebox'
import { listCarts } from '../../../domain/tracking/read-carts.ts'
import { operation } from '../../../http/operation.ts'
import { exactReply } from '../exact-json.ts'
import { CartModel, toVoyadoCart } from './translate.ts'

/** An extension: a contact's carts and what became of them. The vendor takes carts and shows none. */
export const getCarts = operation({
  method: 'GET',
  path: '/tracking/carts',
  name: 'Cart_GetCarts',
  summary: "List a contact's carts",
  tag: 'Tracking',
  scope: 'tracking:read',
  isExtension: true,
  query: Type.Object({ contactId: Type.String() }),
  replies: { 200: Type.Array(CartModel) },
  errors: ['ValidationError', 'InvalidContactId', 'ContactNotFound'],
  async handle({ db, caller, query }) {
    const carts = await listCarts(db, caller.tenant, query.contactId)
    return exactReply(200, carts.map(toVoyadoCart))
  },
})
