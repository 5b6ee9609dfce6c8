import { sql } from 'kysely'
import type { Db, Tx } from '../driver.ts'

export const logNames = ['interactions', 'events'] as const
export type LogName = (typeof logNames)[number]

/**
 * Locks the heads of the log `events` until the transaction ends. A transaction that will append an event and also
 * locks rows of its own (a contact, a schema, a tenant) does this first. So everyone locks in the same order, and no
 * two wait for each other: events of tenants by id, then rows, then the head of `interactions`, which only those take who
 * append interactions or remove what they belong to.
 */
export async function lockEvents(tx: Tx, tenantIds: readonly string[]): Promise<void> {
  await sql`/* lock_events */ select 1 from log_heads where tenant_id = any(${tenantIds}::uuid[]) and log = 'events'
    order by tenant_id for update`.execute(tx)
}

/**
 * Resolves when whoever holds the head of the tenant's events, or waited for it before, has committed: what they wrote can
 * be seen then. Leaves word of the time up to which a feed is about to be told, for `notBeforeTold`: who writes later writes
 * of a later time, however long they had waited. Word of a time after `now` is of a clock that was put back since.
 */
export async function awaitWriters(db: Db, tenantId: string, until: Date, now: Date): Promise<void> {
  await sql`/* await_writers */ update log_heads set told_until = case
      when told_until between ${until}::timestamptz and ${now}::timestamptz then told_until else ${until}::timestamptz end
    where tenant_id = ${tenantId} and log = 'events'`.execute(db)
}

/**
 * The time of what is written under the head of the tenant's events: when it was asked for, or up to when a feed has been
 * told since. Nobody waits for a minute; with a longer time between the two a clock was put back.
 */
export const notBeforeTold = (tenantId: string, at: Date) => sql<Date>`(
  select greatest(${at}::timestamptz,
    case when told_until < ${at}::timestamptz + interval '1 minute' then told_until end)
  from log_heads where tenant_id = ${tenantId}::uuid and log = 'events')`

/**
 * Counts that something which interactions belong to is taken away, and holds the head of `interactions` until the
 * transaction ends. Who appends interactions goes by the count (`known-targets.ts`): so this comes before one looks for what
 * belongs to what goes, and as late as it can, because intake waits.
 */
export async function countRemoval(tx: Tx, tenantId: string): Promise<void> {
  await sql`/* count_removal */ update log_heads set removals = removals + 1
    where tenant_id = ${tenantId}::uuid and log = 'interactions'`.execute(tx)
}

/** Makes the heads of a new tenant. */
export async function createHeads(tx: Tx, tenantId: string): Promise<void> {
  await tx
    .insertInto('log_heads')
    .values(logNames.map(log => ({ tenant_id: tenantId, log })))
    .execute()
}
