/** A template: what a message says, in Liquid, and under which conditions it may be sent. */
import type { Selectable } from 'kysely'
import type { MessageTemplateRow } from '../../storage/tables-messaging.ts'
import type { Payload } from './payload.ts'
import type { SendChannel } from './send-channel.ts'

export interface Template {
  readonly id: string
  readonly name: string
  readonly channel: SendChannel
  /** Sent because of something that the contact did: it asks for no preference. */
  readonly isTransactional: boolean
  /** Consents that must be in force at the moment of sending. */
  readonly consentIds: readonly string[]
  readonly subject: string | null
  readonly mjml: string | null
  /** As it was written, or what the MJML became. */
  readonly html: string | null
  readonly text: string | null
  /** What only its channel knows, in Liquid. */
  readonly payload: Payload | null
  readonly sender: Sender | null
  readonly tracksOpens: boolean
  readonly tracksLinks: boolean
  /** What it asks for: `contact.firstName`, `interaction.rating`. */
  readonly variables: readonly string[]
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** From whom a message comes. */
export interface Sender {
  /** Of an SMS a number or a name. */
  readonly address: string
  readonly name?: string
  readonly replyTo?: string
}

export const fromRow = (row: Selectable<MessageTemplateRow>): Template => ({
  id: row.id,
  name: row.name,
  channel: row.channel as SendChannel,
  isTransactional: row.is_transactional,
  consentIds: row.consent_ids,
  subject: row.subject,
  mjml: row.mjml,
  html: row.html,
  text: row.text,
  payload: row.payload,
  sender: row.sender as Sender | null,
  tracksOpens: row.tracks_opens,
  tracksLinks: row.tracks_links,
  variables: row.variables,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
