import { acceptOrderJob } from '../../../domain/orders/accept-order-job.ts'
import { operation } from '../../../http/operation.ts'
import { accepted, OrderJobModel, OrderParams } from './translate.ts'

/** Voyado Engage › Orders › DELETE orders/{orderId}. */
export const deleteOrder = operation({
  method: 'DELETE',
  path: '/orders/{orderId}',
  name: 'Orders_DeleteOrder',
  summary: 'Delete an order',
  tag: 'Orders',
  scope: 'orders:write',
  versions: ['v3'],
  params: OrderParams,
  replies: { 202: OrderJobModel },
  errors: ['OrderNotFound'],
  async handle({ write, caller, params, now, href }) {
    const job = { kind: 'delete', orderId: params.orderId } as const
    const id = await write(tx => acceptOrderJob(tx, caller.tenant, job, now))
    return accepted(id, params.orderId, href)
  },
})
