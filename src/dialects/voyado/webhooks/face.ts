/**
 * Voyado Engage › Webhooks: the envelopes. The vendor's pages name the event types and show the envelope; the payloads
 * of contact and consent messages are cut off there and are ours. `interaction.*` is an extension, off unless named.
 */
import type {
  EventFact,
  EventType,
  InteractionFact,
  Message,
  WebhookFace,
} from '../../../domain/webhooks/face.ts'
import { interactionFact } from '../../../domain/webhooks/face.ts'

const preferenceNames = { email: 'acceptsEmail', sms: 'acceptsSms', postal: 'acceptsPostal' }

const type = (name: string, ...facts: string[]): EventType => ({ name, isDefault: true, facts })
const extension = (name: string, ...facts: string[]): EventType => ({ name, isDefault: false, facts })

export const voyadoFace: WebhookFace = {
  dialect: 'voyado',
  eventTypes: [
    type('contact.acceptsEmail.changed', 'contact.updated'),
    type('contact.acceptsSms.changed', 'contact.updated'),
    type('contact.acceptsPostal.changed', 'contact.updated'),
    type('contact.consent.changed', 'contact.updated'),
    type('contact.created', 'contact.created'),
    type('contact.updated', 'contact.updated'),
    type('contact.deleted', 'contact.deleted'),
    // Nothing makes these yet.
    type('loyalty.addPoints'),
    type('point.balance.updated'),
    type('reward.voucher.created'),
    type('promotion.multichannel.assigned'),
    extension('interaction.created', interactionFact),
    extension('interaction.deleted', 'interaction.deleted'),
    extension('interaction.rejected', 'interaction.rejected'),
  ],

  ofEvent(fact) {
    const { contactId, schemaId, data } = fact
    switch (fact.type) {
      case 'contact.created':
        return [
          {
            eventType: fact.type,
            payload: { contactId, contactType: data.contactType, approved: data.approved },
          },
        ]
      case 'contact.updated':
        return ofUpdate(fact)
      case 'contact.deleted':
        return [{ eventType: fact.type, payload: { contactId, contactType: data.contactType } }]
      case 'interaction.deleted':
        return [{ eventType: fact.type, payload: { interactionId: data.interactionId, contactId, schemaId } }]
      case 'interaction.rejected':
        return [
          { eventType: fact.type, payload: { rejectedInteractionId: data.rejectedId, contactId, schemaId } },
        ]
      default:
        return []
    }
  },

  ofInteraction({ id, contactId, schemaId, createdDate, payload }: InteractionFact) {
    return [
      {
        eventType: 'interaction.created',
        payload: { interactionId: id, contactId, schemaId, createdDate: createdDate.toISOString(), payload },
      },
    ]
  },

  envelope: ({ eventType, payload }, id, tenant) =>
    JSON.stringify({ id, eventType, tenant: tenant.slug, isEncrypted: false, payload }),
}

/** What is in the data of `contact.updated`: the names of attributes, and what else changed. */
interface Update {
  readonly attributes?: readonly string[]
  readonly preferences?: Readonly<Record<string, boolean>>
  readonly consents?: Readonly<Record<string, boolean>>
  readonly contactType?: { readonly to: string }
  readonly approved?: boolean
}

function ofUpdate({ contactId, data }: EventFact): Message[] {
  const { attributes = [], preferences = {}, consents = {}, contactType, approved } = data as Update
  const changed = Object.entries(preferenceNames).filter(([channel]) => Object.hasOwn(preferences, channel))
  return [
    {
      eventType: 'contact.updated',
      payload: {
        contactId,
        attributes,
        ...(contactType && { contactType: contactType.to }),
        ...(approved !== undefined && { approved }),
      },
    },
    ...changed.map(([channel, name]) => ({
      eventType: `contact.${name}.changed`,
      payload: { contactId, [name]: preferences[channel] },
    })),
    ...Object.entries(consents).map(([consentId, value]) => ({
      eventType: 'contact.consent.changed',
      payload: { contactId, consentId, value },
    })),
  ]
}
