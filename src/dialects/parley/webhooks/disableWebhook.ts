import Type from 'typebox'
import { disableWebhook as disable } from '../../../domain/webhooks/disable-webhook.ts'
import { webhookInvalid } from '../../../domain/webhooks/errors.ts'
import { operation } from '../../../http/operation.ts'
import { isStorableText } from '../../../kernel/storable.ts'
import { byOf } from '../actor.ts'
import { etag } from '../etag.ts'
import { toWireWebhook, WebhookModel, webhookParams } from './translate.ts'
import { webhookIdOf } from './webhook-id.ts'

/** What waits for it rests until it is enabled again. */
export const disableWebhook = operation({
  method: 'POST',
  path: '/webhooks/{webhookId}/disable',
  name: 'disableWebhook',
  summary: 'Switch a webhook off',
  tag: 'Webhooks',
  scope: 'webhooks:write',
  params: webhookParams,
  isBodyOptional: true,
  body: Type.Object(
    { reason: Type.Optional(Type.String({ maxLength: 500 })) },
    { additionalProperties: false },
  ),
  replies: { 200: WebhookModel },
  errors: ['webhook-not-found', 'webhook-invalid'],
  async handle({ write, clock, caller, params, body, now }) {
    const [id, by] = [webhookIdOf(params), byOf(caller, clock)]
    const reason = body.reason ?? `Switched off by ${by.actor}.`
    if (!isStorableText(reason))
      throw webhookInvalid([{ field: '/reason', message: 'is no text that can be kept' }])
    const webhook = await write(tx => disable(tx, caller.tenant.id, id, reason, now, by))
    return { status: 200, body: toWireWebhook(webhook), headers: etag(webhook.version) }
  },
})
