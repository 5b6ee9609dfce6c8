import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'

export const selectAttributeTypes = (db: Db, tenantId: string) =>
  db
    .selectFrom('attribute_types')
    .select(['name', 'type', 'learnt_at as learntAt', 'dropped', 'last_dropped_at as lastDroppedAt'])
    .where('tenant_id', '=', tenantId)
    .orderBy('name')
    .execute()

export async function insertAttributeTypes(
  tx: Tx,
  tenantId: string,
  types: ReadonlyMap<string, string>,
  at: Date,
): Promise<void> {
  if (types.size === 0) return
  await sql`insert into attribute_types (tenant_id, name, type, learnt_at)
    select ${tenantId}::uuid, name, type, ${at}::timestamptz
    from unnest(${[...types.keys()]}::text[], ${[...types.values()]}::text[]) as learnt (name, type)
    on conflict do nothing`.execute(tx)
}

/** Counts values that were dropped; those of names that have no type leave no trace. */
export async function countDropped(
  tx: Tx,
  tenantId: string,
  names: readonly string[],
  at: Date,
): Promise<void> {
  if (names.length === 0) return
  await sql`update attribute_types learnt set dropped = learnt.dropped + counted.count, last_dropped_at = ${at}
    from (select name, count(*) as count from unnest(${names}::text[]) as dropped (name) group by name) counted
    where learnt.tenant_id = ${tenantId} and learnt.name = counted.name`.execute(tx)
}
