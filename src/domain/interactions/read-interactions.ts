import { readCursor, writeCursor } from '../../kernel/cursor.ts'
import { isUuid } from '../../kernel/ids.ts'
import { readInstant } from '../../kernel/instant.ts'
import type { Db } from '../../storage/driver.ts'
import { continuationInvalid, interactionIdInvalid, interactionNotFound } from './errors.ts'
import type { Interaction } from './interaction.ts'
import { selectInteraction, selectPage } from './interactions.sql.ts'

export interface InteractionPage {
  readonly items: readonly Interaction[]
  /** Names the place after the last item; absent on the last page. */
  readonly continuation: string | undefined
}

interface Row {
  id: string
  contact_id: string
  alias: string
  created_date: Date
  payload: Record<string, unknown>
}

/** Throws `interaction-not-found` also for one of another tenant and for one whose schema or contact is deleted. */
export async function readInteraction(db: Db, tenantId: string, id: string): Promise<Interaction> {
  if (!isUuid(id)) throw interactionIdInvalid(id)
  const row = await selectInteraction(db, tenantId, id)
  if (!row) throw interactionNotFound(id)
  return fromRow(row)
}

/**
 * One contact's interactions of one schema, newest first (by created date, then id). A continuation names a place in
 * that order and not a number of rows: what arrives meanwhile neither repeats nor hides anything.
 */
export async function listInteractions(
  db: Db,
  tenantId: string,
  filter: { contactId: string; schemaKey: string; continuation?: string | undefined },
  pageLength: number,
): Promise<InteractionPage> {
  const after = filter.continuation === undefined ? undefined : readContinuation(filter.continuation)
  const rows = await selectPage(db, tenantId, filter.contactId, filter.schemaKey, after, pageLength + 1)
  const items = rows.slice(0, pageLength).map(fromRow)
  const last = items.at(-1)
  const hasMore = rows.length > pageLength && last !== undefined
  return { items, continuation: hasMore ? writeCursor([last.createdDate.toISOString(), last.id]) : undefined }
}

function readContinuation(token: string): { createdDate: Date; id: string } {
  const [time = '', id = ''] = readCursor(token, 2) ?? []
  const createdDate = readInstant(time, 'offset-required')
  if (!isUuid(id) || createdDate?.toISOString() !== time) throw continuationInvalid()
  return { createdDate, id }
}

function fromRow(row: Row): Interaction {
  return {
    id: row.id,
    contactId: row.contact_id,
    schemaId: row.alias,
    createdDate: row.created_date,
    payload: row.payload,
  }
}
