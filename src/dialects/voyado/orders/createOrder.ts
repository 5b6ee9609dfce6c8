import { acceptOrderJob } from '../../../domain/orders/accept-order-job.ts'
import { operation } from '../../../http/operation.ts'
import { readFields } from '../commerce-reader.ts'
import { accepted, OrderBody, OrderJobModel, orderLimit, toNewOrder, toOrderText } from './translate.ts'

/** Voyado Engage › Orders › POST orders, version 3: accepted, and carried out as a job. */
export const createOrder = operation({
  method: 'POST',
  path: '/orders',
  name: 'Orders_CreateOrder',
  summary: 'Create an order',
  tag: 'Orders',
  scope: 'orders:write',
  versions: ['v3'],
  body: OrderBody,
  bodyLimit: orderLimit,
  replies: { 202: OrderJobModel },
  errors: ['ValidationError', 'InvalidContactType', 'OrderAlreadyExists'],
  async handle({ write, caller, body, rawBody, now, href }) {
    const order = readFields(body, rawBody, caller, toNewOrder)
    const job = { kind: 'create', ...order, body: toOrderText(rawBody) } as const
    const id = await write(tx => acceptOrderJob(tx, caller.tenant, job, now))
    return accepted(id, order.orderId, href)
  },
})
