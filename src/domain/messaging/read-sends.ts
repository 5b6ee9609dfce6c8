import { isUuid } from '../../kernel/ids.ts'
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import type { Db } from '../../storage/driver.ts'
import { sendNotFound } from './errors.ts'
import { fromRow, type Send, type SendState, toRowState } from './send.ts'
import { type SendSelection, selectSend, selectSends } from './sends.sql.ts'

export interface SendFilter extends Omit<SendSelection, 'state'> {
  readonly state?: SendState
}

/** The newest first. An id in the filter that is none finds nothing. Throws `cursor-invalid`. */
export async function listSends(
  db: Db,
  tenantId: string,
  { limit, cursor, state, ...filter }: SendFilter & { limit: number; cursor?: string },
): Promise<Page<Send>> {
  const [below] = readPlace(cursor, [isUuid]) ?? []
  const ids = [filter.contactId, filter.templateId, filter.campaignId]
  if (ids.some(id => id !== undefined && !isUuid(id))) return { items: [], nextCursor: null }
  const selection = { ...filter, ...(state !== undefined && { state: toRowState(state) }) }
  const rows = await selectSends(db, tenantId, selection, below, limit + 1)
  return toPage(rows.map(fromRow), limit, ({ id }) => [id])
}

/** Throws `send-not-found`. */
export async function readSend(db: Db, tenantId: string, sendId: string): Promise<Send> {
  const row = isUuid(sendId) ? await selectSend(db, tenantId, sendId) : undefined
  if (!row) throw sendNotFound(sendId.slice(0, 100))
  return fromRow(row)
}
