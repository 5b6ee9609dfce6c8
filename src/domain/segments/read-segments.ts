import { isUuid } from '../../kernel/ids.ts'
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import type { Db } from '../../storage/driver.ts'
import { segmentNotFound } from './errors.ts'
import { selectMemberCounts, selectMemberPage, selectSegmentsOf } from './members.sql.ts'
import { fromRow, type Segment } from './segment.ts'
import { selectSegment, selectSegments } from './segments.sql.ts'

export interface CountedSegment extends Segment {
  readonly members: number
}

export interface Member {
  readonly contactId: string
  readonly enteredAt: Date
}

export interface PageQuery {
  readonly limit: number
  readonly cursor?: string | undefined
}

/** Newest first; with words, those whose name or description has them. Throws `cursor-invalid`. */
export async function listSegmentPage(
  db: Db,
  tenantId: string,
  { limit, cursor, words }: PageQuery & { readonly words?: string | undefined },
): Promise<Page<CountedSegment>> {
  const [before] = readPlace(cursor, [isUuid]) ?? []
  const rows = await selectSegments(db, tenantId, { before, words }, limit + 1)
  const segments = rows.map(fromRow)
  const counts = await selectMemberCounts(
    db,
    tenantId,
    segments.map(({ id }) => id),
  )
  const counted = segments.map(segment => ({ ...segment, members: counts.get(segment.id) ?? 0 }))
  return toPage(counted, limit, ({ id }) => [id])
}

/** Throws `segment-not-found`. */
export async function readSegment(db: Db, tenantId: string, segmentId: string): Promise<Segment> {
  const row = isUuid(segmentId) ? await selectSegment(db, tenantId, segmentId) : undefined
  if (!row) throw segmentNotFound(segmentId)
  return fromRow(row)
}

/** Throws `segment-not-found`. */
export async function readCountedSegment(
  db: Db,
  tenantId: string,
  segmentId: string,
): Promise<CountedSegment> {
  const segment = await readSegment(db, tenantId, segmentId)
  const counts = await selectMemberCounts(db, tenantId, [segment.id])
  return { ...segment, members: counts.get(segment.id) ?? 0 }
}

/** In the order of contacts. Throws `segment-not-found` or `cursor-invalid`. */
export async function listMembers(
  db: Db,
  tenantId: string,
  segmentId: string,
  { limit, cursor }: PageQuery,
): Promise<Page<Member>> {
  const { id } = await readSegment(db, tenantId, segmentId)
  const [after] = readPlace(cursor, [isUuid]) ?? []
  const rows = await selectMemberPage(db, tenantId, id, after, limit + 1)
  const members = rows.map(row => ({ contactId: row.contact_id, enteredAt: row.entered_at }))
  return toPage(members, limit, ({ contactId }) => [contactId])
}

/** The segments and lists that a contact is in, by name. */
export async function listSegmentsOf(
  db: Db,
  tenantId: string,
  contactId: string,
): Promise<{ id: string; name: string; enteredAt: Date }[]> {
  const rows = await selectSegmentsOf(db, tenantId, contactId)
  return rows.map(row => ({ id: row.segment_id, name: row.name, enteredAt: row.entered_at }))
}
