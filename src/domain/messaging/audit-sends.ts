/**
 * What was sent to one contact, with what it said and what became of it: for whoever has to answer its questions. The whole
 * message is there as long as the outbox has it; of what a provider took, the text, and of an e-mail the subject.
 */
import { isUuid } from '../../kernel/ids.ts'
import type { Db } from '../../storage/driver.ts'
import {
  type AuditedRow,
  type AuditSelection,
  countAudited,
  selectAudited,
  selectOrderNames,
} from './audit.sql.ts'
import type { Payload } from './payload.ts'
import { fromRow, type Send } from './send.ts'
import { selectCampaignIdByName } from './transactions.sql.ts'

export interface AuditedSend {
  readonly send: Send
  /** Its name; null for what no campaign sent, or one that is gone. */
  readonly campaign: string | null
  /** What whoever ordered it calls it; null for what was not ordered as a transaction. */
  readonly order: string | null
  readonly content: Content
}

interface Content {
  readonly subject: string | null
  readonly text: string | null
  readonly html: string | null
  readonly payload: Payload | null
}

export interface AuditFilter extends Omit<AuditSelection, 'originId'> {
  /** The id of a campaign or an automation, or the name of a transactional campaign. */
  readonly origin?: string | undefined
}

/** A page of it, the newest first, and how much there is. An origin that is not there sent nothing. */
export async function auditSends(
  db: Db,
  tenantId: string,
  { origin, ...filter }: AuditFilter,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ items: readonly AuditedSend[]; total: number }> {
  const originId =
    origin === undefined || isUuid(origin)
      ? origin?.toLowerCase()
      : await selectCampaignIdByName(db, tenantId, origin)
  if (origin !== undefined && originId === undefined) return { items: [], total: 0 }
  const selection = { ...filter, originId }
  const total = await countAudited(db, tenantId, selection)
  if (total <= page.offset) return { items: [], total }
  const rows = await selectAudited(db, tenantId, selection, page)
  const orderIds = new Map(rows.map(row => [row.id, orderIdOf(row)]))
  const ids = [...orderIds.values()].filter(id => id !== undefined)
  const names = await selectOrderNames(db, tenantId, filter.contactId, ids)
  const items = rows.map(row => ({
    send: fromRow(row),
    campaign: row.campaign,
    order: names.get(orderIds.get(row.id) ?? '') ?? null,
    content: contentOf(row),
  }))
  return { items, total }
}

/** The key of a send that was ordered ends with the id of the order. */
function orderIdOf({ origin_kind: kind, dedupe_key: key }: AuditedRow): string | undefined {
  const end = key.slice(-36)
  return kind === 'campaign' && isUuid(end) ? end : undefined
}

function contentOf({ channel, subject, text, html, payload, kept }: AuditedRow): Content {
  if (subject !== null || text !== null || html !== null || payload !== null)
    return { subject, text, html, payload }
  return channel === 'email'
    ? { subject: kept, text: null, html: null, payload: null }
    : { subject: null, text: kept, html: null, payload: null }
}
