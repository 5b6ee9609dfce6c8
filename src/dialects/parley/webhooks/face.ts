/** What webhooks of this dialect get: every fact as it stands in the log, under its own type. */
import {
  type EventFact,
  type EventType,
  type InteractionFact,
  interactionFact,
  type Message,
  type WebhookFace,
} from '../../../domain/webhooks/face.ts'

/** A message for each fact; its place is part of the message's id, so there is never more than one. */
const factTypes: readonly string[] = [
  'contact.created',
  'contact.updated',
  'contact.merged',
  'contact.deleted',
  interactionFact,
  'interaction.rejected',
  'interaction.replayed',
  'interaction.deleted',
  'schema.created',
  'schema.updated',
  'schema.deleted',
  'store.created',
  'receipt.registered',
  'order.registered',
  'cart.registered',
  'cart.abandoned',
  'product.viewed',
  'nps.answered',
  'custom-trigger.triggered',
  'segment.entered',
  'segment.left',
  'message.queued',
  'message.sent',
  'message.delivered',
  'message.bounced',
  'message.failed',
  'message.opened',
  'message.clicked',
  'message.suppressed',
  'automation.run.started',
  'automation.run.ended',
  'webhook.disabled',
]

export const parleyFace: WebhookFace = {
  dialect: 'parley',
  eventTypes: factTypes.map((name): EventType => ({ name, isDefault: true, facts: [name] })),

  ofEvent({ type, contactId, schemaId, data, at }: EventFact): readonly Message[] {
    return [{ eventType: type, payload: { at: at.toISOString(), contactId, schemaId, data } }]
  },

  ofInteraction({ id, contactId, schemaId, createdDate, payload }: InteractionFact) {
    const data = { interactionId: id, payload }
    return [
      { eventType: interactionFact, payload: { at: createdDate.toISOString(), contactId, schemaId, data } },
    ]
  },

  envelope: ({ eventType, payload }, id, tenant) =>
    JSON.stringify({ id, type: eventType, tenant, ...payload }),
}
