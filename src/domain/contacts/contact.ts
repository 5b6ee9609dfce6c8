/**
 * A contact: one person whom the company knows. Vendors also say user or lead. What is known of a contact is a flat set
 * of attributes; the attributes by which it can be found are also its keys (`keys.ts`).
 */
/** The ways of reaching a contact that it can accept or refuse. */
export const channels = [
  'email',
  'sms',
  'postal',
  'whatsapp',
  'push',
  'webPush',
  'inApp',
  'onSite',
  'inline',
] as const
export type Channel = (typeof channels)[number]

export interface Contact {
  readonly id: string
  readonly contactType: string
  /** An unapproved contact has still to confirm that it wants to be one; counts and segments leave it out. */
  readonly approved: boolean
  readonly attributes: Readonly<Record<string, unknown>>
  /** Channels on which the contact never said anything are absent. */
  readonly preferences: Readonly<Partial<Record<Channel, boolean>>>
  /** Those in force: the newest answer to each, by id. */
  readonly consents: readonly Consent[]
  /** The system in which the contact was made. */
  readonly source: string | null
  readonly createdAt: Date
  readonly modifiedAt: Date
  /** Moves with every update. */
  readonly version: number
}

export interface Consent {
  /** What was consented to, by the company's own name for it. */
  readonly id: string
  readonly value: boolean
  readonly date: Date
  readonly source: string | null
  readonly comment: string | null
}

/** A contact as it is read: its row, its preferences by channel, and the consents in force. */
export interface ContactView {
  readonly id: string
  readonly contact_type: string
  readonly approved: boolean
  readonly attributes: Record<string, unknown>
  readonly source: string | null
  readonly created_at: Date
  readonly modified_at: Date
  readonly version: number
  readonly preferences: Partial<Record<Channel, boolean>>
  readonly consents: readonly (Omit<Consent, 'date'> & { readonly date: string })[]
}

export function fromRow(row: ContactView): Contact {
  return {
    id: row.id,
    contactType: row.contact_type,
    approved: row.approved,
    attributes: row.attributes,
    preferences: row.preferences,
    consents: row.consents.map(consent => ({ ...consent, date: new Date(consent.date) })),
    source: row.source,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    version: row.version,
  }
}
