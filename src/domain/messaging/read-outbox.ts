import type { Selectable } from 'kysely'
import { isUuid } from '../../kernel/ids.ts'
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import type { MessageOutboxRow } from '../../storage/tables-messaging.ts'
import { sendNotFound } from './errors.ts'
import { deleteCaptured, type OutboxSelection, selectCaptured, selectCapturedOne } from './outbox.sql.ts'
import type { Payload } from './payload.ts'

/** A message that was captured, as it would have left. Its id is its send's. */
export interface CapturedMessage {
  readonly id: string
  readonly contactId: string
  readonly channel: string
  readonly to: string
  readonly from: string | null
  readonly subject: string | null
  readonly html: string | null
  readonly text: string | null
  readonly payload: Payload | null
  readonly headers: Readonly<Record<string, string>>
  readonly capturedAt: Date
}

const fromRow = (row: Selectable<MessageOutboxRow>): CapturedMessage => ({
  id: row.id,
  contactId: row.contact_id,
  channel: row.channel,
  to: row.recipient,
  from: row.sender,
  subject: row.subject,
  html: row.html,
  text: row.text,
  payload: row.payload,
  headers: row.headers,
  capturedAt: row.captured_at,
})

/** What was captured, the newest send first. Throws `cursor-invalid`. */
export async function listOutbox(
  db: Db,
  tenantId: string,
  { limit, cursor, ...selection }: OutboxSelection & { limit: number; cursor?: string },
): Promise<Page<CapturedMessage>> {
  const [below] = readPlace(cursor, [isUuid]) ?? []
  if (selection.contactId !== undefined && !isUuid(selection.contactId))
    return { items: [], nextCursor: null }
  const rows = await selectCaptured(db, tenantId, selection, below, limit + 1)
  return toPage(rows.map(fromRow), limit, ({ id }) => [id])
}

/** Throws `send-not-found`, also for a send that was not captured. */
export async function readCaptured(db: Db, tenantId: string, sendId: string): Promise<CapturedMessage> {
  const row = isUuid(sendId) ? await selectCapturedOne(db, tenantId, sendId) : undefined
  if (!row) throw sendNotFound(sendId.slice(0, 100))
  return fromRow(row)
}

/** Takes everything out of the outbox but what is on show; the sends stay. Answers how many messages that were. */
export const emptyOutbox = (tx: Tx, tenantId: string): Promise<number> => deleteCaptured(tx, tenantId)
