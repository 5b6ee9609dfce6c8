import type { Db } from '../../storage/driver.ts'
import { selectSegmentFigures, selectTroubledSegments } from './slow-segments.sql.ts'

const mostTold = 20

/** Segments of all tenants whose check of a contact takes longer than this on the average, or which failed last. */
export const listTroubledSegments = (db: Db, slowMs: number) => selectTroubledSegments(db, slowMs, mostTold)

/** What the segments of all tenants cost, and how many are slow, failing or not computed. */
export const readSegmentFigures = (db: Db, slowMs: number) => selectSegmentFigures(db, slowMs)
