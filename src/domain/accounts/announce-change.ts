import type { Tx } from '../../storage/driver.ts'
import { bumpEpoch } from './accounts.sql.ts'

/**
 * To be called by whoever changes what processes keep in memory about a tenant (settings, keys, schemas, automations):
 * once the transaction is committed, every process forgets it within half a second.
 */
export async function announceChange(tx: Tx, tenantId: string): Promise<void> {
  await bumpEpoch(tx, tenantId)
}
