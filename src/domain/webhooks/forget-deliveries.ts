import type { Db } from '../../storage/driver.ts'
import { sweepDeletedWebhooks } from './delete-webhook.ts'
import { deleteEnded } from './deliveries.sql.ts'

const dayMs = 24 * 3_600_000
/** Unless the tenant has decided otherwise. */
const standardDays = 30
const portion = 2000

/**
 * Takes away deliveries that ended and are older, by the machine's clock, than the setting `deliveryDays` of their tenant
 * says, and what is left of deleted webhooks. Answers how many deliveries ended.
 */
export async function forgetDeliveries(db: Db, wall: Date, signal?: AbortSignal): Promise<number> {
  let total = 0
  while (!signal?.aborted) {
    const count = await deleteEnded(db, wall, standardDays, portion)
    total += count
    if (count === 0) break
  }
  await sweepDeletedWebhooks(db, new Date(wall.getTime() - standardDays * dayMs), signal)
  return total
}
