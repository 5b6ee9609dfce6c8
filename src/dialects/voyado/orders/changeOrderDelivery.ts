import Type from 'typebox'
import { acceptOrderJob } from '../../../domain/orders/accept-order-job.ts'
import { rewritable } from '../../../domain/purchases/exact-json.ts'
import { operation } from '../../../http/operation.ts'
import { readFields } from '../commerce-reader.ts'
import { accepted, OrderJobModel, OrderParams, toDelivery } from './translate.ts'

/** Voyado Engage › Orders › POST orders/{orderId}/change-delivery: the delivery of the order becomes what is sent. */
export const changeOrderDelivery = operation({
  method: 'POST',
  path: '/orders/{orderId}/change-delivery',
  name: 'Orders_ChangeDelivery',
  summary: 'Change the delivery of an order',
  tag: 'Orders',
  scope: 'orders:write',
  versions: ['v3'],
  params: OrderParams,
  body: Type.Object(
    {},
    {
      additionalProperties: true,
      description: 'method, trackingNumber, trackingUri, deliveryDate, and optionally versionTag.',
    },
  ),
  bodyLimit: 64 * 1024,
  replies: { 202: OrderJobModel },
  errors: ['ValidationError', 'OrderNotFound', 'OrderVersionNotFound'],
  async handle({ write, caller, params, body, rawBody, now, href }) {
    const versionTag = readFields(body, rawBody, caller, fields => {
      toDelivery(fields)
      return fields.optionalText('versionTag')
    })
    const entries = Object.entries(rewritable(rawBody) as object)
    const delivery = Object.fromEntries(entries.filter(([name]) => name.toLowerCase() !== 'versiontag'))
    const { orderId } = params
    const job = { kind: 'change-delivery', orderId, versionTag, body: JSON.stringify(delivery) } as const
    const id = await write(tx => acceptOrderJob(tx, caller.tenant, job, now))
    return accepted(id, orderId, href)
  },
})
