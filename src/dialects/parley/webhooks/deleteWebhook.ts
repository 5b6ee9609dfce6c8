import Type from 'typebox'
import { deleteWebhook as remove } from '../../../domain/webhooks/delete-webhook.ts'
import { operation } from '../../../http/operation.ts'
import { byOf } from '../actor.ts'
import { ifMatch, requireMatch } from '../etag.ts'
import { webhookParams } from './translate.ts'
import { webhookIdOf } from './webhook-id.ts'

/** What waits for it is dropped; what was sent to it stays in the list of deliveries for its thirty days. */
export const deleteWebhook = operation({
  method: 'DELETE',
  path: '/webhooks/{webhookId}',
  name: 'deleteWebhook',
  summary: 'Delete a webhook',
  tag: 'Webhooks',
  scope: 'webhooks:write',
  params: webhookParams,
  headers: Type.Object(ifMatch),
  replies: { 204: null },
  errors: ['webhook-not-found', 'version-mismatch'],
  async handle({ db, clock, caller, params, headers }) {
    const accept = (version: number) => requireMatch(headers['if-match'], version)
    await remove(db, caller.tenant.id, webhookIdOf(params), byOf(caller, clock), accept)
    return { status: 204 }
  },
})
