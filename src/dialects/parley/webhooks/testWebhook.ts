import Type from 'typebox'
import { sendTestMessage } from '../../../domain/webhooks/send-test-message.ts'
import { operation } from '../../../http/operation.ts'
import { byOf } from '../actor.ts'
import { DeliveryModel, toWireDelivery, webhookParams } from './translate.ts'
import { webhookIdOf } from './webhook-id.ts'

/** The delivery tells what came of it, as any other does. */
export const testWebhook = operation({
  method: 'POST',
  path: '/webhooks/{webhookId}/test',
  name: 'testWebhook',
  summary: 'Send a webhook a message of something that did not happen',
  tag: 'Webhooks',
  scope: 'webhooks:write',
  params: webhookParams,
  isBodyOptional: true,
  body: Type.Object(
    {
      eventType: Type.Optional(
        Type.String({ maxLength: 200, description: 'A sample of this type. Without it: `webhook.test`.' }),
      ),
    },
    { additionalProperties: false },
  ),
  replies: { 202: DeliveryModel },
  errors: ['webhook-not-found', 'webhook-is-disabled', 'webhook-invalid'],
  async handle({ write, clock, caller, params, body, now, webhookRules, href }) {
    const wanted = { webhookId: webhookIdOf(params), eventType: body.eventType }
    const delivery = await write(tx =>
      sendTestMessage(tx, caller.tenant, wanted, webhookRules.faces, now, byOf(caller, clock)),
    )
    const headers = { location: href(`/deliveries/${delivery.id}`) }
    return { status: 202, body: toWireDelivery(delivery), headers }
  },
})
