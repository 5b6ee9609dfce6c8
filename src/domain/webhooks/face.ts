import type { Tenant } from '../accounts/tenant.ts'

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
  /** Whether its messages say what other systems call the contact: facts then have it. */
  readonly namesUsers?: boolean
  /** The body that is sent. */
  envelope(message: Message, messageId: string, tenant: WebhookTenant, format: WebhookFormat): string
  /** Without it: JSON alone. */
  readonly formats?: readonly WebhookFormat[]
  /** How the vendor's receivers know who sends, instead of by a signature. */
  readonly introduce?: (sending: Sending) => Introduction
  /** The only status that counts as delivered. Without it: any of 200 to 299. */
  readonly deliveredStatus?: number
  /** Whether a text can be the secret of a webhook. Without it: as signatures ask for. */
  readonly isSecret?: (text: string) => boolean
}

export const webhookFormats = ['json', 'xml'] as const
export type WebhookFormat = (typeof webhookFormats)[number]

/** What a face may know of the tenant. */
export type WebhookTenant = Pick<Tenant, 'id' | 'slug' | 'settings'>

/** One message on its way to one webhook. */
export interface Sending {
  readonly eventType: string
  readonly messageId: string
  readonly secret: string
  readonly tenant: WebhookTenant
}

export interface Introduction {
  /** Added to the address. */
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
}

export interface EventType {
  readonly name: string
  /** Whether webhooks that name no event types get it. */
  readonly isDefault: boolean
  /** The facts it is made of: types of events, or `interaction.created` for the log of interactions. */
  readonly facts: readonly string[]
  /** A webhook may name the group instead of all types in it. */
  readonly group?: string
  /** It is never posted in XML. */
  readonly isJsonOnly?: boolean
}

/** What a webhook may ask for: types of events, and groups of them. */
export const namesOf = ({ eventTypes }: WebhookFace): readonly string[] => [
  ...new Set(eventTypes.flatMap(({ name, group }) => (group === undefined ? [name] : [group, name]))),
]

/** What other systems call a contact. */
export interface UserNames {
  readonly userId: string | null
  readonly anonymousId: string | null
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
  readonly user?: UserNames | undefined
}

export interface InteractionFact {
  readonly id: string
  readonly contactId: string
  readonly contactType: string
  readonly schemaId: string
  readonly createdDate: Date
  readonly payload: Readonly<Record<string, unknown>>
  readonly user?: UserNames | undefined
}

export interface Message {
  readonly eventType: string
  readonly payload: Readonly<Record<string, unknown>>
}
