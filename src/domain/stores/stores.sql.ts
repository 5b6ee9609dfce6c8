import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { Store } from './store.ts'

const columns = ['external_id', 'name', 'type', 'active', 'details'] as const

export const selectStores = (db: Db, tenantId: string, withInactive: boolean, limit: number) =>
  db
    .selectFrom('stores')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .$if(!withInactive, query => query.where('active', '=', true))
    .orderBy('external_id')
    .limit(limit)
    .execute()

export const selectStore = (db: Db, tenantId: string, externalId: string) =>
  db
    .selectFrom('stores')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('external_id', '=', externalId)
    .executeTakeFirst()

export const writeStore = (tx: Tx, tenantId: string, store: Store, at: Date) => {
  const { name, type, active } = store
  const values = { name, type, active, details: JSON.stringify(store.details), modified_at: at }
  return tx
    .insertInto('stores')
    .values({ tenant_id: tenantId, external_id: store.externalId, created_at: at, ...values })
    .onConflict(conflict => conflict.columns(['tenant_id', 'external_id']).doUpdateSet(values))
    .execute()
}

/** Inserts those that are not there and answers their external ids. */
export async function insertMissingStores(
  tx: Tx,
  tenantId: string,
  stores: readonly { externalId: string; name: string }[],
  at: Date,
): Promise<string[]> {
  const { rows } = await sql<{ external_id: string }>`/* insert_missing_stores */
    insert into stores (tenant_id, external_id, name, type, active, details, created_at, modified_at)
    select ${tenantId}::uuid, external_id, name, 'RETAIL', true, '{}', ${at}::timestamptz, ${at}::timestamptz
    from unnest(
      ${stores.map(store => store.externalId)}::text[], ${stores.map(store => store.name)}::text[]
    ) as store (external_id, name)
    order by external_id
    on conflict do nothing returning external_id`.execute(tx)
  return rows.map(row => row.external_id)
}
