import { lowestIdAt } from '../../kernel/ids.ts'
import type { Db } from '../../storage/driver.ts'
import { deleteEnded } from './deliveries.sql.ts'

const keptMs = 30 * 24 * 3_600_000
const portion = 2000

/** Takes away deliveries that ended and are older than 30 days by the machine's clock. Answers how many. */
export async function forgetDeliveries(db: Db, wall: Date, signal?: AbortSignal): Promise<number> {
  const below = lowestIdAt(new Date(wall.getTime() - keptMs))
  let total = 0
  while (!signal?.aborted) {
    const count = await deleteEnded(db, below, portion)
    total += count
    if (count === 0) break
  }
  return total
}
