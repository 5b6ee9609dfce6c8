import { lowestIdAt } from '../../kernel/ids.ts'
import type { Db } from '../../storage/driver.ts'
import { sweepDeletedWebhooks } from './delete-webhook.ts'
import { deleteEnded } from './deliveries.sql.ts'

const dayMs = 24 * 3_600_000
const keptMs = 30 * dayMs
const portion = 2000

/**
 * Takes away deliveries that ended and are older than 30 days by the machine's clock, and what is left of deleted webhooks.
 * Answers how many deliveries ended.
 */
export async function forgetDeliveries(db: Db, wall: Date, signal?: AbortSignal): Promise<number> {
  const below = lowestIdAt(new Date(wall.getTime() - keptMs))
  let total = 0
  while (!signal?.aborted) {
    const count = await deleteEnded(db, below, portion)
    total += count
    if (count === 0) break
  }
  await sweepDeletedWebhooks(db, new Date(wall.getTime() - keptMs - dayMs), signal)
  return total
}
