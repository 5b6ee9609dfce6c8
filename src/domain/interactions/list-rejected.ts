import type { Fault } from '../../kernel/domain-error.ts'
import { isUuid } from '../../kernel/ids.ts'
import { readInstant } from '../../kernel/instant.ts'
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import type { Db } from '../../storage/driver.ts'
import { rejectedNotFound } from './errors.ts'
import { type Place, type RejectedFilter, selectReasons, selectRejected } from './rejected.sql.ts'
import { fromRow, type RejectedInteraction } from './rejected.ts'

const isInstant = (text: string) => readInstant(text, 'offset-required') !== undefined

/** Throws `cursor-invalid`. */
export function readRejectedPlace(cursor: string | undefined): Place | undefined {
  const [receivedAt = '', id = ''] = readPlace(cursor, [isInstant, isUuid]) ?? []
  return cursor === undefined ? undefined : { receivedAt, id }
}

export const placeOf = ({ receivedAt, id }: RejectedInteraction) => [receivedAt.toISOString(), id]

/** The newest first. */
export async function listRejected(
  db: Db,
  tenantId: string,
  filter: RejectedFilter,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<RejectedInteraction>> {
  const after = readRejectedPlace(cursor)
  const rows = await selectRejected(db, tenantId, filter, 'newest first', after, limit + 1)
  return toPage(rows.map(fromRow), limit, placeOf)
}

/** Throws `rejected-interaction-not-found`. */
export async function readRejected(db: Db, tenantId: string, id: string): Promise<RejectedInteraction> {
  const ids = isUuid(id) ? [id] : []
  const [row] = await selectRejected(db, tenantId, { ids }, 'newest first', undefined, 1)
  if (!row) throw rejectedNotFound(id.slice(0, 100))
  return fromRow(row)
}

export interface Reason extends Fault {
  readonly schemaId: string
  readonly count: number
  readonly firstReceivedAt: Date
  readonly lastReceivedAt: Date
  /** The newest of them. */
  readonly latestId: string
}

const mostPerSchema = 10_000

/**
 * Rejected interactions by their first fault, the most frequent first. Of each schema the newest ten thousand are looked
 * at; `isComplete` says whether that was all.
 */
export async function groupRejected(
  db: Db,
  tenantId: string,
  filter: RejectedFilter,
): Promise<{ readonly reasons: readonly Reason[]; readonly isComplete: boolean }> {
  const { reasons, examined } = await selectReasons(db, tenantId, filter, mostPerSchema)
  return {
    reasons: reasons.map(row => ({
      schemaId: row.schema_id,
      field: row.field,
      message: row.message,
      count: row.count,
      firstReceivedAt: row.first_received_at,
      lastReceivedAt: row.last_received_at,
      latestId: row.latest_id,
    })),
    isComplete: examined < mostPerSchema,
  }
}
