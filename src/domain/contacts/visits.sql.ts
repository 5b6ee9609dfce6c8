import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'

/** The last visits of a contact, by channel. */
export async function selectVisits(
  db: Db,
  tenantId: string,
  contactId: string,
): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await sql<{ channel: string; visited_at: Date }>`/* select_visits */
    select channel, visited_at from content_visits
    where tenant_id = ${tenantId} and contact_id = ${contactId}`.execute(db)
  return new Map(rows.map(row => [row.channel, row.visited_at]))
}

/** A visit is never set back. Answers the channels that were written: none when the contact is gone. */
export async function upsertVisits(
  tx: Tx,
  tenantId: string,
  contactId: string,
  channels: readonly string[],
  at: Date,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ channel: string }>`
    insert into content_visits as known (tenant_id, contact_id, channel, visited_at)
    select ${tenantId}::uuid, contact.id, channel, ${at}::timestamptz
    from unnest(${channels}::text[]) as channel
    cross join lateral (
      select id from contacts where tenant_id = ${tenantId} and id = ${contactId} limit 1 for key share
    ) contact
    on conflict (tenant_id, contact_id, channel) do update set visited_at = excluded.visited_at
      where excluded.visited_at > known.visited_at
    returning channel`.execute(tx)
  return new Set(rows.map(row => row.channel))
}

/** Those of the contacts that visited on one of the channels after a time. */
export async function selectVisited(
  db: Db,
  tenantId: string,
  channels: readonly string[],
  contactIds: readonly string[],
  after: Date,
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select wanted as id from unnest(${contactIds}::uuid[]) as wanted
    cross join lateral (
      select 1 from content_visits where tenant_id = ${tenantId} and contact_id = wanted
        and channel = any(${channels}::text[]) and visited_at > ${after} limit 1
    ) visited`.execute(db)
  return new Set(rows.map(row => row.id))
}
