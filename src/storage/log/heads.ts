import { sql } from 'kysely'
import type { Tx } from '../driver.ts'

export const logNames = ['interactions', 'events'] as const
export type LogName = (typeof logNames)[number]

/**
 * Locks the heads of logs until the transaction ends. Whoever appends to a log, or must not race with one who does
 * (the deletion of a contact, of a schema), locks its head first, in a statement of its own: later statements of the
 * transaction then see all that was appended before. Always locks in the same order, so that no two wait for each
 * other; when a transaction needs both logs, let it ask for both in one call.
 */
export async function lockHeads(
  tx: Tx,
  tenantIds: readonly string[],
  logs: readonly LogName[],
): Promise<void> {
  await sql`/* lock_log_heads */ select 1 from log_heads
    where tenant_id = any(${tenantIds}::uuid[]) and log = any(${logs}::text[])
    order by tenant_id, log desc for update`.execute(tx)
}

/** Makes the heads of a new tenant. */
export async function createHeads(tx: Tx, tenantId: string): Promise<void> {
  await tx
    .insertInto('log_heads')
    .values(logNames.map(log => ({ tenant_id: tenantId, log })))
    .execute()
}
