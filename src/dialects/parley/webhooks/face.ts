/** What webhooks of this dialect get: every fact as it stands in the log, under its own type. */
import {
  type EventFact,
  type EventType,
  type InteractionFact,
  interactionFact,
  type Message,
  type WebhookFace,
} from '../../../domain/webhooks/face.ts'
import { factCatalogue } from '../../../domain/webhooks/fact-catalogue.ts'

export const parleyFace: WebhookFace = {
  dialect: 'parley',
  /** A message for each fact; its place is part of the message's id, so there is never more than one. */
  eventTypes: factCatalogue.map(({ type }): EventType => ({ name: type, isDefault: true, facts: [type] })),

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
    JSON.stringify({ id, type: eventType, tenant: tenant.slug, ...payload }),
}
