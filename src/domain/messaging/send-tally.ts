import type { Db } from '../../storage/driver.ts'
import { selectOldestDueSend, selectSendCounts } from './send-tally.sql.ts'

const hourMs = 3_600_000

/**
 * Sends by state over all tenants: all that wait or are being sent, and of the others those that were made within the
 * last hour. `wall` is the machine's time.
 */
export async function tallySends(db: Db, wall: Date): Promise<ReadonlyMap<string, number>> {
  const counts = await selectSendCounts(db, new Date(wall.getTime() - hourMs))
  return new Map(counts.map(({ state, count }) => [state, count]))
}

/** For how many seconds a send has been due at most, over all tenants. */
export const oldestDueSend = (db: Db): Promise<number> => selectOldestDueSend(db)
