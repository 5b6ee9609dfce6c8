/** A webhook as the consumers of the logs see it: what it wants to hear. */
import type { EventType, Message, WebhookFace, WebhookFormat } from './face.ts'
import type { Webhook } from './webhook.ts'

export interface Listener {
  readonly webhookId: string
  readonly face: WebhookFace
  readonly format: WebhookFormat
  readonly facts: ReadonlySet<string>
  /** Whether it gets a message that a fact made. */
  wants(message: Message, fact: Fact): boolean
}

/** What webhooks are chosen by. */
export interface Fact {
  readonly id: string
  readonly contactType: string | null
  readonly schemaId: string | null
}

/** The webhooks that listen: enabled ones whose dialect has a face. */
export function toListeners(webhooks: readonly Webhook[], faces: readonly WebhookFace[]): Listener[] {
  return webhooks.flatMap(webhook => {
    const face = faces.find(({ dialect }) => dialect === webhook.dialect)
    return face && webhook.disabledAt === null ? [toListener(webhook, face)] : []
  })
}

function toListener(webhook: Webhook, face: WebhookFace): Listener {
  const wanted = wantedTypes(webhook, face)
  const names = new Set(wanted.map(({ name }) => name))
  const [schemaIds, contactTypes] = [new Set(webhook.schemaIds), new Set(webhook.contactTypes)]
  return {
    webhookId: webhook.id,
    face,
    format: webhook.format,
    facts: new Set(wanted.flatMap(({ facts }) => facts)),
    wants(message, fact) {
      if (!names.has(message.eventType) || fact.id < webhook.id) return false // ids sort by time: from before it was made
      if (schemaIds.size > 0 && fact.schemaId !== null && !schemaIds.has(fact.schemaId)) return false
      return contactTypes.size === 0 || (fact.contactType !== null && contactTypes.has(fact.contactType))
    },
  }
}

function wantedTypes({ eventTypes, format }: Webhook, face: WebhookFace): EventType[] {
  const fitting = face.eventTypes.filter(({ isJsonOnly }) => format === 'json' || !isJsonOnly)
  return fitting.filter(({ name, group, isDefault }) =>
    eventTypes.length === 0 ? isDefault : eventTypes.some(wanted => wanted === name || wanted === group),
  )
}
