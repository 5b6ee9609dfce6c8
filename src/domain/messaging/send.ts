/**
 * A send: one message to one contact on one channel. It is written before anything is sent, and is sent once at most.
 *
 *   waiting ──▶ sending ──▶ sent ──▶ delivered
 *    ▲ │ │         │ │        └────▶ bounced
 *    │ │ │         │ ├─ the provider will not have it: failed, or bounced
 *    │ │ │         │ └─ nobody can say whether the provider has it: unknown
 *    └─┼─┼─────────┘ no provider was there: due again later, or failed
 *      │ └─ a preference, a consent, a suppression, no address: suppressed
 *      └─── the template is gone or cannot be rendered, or it comes too late: failed; its campaign is stopped: cancelled
 *
 * `sending` is committed before a message leaves, so that what a process had under way when it died is never sent
 * again on a guess: it becomes `unknown`, or waits for the same provider where that one knows messages by their id. What the outbox
 * captures goes from `waiting` to `sent` in the transaction that captures it, and so does what is put on show: that is
 * `delivered` once it was seen.
 */
import type { Selectable } from 'kysely'
import type { MessageSendRow } from '../../storage/tables-messaging.ts'
import type { SendChannel } from './send-channel.ts'

export const sendStates = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'bounced',
  'failed',
  'suppressed',
  'unknown',
  'cancelled',
] as const
export type SendState = (typeof sendStates)[number]

/** In its row a send that is queued is `waiting`, as in every queue. */
export const toRowState = (state: SendState) => (state === 'queued' ? 'waiting' : state)
export const toSendState = (state: string) => (state === 'waiting' ? 'queued' : state) as SendState

/** What made it. */
export interface Origin {
  readonly kind: 'automation' | 'campaign' | 'api'
  readonly id: string
  readonly step?: string
}

export interface Send {
  readonly id: string
  readonly contactId: string
  readonly templateId: string
  readonly channel: SendChannel
  readonly origin: Origin
  readonly context: Readonly<Record<string, unknown>>
  readonly dedupeKey: string
  readonly state: SendState
  /** A code: see `reasons`. */
  readonly reason: string | null
  readonly detail: string | null
  readonly address: string | null
  readonly providerId: string | null
  /** What the provider calls it. */
  readonly reference: string | null
  readonly tries: number
  readonly dueAt: Date
  /** Not sent after then; of what is on show, not shown. */
  readonly expiresAt: Date | null
  readonly createdAt: Date
  readonly sentAt: Date | null
  readonly endedAt: Date | null
  readonly openedAt: Date | null
  readonly clickedAt: Date | null
  readonly clicks: number
  /** When the contact put it away. */
  readonly dismissedAt: Date | null
}

/** Why a send was not sent, or did not arrive. */
export const reasons = {
  'preference-missing': 'The contact never accepted the channel.',
  'preference-refused': 'The contact refused the channel.',
  'consent-missing': 'A consent that the template asks for is not in force.',
  'contact-unapproved': 'The contact has still to confirm that it wants to be one.',
  'address-missing': 'The contact has no address on the channel.',
  'address-suppressed': 'Nothing is sent to the address any more.',
  'template-missing': 'The template was deleted.',
  'variables-missing': 'The template asks for something that is not there, and has no default for it.',
  'template-broken': 'The template could not be rendered.',
  expired: 'It would have come too late.',
  'address-refused': 'The provider does not deliver to the address.',
  'message-refused': 'The provider does not take the message.',
  'provider-unavailable': 'No provider was there for it, time and again.',
  'process-died': 'The process died while it was handed over.',
  'answer-missing': 'The provider gave no clear answer when it was handed over.',
  'not-delivered': 'The provider could not deliver it.',
} as const
export type Reason = keyof typeof reasons

const [second, minute, hour] = [1000, 60_000, 3_600_000]
const delaysMs = [
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  2 * hour,
  6 * hour,
  12 * hour,
]

/** When a send for which no provider was there is due again, after the nth time; undefined when that was the last. */
export const retryDelayMs = (tries: number): number | undefined => delaysMs[tries - 1]

export const originOf = (
  row: Pick<Selectable<MessageSendRow>, 'origin_kind' | 'origin_id' | 'origin_step'>,
) => ({
  kind: row.origin_kind as Origin['kind'],
  id: row.origin_id,
  ...(row.origin_step !== null && { step: row.origin_step }),
})

export const fromRow = (row: Selectable<MessageSendRow>): Send => ({
  id: row.id,
  contactId: row.contact_id,
  templateId: row.template_id,
  channel: row.channel as SendChannel,
  origin: originOf(row),
  context: row.context,
  dedupeKey: row.dedupe_key,
  state: toSendState(row.state),
  reason: row.reason,
  detail: row.detail,
  address: row.address,
  providerId: row.provider_id,
  reference: row.reference,
  tries: row.tries,
  dueAt: row.due_at,
  expiresAt: row.expires_at,
  createdAt: row.created_at,
  sentAt: row.sent_at,
  endedAt: row.ended_at,
  openedAt: row.opened_at,
  clickedAt: row.clicked_at,
  clicks: row.clicks,
  dismissedAt: row.dismissed_at,
})
