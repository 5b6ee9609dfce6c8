import { lowestIdAt } from '../../kernel/ids.ts'
import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { listTenants } from '../accounts/list-accounts.ts'
import {
  deleteEndedSends,
  deleteOldCaptured,
  deleteOldOrders,
  type GoneFigures,
  keepFigures,
} from './forget-sends.sql.ts'

const dayMs = 24 * 3_600_000
const portion = 1000

/**
 * Takes away sends that ended, orders of transactions and what the outbox captured, once they are as old by the machine's clock as the settings
 * of their tenant say. How many they were of a campaign is noted with it. The dedupe key of a send that is gone may be
 * used anew. Answers how many rows went.
 */
export async function forgetSends(db: Db, wall: Date, signal?: AbortSignal): Promise<number> {
  let total = 0
  for (const { id: tenantId, settings } of await listTenants(db)) {
    const before = (days: number) => new Date(wall.getTime() - days * dayMs)
    const chores = [
      (tx: Tx) => forgetSome(tx, tenantId, before(settings.sendsKeptDays)),
      (tx: Tx) => deleteOldOrders(tx, tenantId, lowestIdAt(before(settings.sendsKeptDays)), portion),
      (tx: Tx) => deleteOldCaptured(tx, tenantId, before(settings.outboxKeptDays), portion),
    ]
    for (const chore of chores)
      for (let count = portion; count >= portion && !signal?.aborted; total += count)
        count = await transact(db, chore)
  }
  return total
}

async function forgetSome(tx: Tx, tenantId: string, before: Date): Promise<number> {
  const gone = await deleteEndedSends(tx, tenantId, lowestIdAt(before), portion)
  const byCampaign = Map.groupBy(gone, ({ campaign_id: id }) => id)
  for (const [campaignId, figures] of byCampaign)
    if (campaignId !== null) await keepFigures(tx, tenantId, campaignId, figures)
  return gone.reduce((sum: number, { count }: GoneFigures) => sum + count, 0)
}
