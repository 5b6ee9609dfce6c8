/** A message: what was sent to one contact on one channel, and what became of it. */
import type { Channel } from '../contacts/contact.ts'

export interface Message {
  readonly id: string
  readonly channel: Channel
  readonly name: string
  readonly sentAt: Date
  /** What sent it: Manual, Automation. */
  readonly source: string
  /** Sent because of something that the contact did, not to advertise. */
  readonly isTransactional: boolean
  readonly status: string
  readonly link: string | null
  /** Of an SMS the text, of an e-mail the subject. */
  readonly text: string | null
}

interface Row {
  id: string
  channel: string
  name: string
  sent_at: Date
  source: string
  is_transactional: boolean
  status: string
  link: string | null
  text: string | null
}

export function fromRow(row: Row): Message {
  return {
    id: row.id,
    channel: row.channel as Channel,
    name: row.name,
    sentAt: row.sent_at,
    source: row.source,
    isTransactional: row.is_transactional,
    status: row.status,
    link: row.link,
    text: row.text,
  }
}
