import { acceptOrderJob } from '../../../domain/orders/accept-order-job.ts'
import { operation } from '../../../http/operation.ts'
import { readFields } from '../commerce-reader.ts'
import {
  accepted,
  OrderBody,
  OrderJobModel,
  OrderParams,
  orderLimit,
  toNewOrder,
  toOrderText,
} from './translate.ts'

/** Voyado Engage › Orders › PUT orders/{orderId}: replaces the whole order. */
export const replaceOrder = operation({
  method: 'PUT',
  path: '/orders/{orderId}',
  name: 'Orders_ReplaceOrder',
  summary: 'Replace an order',
  tag: 'Orders',
  scope: 'orders:write',
  versions: ['v3'],
  params: OrderParams,
  body: OrderBody,
  bodyLimit: orderLimit,
  replies: { 202: OrderJobModel },
  errors: ['ValidationError', 'InvalidContactType', 'OrderNotFound'],
  async handle({ write, caller, params, body, rawBody, now, href }) {
    const order = readFields(body, rawBody, caller, fields => {
      const read = toNewOrder(fields)
      if (read.orderId !== '' && read.orderId !== params.orderId)
        fields.fault('orderId', 'must be the one in the address')
      return read
    })
    const job = { kind: 'replace', ...order, body: toOrderText(rawBody) } as const
    const id = await write(tx => acceptOrderJob(tx, caller.tenant, job, now))
    return accepted(id, order.orderId, href)
  },
})
