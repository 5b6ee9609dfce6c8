/**
 * A rejected interaction: one that broke its schema, kept with its body and its faults.
 *
 *                    replay, and it follows the schema that is there now
 *   rejected ────────────────────────────────────────────────────────────▶ stored as an interaction, and gone from here
 *     │  ▲
 *     ├──┘ replay, and it still breaks it: kept with the faults of today
 *     └─── discarded, or older than the tenant keeps them: gone for good
 */
import type { Fault } from '../../kernel/domain-error.ts'
import { readInstant } from '../../kernel/instant.ts'

export interface RejectedInteraction {
  readonly id: string
  readonly contactId: string
  readonly schemaId: string
  /** The version of the schema that it was checked against last. */
  readonly schemaVersion: number
  readonly faults: readonly Fault[]
  /** As it was received. */
  readonly body: string
  readonly receivedAt: Date
}

export interface RejectedRow {
  readonly id: string
  readonly contact_id: string
  readonly alias: string
  readonly schema_version: number
  readonly faults: readonly Fault[]
  readonly body: string
  readonly received_at: Date
}

export const fromRow = (row: RejectedRow): RejectedInteraction => ({
  id: row.id,
  contactId: row.contact_id,
  schemaId: row.alias,
  schemaVersion: row.schema_version,
  faults: row.faults,
  body: row.body,
  receivedAt: row.received_at,
})

/** What a kept body says, in whichever dialect it came: the payload, and when it happened if that was said. */
export function readKeptBody({ body, receivedAt }: Pick<RejectedInteraction, 'body' | 'receivedAt'>): {
  readonly payload: unknown
  readonly createdDate: Date
} {
  const { payload, createdDate, createdAt } = JSON.parse(body) as Readonly<Record<string, unknown>>
  const said = createdDate ?? createdAt
  const instant = typeof said === 'string' ? readInstant(said, 'offset-optional') : undefined
  return { payload, createdDate: instant ?? receivedAt }
}
