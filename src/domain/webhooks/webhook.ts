/**
 * A webhook: an address of the company to which messages about facts are posted.
 *
 *            disable (operator), 410 from the receiver, or five days of nothing but failures
 *   enabled ────────────────────────────────────────────────────────────────────────────────▶ disabled
 *           ◀──────────────────────────────────────────────────────────────────────────────── (its waiting
 *                                        enable                                                deliveries rest)
 *
 * While it is disabled no new deliveries are written for it. One that is deleted is never seen again; what was sent to it
 * stays among the deliveries as long as any other.
 */
import type { Selectable } from 'kysely'
import type { WebhookRow } from '../../storage/tables-webhooks.ts'
import type { WebhookFormat } from './face.ts'

export interface Webhook {
  readonly id: string
  readonly tenantId: string
  /** Whose envelopes it gets. */
  readonly dialect: string
  readonly url: string
  readonly format: WebhookFormat
  readonly description: string
  /** Empty: the default list of the dialect. */
  readonly eventTypes: readonly string[]
  /** Of messages about interactions, those of these schemas, by alias. Empty: all. */
  readonly schemaIds: readonly string[]
  /** Of messages about contacts of these types. Empty: all. */
  readonly contactTypes: readonly string[]
  /** Their names; the values are secrets often enough that nobody is shown them. */
  readonly headers: Readonly<Record<string, string>>
  /** How many messages may be under way at a time. With 1 they arrive in the order in which they fell due. */
  readonly concurrency: number
  /** How many may begin in a second, by each process. */
  readonly perSecond: number | null
  readonly disabledAt: Date | null
  readonly disabledReason: string | null
  /** Since when nothing but failures came of it, on the tenant's clock. */
  readonly failingSince: Date | null
  /** Until when, by the machine's clock, the secret before this one signs as well. */
  readonly previousSecretUntil: Date | null
  readonly createdAt: Date
  /** Moves with every change that somebody makes. */
  readonly version: number
}

/** Reasons for which a webhook is disabled without an operator. */
export const disabledReasons = {
  gone: 'The receiver answered 410 Gone.',
  failing: 'Nothing but failures for five days.',
} as const

/** As headers are shown to whoever asks. */
export const withoutValues = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.keys(headers).map(name => [name, '***']))

/** Without its secrets. */
export function fromRow(row: Selectable<WebhookRow>): Webhook {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    dialect: row.dialect,
    url: row.url,
    format: row.format,
    description: row.description,
    eventTypes: row.event_types,
    schemaIds: row.schema_ids,
    contactTypes: row.contact_types,
    headers: withoutValues(row.headers),
    concurrency: row.concurrency,
    perSecond: row.per_second,
    disabledAt: row.disabled_at,
    disabledReason: row.disabled_reason,
    failingSince: row.failing_since,
    previousSecretUntil: row.previous_secret_until,
    createdAt: row.created_at,
    version: row.version,
  }
}
