import { isStorableText } from '../../kernel/storable.ts'
import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { storeNotFound } from './errors.ts'
import { fromRow, type Store } from './store.ts'
import { selectStore, selectStores } from './stores.sql.ts'

/** No company has more; whoever made these up is told so many and no more. */
const mostStores = 10_000

/** The first ten thousand stores by external id, or of the active ones. */
export async function listStores(db: Db, tenant: Tenant, withInactive: boolean): Promise<Store[]> {
  return (await selectStores(db, tenant.id, withInactive, mostStores)).map(fromRow)
}

/** Throws `store-not-found`, for an inactive one too unless it is asked for. */
export async function readStore(
  db: Db,
  tenant: Tenant,
  externalId: string,
  withInactive: boolean,
): Promise<Store> {
  const row = isStorableText(externalId) ? await selectStore(db, tenant.id, externalId) : undefined
  if (!row || !(row.active || withInactive)) throw storeNotFound(externalId)
  return fromRow(row)
}
