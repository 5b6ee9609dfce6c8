import { sql } from 'kysely'
import type { TenantClock } from '../../kernel/clock.ts'
import type { Db, Tx } from '../../storage/driver.ts'

/** Not against rows that refer to the tenant: those may be added meanwhile. */
export const lockTenant = (tx: Tx, tenantId: string) =>
  tx.selectFrom('tenants').selectAll().where('id', '=', tenantId).forNoKeyUpdate().executeTakeFirst()

export const updateClock = (tx: Tx, tenantId: string, { clockOffsetMs, clockFrozenAt }: TenantClock) =>
  tx
    .updateTable('tenants')
    .set({ clock_offset_ms: clockOffsetMs, clock_frozen_at: clockFrozenAt })
    .where('id', '=', tenantId)
    .execute()

/** What makes a tenant a double: a clock of its own, fault rules. */
export async function selectDoubleState(
  db: Db,
  tenantId: string,
): Promise<{ moved: boolean; rules: number }> {
  const { rows } = await sql<{ moved: boolean; rules: number }>`
    select clock_offset_ms <> 0 or clock_frozen_at is not null as moved,
      (select count(*) from fault_rules where tenant_id = tenants.id) as rules
    from tenants where id = ${tenantId}`.execute(db)
  return rows[0] ?? { moved: false, rules: 0 }
}
