import { transact } from '../../storage/database.ts'
import type { Db } from '../../storage/driver.ts'
import { restartDeliveries, type Selection } from './deliveries.sql.ts'
import { deliveryNotFound } from './errors.ts'
import { type By, recordDeed } from './record-deed.ts'

const portion = 2000
const lowestId = '00000000-0000-0000-0000-000000000000'

/**
 * Sends deliveries once more, whatever became of them: one, or those of a webhook, a state, a stretch of time. They
 * keep their message ids, are due at once and go through the schedule anew. One that is under way at this moment is
 * sent besides only when that attempt fails. Answers how many these were. Done in portions, each a transaction of its
 * own, of which the first writes down who did it; safe to repeat.
 */
export async function replayDeliveries(
  db: Db,
  tenantId: string,
  selection: Selection,
  by: By,
): Promise<number> {
  let [total, after] = [0, lowestId]
  for (;;) {
    const from = after
    const { count, last } = await transact(db, async tx => {
      const restarted = await restartDeliveries(tx, tenantId, selection, from, portion)
      const subject = selection.deliveryId ?? selection.webhookId ?? 'all'
      if (from === lowestId && restarted.count > 0)
        await recordDeed(tx, tenantId, by, 'deliveries.replayed', subject, selection)
      return restarted
    })
    total += count
    if (last === null || count < portion) break
    after = last
  }
  if (total === 0 && selection.deliveryId !== undefined) throw deliveryNotFound(selection.deliveryId)
  return total
}
