import { transact } from '../../storage/database.ts'
import type { Db } from '../../storage/driver.ts'
import { restartDeliveries, type Selection } from './deliveries.sql.ts'
import { deliveryNotFound } from './errors.ts'

const portion = 2000
const lowestId = '00000000-0000-0000-0000-000000000000'

/**
 * Sends deliveries once more, whatever became of them: one, or those of a webhook, a state, a stretch of time. They
 * keep their message ids, are due at once and go through the schedule anew. One that is under way at this moment is not
 * sent besides. Answers how many these were. Done in portions, each a transaction of its own; safe to repeat.
 */
export async function replayDeliveries(db: Db, tenantId: string, selection: Selection): Promise<number> {
  let [total, after] = [0, lowestId]
  for (;;) {
    const from = after
    const { count, last } = await transact(db, tx =>
      restartDeliveries(tx, tenantId, selection, from, portion),
    )
    total += count
    if (last === null || count < portion) break
    after = last
  }
  if (total === 0 && selection.deliveryId !== undefined) throw deliveryNotFound(selection.deliveryId)
  return total
}
