import { enableWebhook as enable } from '../../../domain/webhooks/enable-webhook.ts'
import { operation } from '../../../http/operation.ts'
import { byOf } from '../actor.ts'
import { etag } from '../etag.ts'
import { toWireWebhook, WebhookModel, webhookParams } from './translate.ts'
import { webhookIdOf } from './webhook-id.ts'

/** What waits for it is sent as it falls due. */
export const enableWebhook = operation({
  method: 'POST',
  path: '/webhooks/{webhookId}/enable',
  name: 'enableWebhook',
  summary: 'Switch a webhook on',
  tag: 'Webhooks',
  scope: 'webhooks:write',
  params: webhookParams,
  replies: { 200: WebhookModel },
  errors: ['webhook-not-found'],
  async handle({ write, clock, caller, params }) {
    const id = webhookIdOf(params)
    const webhook = await write(tx => enable(tx, caller.tenant.id, id, byOf(caller, clock)))
    return { status: 200, body: toWireWebhook(webhook), headers: etag(webhook.version) }
  },
})
