import Type from 'typebox'
import { createWebhook as create } from '../../../domain/webhooks/create-webhook.ts'
import { operation } from '../../../http/operation.ts'
import { byOf } from '../actor.ts'
import { etag } from '../etag.ts'
import { toWireWebhook, WebhookWithSecret } from './translate.ts'

const Names = Type.Optional(Type.Array(Type.String()))

/** It gets what happens from now on. The signing secret is in this answer and nowhere else. */
export const createWebhook = operation({
  method: 'POST',
  path: '/webhooks',
  name: 'createWebhook',
  summary: 'Make a webhook',
  tag: 'Webhooks',
  scope: 'webhooks:write',
  isNeverStored: true,
  body: Type.Object(
    {
      url: Type.String(),
      dialect: Type.Optional(Type.String({ description: 'Whose envelopes it gets. Without it: `parley`.' })),
      format: Type.Optional(Type.String({ description: '`json`, or `xml` where its dialect has it.' })),
      description: Type.Optional(Type.String()),
      eventTypes: Names,
      schemaIds: Names,
      contactTypes: Names,
      headers: Type.Optional(Type.Record(Type.String(), Type.String())),
      concurrency: Type.Optional(Type.Integer()),
      perSecond: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
      secret: Type.Optional(
        Type.String({ description: 'One that the receiver has already. Without it: a new one.' }),
      ),
    },
    { additionalProperties: false },
  ),
  replies: { 201: WebhookWithSecret },
  errors: ['webhook-invalid', 'too-many-webhooks'],
  async handle({ write, clock, caller, body, now, webhookRules, href }) {
    const input = { dialect: 'parley', ...body }
    const { webhook, secret } = await write(tx =>
      create(tx, caller.tenant, input, webhookRules, now, byOf(caller, clock)),
    )
    const headers = { location: href(`/webhooks/${webhook.id}`), ...etag(webhook.version) }
    return { status: 201, body: { ...toWireWebhook(webhook), secret }, headers }
  },
})
