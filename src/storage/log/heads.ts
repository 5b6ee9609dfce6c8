import { sql } from 'kysely'
import type { Db, Tx } from '../driver.ts'

export const logNames = ['interactions', 'events'] as const
export type LogName = (typeof logNames)[number]

/**
 * Locks the heads of the log `events` until the transaction ends. A transaction that will append an event and also
 * locks rows of its own (a contact, a schema, a tenant) does this first. So everyone locks in the same order, and no
 * two wait for each other: events of tenants by id, then rows, then the head of `interactions`, which only the
 * statement that appends interactions takes.
 */
export async function lockEvents(tx: Tx, tenantIds: readonly string[]): Promise<void> {
  await sql`/* lock_events */ select 1 from log_heads where tenant_id = any(${tenantIds}::uuid[]) and log = 'events'
    order by tenant_id for update`.execute(tx)
}

/**
 * Resolves when whoever holds the head of the tenant's events, or waited for it before, has committed: what they wrote can
 * be seen then.
 */
export async function awaitWriters(db: Db, tenantId: string): Promise<void> {
  await sql`/* await_writers */ select 1 from log_heads where tenant_id = ${tenantId} and log = 'events'
    for share`.execute(db)
}

/** Makes the heads of a new tenant. */
export async function createHeads(tx: Tx, tenantId: string): Promise<void> {
  await tx
    .insertInto('log_heads')
    .values(logNames.map(log => ({ tenant_id: tenantId, log })))
    .execute()
}
