import { webhookNotFound } from '../../../domain/webhooks/errors.ts'
import { listWebhooks } from '../../../domain/webhooks/list-webhooks.ts'
import { operation } from '../../../http/operation.ts'
import { etag } from '../etag.ts'
import { toWireWebhook, WebhookModel, webhookParams } from './translate.ts'
import { webhookIdOf } from './webhook-id.ts'

export const getWebhook = operation({
  method: 'GET',
  path: '/webhooks/{webhookId}',
  name: 'getWebhook',
  summary: 'Read a webhook',
  tag: 'Webhooks',
  scope: 'webhooks:read',
  params: webhookParams,
  replies: { 200: WebhookModel },
  errors: ['webhook-not-found'],
  async handle({ db, caller, params }) {
    const id = webhookIdOf(params)
    const webhook = (await listWebhooks(db, caller.tenant.id)).find(each => each.id === id)
    if (!webhook) throw webhookNotFound(id)
    return { status: 200, body: toWireWebhook(webhook), headers: etag(webhook.version) }
  },
})
