import { isUuid } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { segmentNotComputed, segmentNotFound } from './errors.ts'
import { fromRow, type Segment } from './segment.ts'
import { selectSegment } from './segments.sql.ts'
import { setStale, takeTurn } from './work.sql.ts'

/**
 * Has the members of a segment computed from the beginning, in the background. Throws `segment-not-found` or
 * `segment-not-computed`.
 */
export async function recomputeSegment(tx: Tx, tenantId: string, segmentId: string): Promise<Segment> {
  if (!isUuid(segmentId)) throw segmentNotFound(segmentId)
  await takeTurn(tx, tenantId) // whoever is at a portion of it ends it first
  const row = await selectSegment(tx, tenantId, segmentId)
  if (!row) throw segmentNotFound(segmentId)
  if (row.kind === 'list') throw segmentNotComputed(row.id)
  await setStale(tx, tenantId, [row.id], 'at once')
  return fromRow((await selectSegment(tx, tenantId, row.id))!)
}
