import type { Db } from '../../storage/driver.ts'
import { selectReached, selectRejectedCounts } from './intake-figures.sql.ts'

export interface MinuteCount {
  readonly at: Date
  readonly accepted: number
  /** Of those that are neither stored nor discarded since. */
  readonly rejected: number
}

const minuteMs = 60_000
const mostRejected = 50_000

/**
 * What was taken in in each of so many minutes, the oldest first; the last one is not over. By the machine's clock. Those
 * deleted since are counted, for the log's numbers are.
 */
export async function readIntakeMinutes(
  db: Db,
  tenantId: string,
  minutes: number,
  wall: Date,
): Promise<MinuteCount[]> {
  const end = new Date((Math.floor(wall.getTime() / minuteMs) + 1) * minuteMs)
  const span = { end, stepMs: minuteMs, steps: minutes }
  const reached = await selectReached(db, tenantId, span)
  const rejected = new Map(
    (await selectRejectedCounts(db, tenantId, span, mostRejected)).map(({ back, count }) => [back, count]),
  )
  return Array.from({ length: minutes }, (_, n) => ({
    at: new Date(end.getTime() - (minutes - n) * minuteMs),
    accepted: Math.max(0, reached[n + 1]! - reached[n]!),
    rejected: rejected.get(minutes - 1 - n) ?? 0,
  }))
}
