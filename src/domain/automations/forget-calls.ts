import { lowestIdAt } from '../../kernel/ids.ts'
import type { Db } from '../../storage/driver.ts'
import { deleteOldEvents } from './business-events.sql.ts'
import { deleteEndedCalls } from './calls.sql.ts'

const keptMs = 30 * 24 * 3_600_000
const portion = 1000

/**
 * Takes away calls that ended and were made more than thirty days ago, and business events that came in before.
 * `wall` is the machine's time.
 */
export async function forgetCalls(db: Db, wall: Date): Promise<void> {
  const below = lowestIdAt(new Date(wall.getTime() - keptMs))
  while ((await deleteEndedCalls(db, below, portion)) === portion);
  while ((await deleteOldEvents(db, below, portion)) === portion);
}
