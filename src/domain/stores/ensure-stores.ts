import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { insertMissingStores } from './stores.sql.ts'

/**
 * Makes the stores that are not there: active, retail, and called by their external id unless they come with a name.
 * The caller holds the head of the tenant's events.
 */
export async function ensureStores(
  tx: Tx,
  tenant: Tenant,
  stores: readonly { readonly externalId: string; readonly name?: string | null }[],
  at: Date,
): Promise<void> {
  const byId = Map.groupBy(stores, store => store.externalId)
  const missing = [...byId].map(([externalId, same]) => ({
    externalId,
    name: same.find(store => store.name)?.name ?? externalId,
  }))
  const made = await insertMissingStores(tx, tenant.id, missing, at)
  const event = { tenantId: tenant.id, type: 'store.created', at }
  await appendEvents(
    tx,
    made.map(externalId => ({ ...event, data: { externalId } })),
  )
}
