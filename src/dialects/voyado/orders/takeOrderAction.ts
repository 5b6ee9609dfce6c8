import Type from 'typebox'
import { acceptOrderJob } from '../../../domain/orders/accept-order-job.ts'
import { rewritable } from '../../../domain/purchases/exact-json.ts'
import { operation } from '../../../http/operation.ts'
import { readFields } from '../commerce-reader.ts'
import { accepted, OrderJobModel, OrderParams } from './translate.ts'

/**
 * Voyado Engage › Orders › POST orders/{orderId}/action: starts what waits for the action on an order as the caller
 * read it. 404 when the order or the version tag is not there, 422 when the order has no contact.
 */
export const takeOrderAction = operation({
  method: 'POST',
  path: '/orders/{orderId}/action',
  name: 'Orders_Action',
  summary: 'Tell of an action on an order',
  tag: 'Orders',
  scope: 'orders:write',
  versions: ['v3'],
  params: OrderParams,
  body: Type.Object(
    {},
    { additionalProperties: true, description: 'action and versionTag, and optionally language and data.' },
  ),
  bodyLimit: 64 * 1024,
  replies: { 202: OrderJobModel },
  errors: ['ValidationError', 'OrderNotFound', 'OrderVersionNotFound', 'OrderHasNoContact'],
  async handle({ write, caller, params, body, rawBody, now, href }) {
    const { versionTag, ...taken } = readFields(body, rawBody, caller, fields => ({
      action: fields.text('action'),
      versionTag: fields.text('versionTag'),
      language: fields.optionalText('language'),
    }))
    const sent = Object.entries(rewritable(rawBody) as object)
    const data = sent.findLast(([name]) => name.toLowerCase() === 'data')?.[1] ?? null
    const { orderId } = params
    const text = JSON.stringify({ ...taken, data })
    const job = { kind: 'action', orderId, versionTag, body: text } as const
    const id = await write(tx => acceptOrderJob(tx, caller.tenant, job, now))
    return accepted(id, orderId, href)
  },
})
