import Type from 'typebox'
import { rotateSecret, rotationMs } from '../../../domain/webhooks/rotate-secret.ts'
import { operation } from '../../../http/operation.ts'
import { byOf } from '../actor.ts'
import { etag } from '../etag.ts'
import { toWireWebhook, WebhookWithSecret, webhookParams } from './translate.ts'
import { webhookIdOf } from './webhook-id.ts'

/** For a while both secrets sign, so that the receiver can change over. */
export const rotateWebhookSecret = operation({
  method: 'POST',
  path: '/webhooks/{webhookId}/rotate',
  name: 'rotateWebhookSecret',
  summary: 'Give a webhook a new signing secret',
  tag: 'Webhooks',
  scope: 'webhooks:write',
  isNeverStored: true,
  params: webhookParams,
  isBodyOptional: true,
  body: Type.Object(
    {
      graceSeconds: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: 2_592_000,
          description: 'So long both sign. Without it: a day.',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  replies: { 200: WebhookWithSecret },
  errors: ['webhook-not-found'],
  async handle({ write, clock, caller, params, body }) {
    const id = webhookIdOf(params)
    const graceMs = body.graceSeconds === undefined ? rotationMs : body.graceSeconds * 1000
    const { webhook, secret } = await write(tx =>
      rotateSecret(tx, caller.tenant.id, id, graceMs, byOf(caller, clock)),
    )
    const answer = { ...toWireWebhook(webhook), secret }
    return { status: 200, body: answer, headers: etag(webhook.version) }
  },
})
