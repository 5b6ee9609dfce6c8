import Type from 'typebox'
import { listOrders } from '../../../domain/orders/read-orders.ts'
import { operation } from '../../../http/operation.ts'
import { exactReply } from '../exact-json.ts'
import { PageQuery } from '../paging.ts'
import { OrderPage, toVoyadoOrder } from './translate.ts'

/** Voyado Engage › Orders › GET orders: a contact's, newest first, ten to a page unless another count is asked for. */
export const getOrders = operation({
  method: 'GET',
  path: '/orders',
  name: 'Orders_GetOrders',
  summary: "List a contact's orders",
  tag: 'Orders',
  scope: 'orders:read',
  versions: ['v3'],
  query: Type.Object({
    contactId: Type.String(),
    offset: PageQuery.offset,
    count: Type.Integer({ default: 10, minimum: 1, maximum: 100 }),
  }),
  replies: { 200: OrderPage },
  errors: ['ValidationError', 'InvalidContactId', 'ContactNotFound'],
  async handle({ db, caller, query, href }) {
    const { contactId, offset, count } = query
    const { items, totalCount } = await listOrders(db, caller.tenant, contactId, query)
    const link = (rel: string, from: number) => {
      const place = new URLSearchParams({ contactId, offset: String(from), count: String(count) })
      return { href: href(`/orders?${place}`), method: 'GET', rel }
    }
    const links = [
      ...(offset + items.length < totalCount && items.length > 0
        ? [link('next', offset + items.length)]
        : []),
      ...(offset > 0 ? [link('previous', Math.max(0, offset - count))] : []),
    ]
    return exactReply(200, {
      items: items.map(toVoyadoOrder),
      totalCount,
      offset,
      count: items.length,
      links,
    })
  },
})
