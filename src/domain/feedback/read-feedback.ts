import { isUuid } from '../../kernel/ids.ts'
import { readInstant } from '../../kernel/instant.ts'
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { attachmentsOf } from '../attachments/read-attachments.ts'
import { feedbackNotFound, replyNotFound } from './errors.ts'
import { searchFeedbackRows, selectFeedback, selectReplies } from './feedback.sql.ts'
import { type Feedback, type FeedbackFilter, type FeedbackReply, fromReplyRow, fromRow } from './feedback.ts'

/** Throws `feedback-not-found`. */
export async function readFeedbackOf(db: Db, tenant: Tenant, feedbackId: string): Promise<Feedback> {
  const row = isUuid(feedbackId) ? await selectFeedback(db, tenant.id, feedbackId) : undefined
  if (!row) throw feedbackNotFound()
  return fromRow(row)
}

/** In the order in which they were written, by feedback. */
export async function readReplies(
  db: Db,
  tenant: Tenant,
  feedbackIds: readonly string[],
): Promise<Map<string, FeedbackReply[]>> {
  if (feedbackIds.length === 0) return new Map()
  const rows = await selectReplies(db, tenant.id, feedbackIds)
  const files = await attachmentsOf(
    db,
    tenant,
    'reply',
    rows.map(({ id }) => id),
  )
  return Map.groupBy(
    rows.map(row => fromReplyRow(row, files.get(row.id) ?? [])),
    ({ feedbackId }) => feedbackId,
  )
}

/** Throws `feedback-not-found`. */
export async function readRepliesOf(db: Db, tenant: Tenant, feedbackId: string): Promise<FeedbackReply[]> {
  const { id } = await readFeedbackOf(db, tenant, feedbackId)
  return (await readReplies(db, tenant, [id])).get(id) ?? []
}

/** Throws `feedback-not-found`, `feedback-reply-not-found`. */
export async function readReply(
  db: Db,
  tenant: Tenant,
  feedbackId: string,
  replyId: string,
): Promise<FeedbackReply> {
  const reply = (await readRepliesOf(db, tenant, feedbackId)).find(({ id }) => id === replyId.toLowerCase())
  if (!reply) throw replyNotFound()
  return reply
}

/** A page of what fits, the newest first, and how many there are. */
export async function searchFeedback(
  db: Db,
  tenant: Tenant,
  filter: FeedbackFilter,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ items: Feedback[]; total: number }> {
  if (filter.id !== undefined && !isUuid(filter.id)) return { items: [], total: 0 }
  const { rows, total } = await searchFeedbackRows(db, tenant.id, filter, page)
  return { items: rows.map(fromRow), total }
}

/** The newest first. Throws `cursor-invalid`. */
export async function listFeedback(
  db: Db,
  tenant: Tenant,
  filter: FeedbackFilter,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<Feedback>> {
  const place = readPlace(cursor, [text => readInstant(text, 'offset-required') !== undefined, isUuid])
  const after = place && { at: place[0]!, id: place[1]! }
  const { items } = await searchFeedback(db, tenant, { ...filter, after }, { offset: 0, limit: limit + 1 })
  return toPage(items, limit, last => [last.submittedAt.toISOString(), last.id])
}
