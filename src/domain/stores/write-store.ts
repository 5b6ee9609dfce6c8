import { isDeepStrictEqual } from 'node:util'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { storeNotFound } from './errors.ts'
import { fromRow, patched, type Store, type StorePatch } from './store.ts'
import { selectStore, writeStore } from './stores.sql.ts'

/**
 * Adds a store, or changes the one with this external id: a store that a receipt made has only its id for a name until
 * someone tells more. Two at once take turns.
 */
export async function putStore(
  tx: Tx,
  tenant: Tenant,
  externalId: string,
  patch: StorePatch,
  at: Date,
): Promise<{ store: Store; isNew: boolean }> {
  await lockEvents(tx, [tenant.id])
  const row = await selectStore(tx, tenant.id, externalId)
  const before = row && fromRow(row)
  const store = patched(before, externalId, patch)
  if (!before || !isDeepStrictEqual(before, store)) {
    await writeStore(tx, tenant.id, store, at)
    const type = before ? 'store.updated' : 'store.created'
    await appendEvents(tx, [{ tenantId: tenant.id, type, data: { externalId }, at }])
  }
  return { store, isNew: before === undefined }
}

/** Changes a store that is there. Throws `store-not-found`. */
export async function updateStore(
  tx: Tx,
  tenant: Tenant,
  externalId: string,
  patch: StorePatch,
  at: Date,
): Promise<Store> {
  if (!(await selectStore(tx, tenant.id, externalId))) throw storeNotFound(externalId)
  return (await putStore(tx, tenant, externalId, patch, at)).store
}
