import Type from 'typebox'
import { changeWebhook } from '../../../domain/webhooks/change-webhook.ts'
import { operation } from '../../../http/operation.ts'
import { byOf } from '../actor.ts'
import { etag, ifMatch, requireMatch } from '../etag.ts'
import { toWireWebhook, WebhookModel, webhookParams } from './translate.ts'
import { webhookIdOf } from './webhook-id.ts'

const orNull = <S extends Type.TSchema>(shape: S) => Type.Optional(Type.Union([shape, Type.Null()]))
const Names = orNull(Type.Array(Type.String()))

/** A merge patch: null puts back what a new webhook has. What waits for it goes to the new address. */
export const updateWebhook = operation({
  method: 'PATCH',
  path: '/webhooks/{webhookId}',
  name: 'updateWebhook',
  summary: 'Change what is given of a webhook',
  tag: 'Webhooks',
  scope: 'webhooks:write',
  params: webhookParams,
  headers: Type.Object(ifMatch),
  body: Type.Object(
    {
      url: Type.Optional(Type.String()),
      description: orNull(Type.String()),
      eventTypes: Names,
      schemaIds: Names,
      contactTypes: Names,
      headers: orNull(
        Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()]), {
          description: 'Each by itself; null takes one away.',
        }),
      ),
      concurrency: orNull(Type.Integer()),
      perSecond: orNull(Type.Integer()),
    },
    { additionalProperties: false },
  ),
  replies: { 200: WebhookModel },
  errors: ['webhook-not-found', 'webhook-invalid', 'version-mismatch'],
  async handle({ write, clock, caller, params, headers, body, webhookRules }) {
    const [id, by] = [webhookIdOf(params), byOf(caller, clock)]
    const accept = (version: number) => requireMatch(headers['if-match'], version)
    const webhook = await write(tx => changeWebhook(tx, caller.tenant.id, id, body, webhookRules, by, accept))
    return { status: 200, body: toWireWebhook(webhook), headers: etag(webhook.version) }
  },
})
