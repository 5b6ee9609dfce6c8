import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { PrivacyRequest } from './privacy-request.ts'

export interface NewPrivacyRow {
  readonly tenantId: string
  readonly id: string
  readonly kind: string
  readonly userId: string
  readonly state: 'pending' | 'done'
  readonly at: Date
  readonly dueAt: Date
  readonly preferences: Readonly<Record<string, boolean>> | null
}

/** False when the name is taken. */
export async function insertPrivacyRequest(tx: Tx, row: NewPrivacyRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('privacy_requests')
    .values({
      tenant_id: row.tenantId,
      id: row.id,
      kind: row.kind,
      user_id: row.userId,
      state: row.state,
      requested_at: row.at,
      due_at: row.dueAt,
      ended_at: row.state === 'done' ? row.at : null,
      preferences: row.preferences && JSON.stringify(row.preferences),
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function selectPrivacyRequest(
  db: Db,
  tenantId: string,
  id: string,
): Promise<PrivacyRequest | undefined> {
  const row = await db
    .selectFrom('privacy_requests')
    .select(['id', 'kind', 'state', 'due_at as dueAt'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row as PrivacyRequest | undefined
}

/** True when it was pending and its time had not come. */
export async function cancelPending(tx: Tx, tenantId: string, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('privacy_requests')
    .set({ state: 'cancelled', ended_at: at })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .where('due_at', '>', at)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The preferences of before the latest restriction of a user that no later request has lifted. */
export async function selectRestricted(
  db: Db,
  tenantId: string,
  userId: string,
): Promise<Record<string, boolean> | undefined> {
  const row = await db
    .selectFrom('privacy_requests')
    .select(['kind', 'preferences'])
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('kind', 'in', ['restriction', 're-enable'])
    .orderBy('requested_at', 'desc')
    .orderBy('kind')
    .limit(1)
    .executeTakeFirst()
  return row?.kind === 'restriction' ? (row.preferences ?? {}) : undefined
}

/** Tenants with requests whose time has come, with their time. */
export async function selectTenantsWithDue(db: Db): Promise<{ tenantId: string; now: Date }[]> {
  const { rows } = await sql<{ tenantId: string; now: Date }>`
    select tenant.id as "tenantId", tenant_time(tenant.clock_offset_ms, tenant.clock_frozen_at) as now
    from tenants tenant where exists (
      select 1 from privacy_requests where tenant_id = tenant.id and state = 'pending'
        and due_at <= tenant_time(tenant.clock_offset_ms, tenant.clock_frozen_at)
    )`.execute(db)
  return rows
}

/** The next request whose time has come, locked until the transaction ends. */
export const lockDue = (tx: Tx, tenantId: string, at: Date) =>
  tx
    .selectFrom('privacy_requests')
    .select(['id', 'user_id as userId'])
    .where('tenant_id', '=', tenantId)
    .where('state', '=', 'pending')
    .where('due_at', '<=', at)
    .orderBy('due_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()

/** Nothing of the person stays in it, nor in other requests of hers. */
export async function endErasure(
  tx: Tx,
  tenantId: string,
  id: string,
  userId: string,
  at: Date,
): Promise<void> {
  await sql`update privacy_requests set user_id = null, preferences = null,
      state = case when id = ${id} then 'done' else state end,
      ended_at = case when id = ${id} then ${at}::timestamptz else ended_at end
    where tenant_id = ${tenantId} and (id = ${id} or (user_id = ${userId} and state <> 'pending'))`.execute(
    tx,
  )
}
