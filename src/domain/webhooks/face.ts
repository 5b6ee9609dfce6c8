/**
 * A face says how a dialect tells of facts: which event types there are and the messages that a fact makes. It is pure,
 * and the same fact always makes the same messages in the same order, for their place in it is part of their ids.
 */
export interface WebhookFace {
  readonly dialect: string
  readonly eventTypes: readonly EventType[]
  /** The messages of a fact in the log `events`. */
  ofEvent(fact: EventFact): readonly Message[]
  /** The messages of an accepted interaction. */
  ofInteraction(fact: InteractionFact): readonly Message[]
  /** The body that is sent. */
  envelope(message: Message, messageId: string, tenantSlug: string): string
}

export interface EventType {
  readonly name: string
  /** Whether webhooks that name no event types get it. */
  readonly isDefault: boolean
  /** The facts it is made of: types of events, or `interaction.created` for the log of interactions. */
  readonly facts: readonly string[]
}

/** What stands for the log of interactions among the facts. */
export const interactionFact = 'interaction.created'

export interface EventFact {
  readonly id: string
  readonly type: string
  readonly contactId: string | null
  readonly contactType: string | null
  /** The alias of the schema that it concerns, if any. */
  readonly schemaId: string | null
  readonly data: Readonly<Record<string, unknown>>
  readonly at: Date
}

export interface InteractionFact {
  readonly id: string
  readonly contactId: string
  readonly contactType: string
  readonly schemaId: string
  readonly createdDate: Date
  readonly payload: Readonly<Record<string, unknown>>
}

export interface Message {
  readonly eventType: string
  readonly payload: Readonly<Record<string, unknown>>
}
