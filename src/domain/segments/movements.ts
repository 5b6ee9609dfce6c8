import { lowestIdAt } from '../../kernel/ids.ts'
import type { Db } from '../../storage/driver.ts'
import { selectFailing, selectMovements } from './movements.sql.ts'

export interface Movement {
  readonly segmentId: string
  readonly name: string
  readonly entered: number
  readonly left: number
}

/** The newest facts of the tenant among which movements are looked for. */
const mostFacts = 20_000

/** Segments that contacts entered or left since a moment of the machine's clock, at most twenty, the liveliest first. */
export async function readMovements(db: Db, tenantId: string, since: Date): Promise<Movement[]> {
  const rows = await selectMovements(db, tenantId, lowestIdAt(since), mostFacts)
  return rows.map(row => ({
    segmentId: row.segment_id,
    name: row.name,
    entered: row.entered,
    left: row.left_count,
  }))
}

export const readFailingSegments = (db: Db, tenantId: string, most: number) =>
  selectFailing(db, tenantId, most)
