import { isUuid } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { segmentInUse, segmentNotFound } from './errors.ts'
import { deleteSegmentRow, lockSegment } from './segments.sql.ts'
import { findUses } from './uses.ts'

/**
 * Deletes a segment with its members; nobody is said to have left it. Throws `segment-not-found`, or `segment-in-use` when
 * another segment, an automation or a campaign refers to it.
 */
export async function deleteSegment(
  tx: Tx,
  tenantId: string,
  segmentId: string,
  at: Date,
  requireVersion: (version: number) => void = () => {},
): Promise<void> {
  if (!isUuid(segmentId)) throw segmentNotFound(segmentId)
  await lockEvents(tx, [tenantId])
  const row = await lockSegment(tx, tenantId, segmentId)
  if (!row) throw segmentNotFound(segmentId)
  requireVersion(row.version)
  const usedBy = await findUses(tx, tenantId, row.id)
  if (usedBy.length > 0) throw segmentInUse(row.id, usedBy)
  await deleteSegmentRow(tx, tenantId, row.id)
  const data = { segmentId: row.id, name: row.name }
  await appendEvents(tx, [{ tenantId, type: 'segment.deleted', data, at }])
}
