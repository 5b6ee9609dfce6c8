import Type from 'typebox'
import { acceptOrderJob } from '../../../domain/orders/accept-order-job.ts'
import { operation } from '../../../http/operation.ts'
import { readFields } from '../commerce-reader.ts'
import { accepted, OrderJobModel, OrderParams } from './translate.ts'

/** Voyado Engage › Orders › POST orders/{orderId}/change-status. */
export const changeOrderStatus = operation({
  method: 'POST',
  path: '/orders/{orderId}/change-status',
  name: 'Orders_ChangeStatus',
  summary: 'Change the status of an order',
  tag: 'Orders',
  scope: 'orders:write',
  versions: ['v3'],
  params: OrderParams,
  body: Type.Object(
    {},
    { additionalProperties: true, description: 'status, and optionally externalStatus and versionTag.' },
  ),
  replies: { 202: OrderJobModel },
  errors: ['ValidationError', 'OrderNotFound', 'OrderVersionNotFound'],
  async handle({ write, caller, params, body, rawBody, now, href }) {
    const { versionTag, ...change } = readFields(body, rawBody, caller, fields => ({
      versionTag: fields.optionalText('versionTag'),
      status: fields.text('status', 100),
      ...(fields.names('externalStatus') && { externalStatus: fields.optionalText('externalStatus') }),
    }))
    const { orderId } = params
    const job = { kind: 'change-status', orderId, versionTag, body: JSON.stringify(change) } as const
    const id = await write(tx => acceptOrderJob(tx, caller.tenant, job, now))
    return accepted(id, orderId, href)
  },
})
