import { readOrder } from '../../../domain/orders/read-orders.ts'
import { operation } from '../../../http/operation.ts'
import { exactReply } from '../exact-json.ts'
import { OrderModel, OrderParams, toVoyadoOrder } from './translate.ts'

/** Voyado Engage › Orders › GET orders/{orderId}: as it was sent, with its contact and version tag. */
export const getOrder = operation({
  method: 'GET',
  path: '/orders/{orderId}',
  name: 'Orders_GetOrder',
  summary: 'Read an order',
  tag: 'Orders',
  scope: 'orders:read',
  versions: ['v3'],
  params: OrderParams,
  replies: { 200: OrderModel },
  errors: ['OrderNotFound'],
  async handle({ db, caller, params }) {
    return exactReply(200, toVoyadoOrder(await readOrder(db, caller.tenant, params.orderId)))
  },
})
