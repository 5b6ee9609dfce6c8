import type { Db } from '../../storage/driver.ts'
import { readSegment } from './read-segments.ts'
import { segmentsAskingFor } from './rule-world.ts'
import { type SegmentUse, selectUsesElsewhere } from './uses.sql.ts'

/** Segments first, then automations and campaigns, each by name. */
export async function findUses(db: Db, tenantId: string, segmentId: string): Promise<SegmentUse[]> {
  const asking = await segmentsAskingFor(db, tenantId, segmentId)
  const segments = asking.map(({ id, name }) => ({ kind: 'segment' as const, id, name, state: null }))
  return [...segments, ...(await selectUsesElsewhere(db, tenantId, segmentId))]
}

/** The same of a segment that has to be there. Throws `segment-not-found`. */
export async function listUses(db: Db, tenantId: string, segmentId: string): Promise<SegmentUse[]> {
  const { id } = await readSegment(db, tenantId, segmentId)
  return findUses(db, tenantId, id)
}
