import Type, { type Static } from 'typebox'
import type { Delivery } from '../../../domain/webhooks/delivery.ts'
import type { Webhook } from '../../../domain/webhooks/webhook.ts'

const Time = Type.String({ format: 'date-time' })
const MaybeTime = Type.Union([Time, Type.Null()])
const Names = Type.Array(Type.String())

export const webhookParams = Type.Object({ webhookId: Type.String() })

export const WebhookModel = Type.Object({
  id: Type.String(),
  dialect: Type.String({ description: 'Whose envelopes it gets.' }),
  url: Type.String(),
  format: Type.String({ description: '`json`, or `xml` where its dialect has it.' }),
  description: Type.String(),
  eventTypes: Names,
  schemaIds: Names,
  contactTypes: Names,
  headers: Type.Object({}, { additionalProperties: Type.String() }),
  concurrency: Type.Integer(),
  perSecond: Type.Union([Type.Integer(), Type.Null()]),
  disabledAt: MaybeTime,
  disabledReason: Type.Union([Type.String(), Type.Null()]),
  failingSince: MaybeTime,
  previousSecretUntil: Type.Union([Time, Type.Null()], {
    description: 'After a rotation: until then the secret before signs as well. By the time of the machine.',
  }),
  createdAt: Time,
  version: Type.Integer(),
})

export const WebhookWithSecret = Type.Object({
  ...WebhookModel.properties,
  secret: Type.String({ description: 'Signs what is sent. Shown this once.' }),
})

export const DeliveryModel = Type.Object({
  id: Type.String(),
  webhookId: Type.String(),
  messageId: Type.String(),
  eventType: Type.String(),
  state: Type.String(),
  dueAt: Time,
  createdAt: Time,
  endedAt: MaybeTime,
  body: Type.String({ description: 'What is signed and sent.' }),
  attempts: Type.Array(
    Type.Object({
      at: Time,
      status: Type.Union([Type.Integer(), Type.Null()]),
      ms: Type.Number(),
      answer: Type.String(),
      problem: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
})

export function toWireWebhook(webhook: Webhook): Static<typeof WebhookModel> {
  const { tenantId: _, eventTypes, schemaIds, contactTypes, headers, ...rest } = webhook
  return {
    ...rest,
    eventTypes: [...eventTypes],
    schemaIds: [...schemaIds],
    contactTypes: [...contactTypes],
    headers: { ...headers },
    disabledAt: webhook.disabledAt?.toISOString() ?? null,
    failingSince: webhook.failingSince?.toISOString() ?? null,
    previousSecretUntil: webhook.previousSecretUntil?.toISOString() ?? null,
    createdAt: webhook.createdAt.toISOString(),
  }
}

export function toWireDelivery(delivery: Delivery): Static<typeof DeliveryModel> {
  return {
    ...delivery,
    dueAt: delivery.dueAt.toISOString(),
    createdAt: delivery.createdAt.toISOString(),
    endedAt: delivery.endedAt?.toISOString() ?? null,
    attempts: delivery.attempts.map(attempt => ({ ...attempt, at: attempt.at.toISOString() })),
  }
}
