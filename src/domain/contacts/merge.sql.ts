import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import { notBeforeTold } from '../../storage/log/heads.ts'
import type { KeyKind } from './keys.ts'

/** Locks the row against whoever stores something for the contact, until the transaction ends. */
export const lockContact = (tx: Tx, tenantId: string, id: string) =>
  sql`select 1 from contacts where tenant_id = ${tenantId} and id = ${id} for update`.execute(tx)

export interface StoredKey {
  readonly kind: KeyKind
  readonly value: string
}

/** Takes all keys from a contact and answers them. */
export async function takeKeys(tx: Tx, tenantId: string, contactId: string): Promise<StoredKey[]> {
  const { rows } = await sql<StoredKey>`delete from contact_keys
    where tenant_id = ${tenantId} and contact_id = ${contactId} returning kind, value`.execute(tx)
  return rows
}

/** Adds keys by which a contact is found besides its own. One that belongs to another as a unique key is not unique. */
export async function addKeys(
  tx: Tx,
  tenantId: string,
  contact: { readonly id: string; readonly contactType: string },
  keys: readonly (StoredKey & { readonly isUnique: boolean })[],
): Promise<void> {
  await sql`insert into contact_keys (tenant_id, contact_id, kind, value, contact_type, is_unique)
    select ${tenantId}::uuid, ${contact.id}::uuid, kind, value, ${contact.contactType}::text,
      is_unique and not exists (
        select 1 from contact_keys taken where taken.tenant_id = ${tenantId} and taken.kind = given.kind
          and taken.value = given.value and taken.contact_type = ${contact.contactType} and taken.is_unique)
    from unnest(${keys.map(key => key.kind)}::text[], ${keys.map(key => key.value)}::text[],
      ${keys.map(key => key.isUnique)}::boolean[]) as given (kind, value, is_unique)
    on conflict (tenant_id, contact_id, kind, value) do nothing`.execute(tx)
}

/** Of two answers about a channel the newer one counts. */
export const movePreferences = (tx: Tx, tenantId: string, from: string, to: string) =>
  sql`with given as (
      delete from contact_preferences where tenant_id = ${tenantId} and contact_id = ${from}
      returning channel, accepts, changed_at
    )
    insert into contact_preferences as own (tenant_id, contact_id, channel, accepts, changed_at)
    select ${tenantId}::uuid, ${to}::uuid, channel, accepts, changed_at from given
    on conflict (tenant_id, contact_id, channel) do update
      set accepts = excluded.accepts, changed_at = excluded.changed_at
      where excluded.changed_at > own.changed_at`.execute(tx)

/** Of two last visits the later one counts. */
export const moveVisits = (tx: Tx, tenantId: string, from: string, to: string) =>
  sql`with given as (
      delete from content_visits where tenant_id = ${tenantId} and contact_id = ${from} returning channel, visited_at
    )
    insert into content_visits as own (tenant_id, contact_id, channel, visited_at)
    select ${tenantId}::uuid, ${to}::uuid, channel, visited_at from given
    on conflict (tenant_id, contact_id, channel) do update set visited_at = excluded.visited_at
      where excluded.visited_at > own.visited_at`.execute(tx)

/** The facts of its past, but that it was made: who hears of that late would take the other contact for a new one. */
export const moveEvents = (tx: Tx, tenantId: string, from: string, to: string) =>
  sql`update events set contact_id = ${to}
    where tenant_id = ${tenantId} and contact_id = ${from} and type <> 'contact.created'`.execute(tx)

/** Notes where a contact went, also of those that had gone to it before. */
export async function noteMerged(tx: Tx, tenantId: string, from: string, to: string): Promise<void> {
  await sql`update contact_tombstones set merged_into = ${to}
    where tenant_id = ${tenantId} and (contact_id = ${from} or merged_into = ${from})`.execute(tx)
}

export const touchContact = (tx: Tx, tenantId: string, id: string, at: Date) =>
  sql`update contacts set version = version + 1, modified_at = ${notBeforeTold(tenantId, at)}, is_updated = true
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)

export const selectMergedInto = (db: Db, tenantId: string, id: string): Promise<string | undefined> =>
  db
    .selectFrom('contact_tombstones')
    .select('merged_into')
    .where('tenant_id', '=', tenantId)
    .where('contact_id', '=', id)
    .executeTakeFirst()
    .then(row => row?.merged_into ?? undefined)

export async function selectContactOrHeir(db: Db, tenantId: string, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`/* select_contact_or_heir */
    select id from contacts where tenant_id = ${tenantId} and (id = ${id} or id = (
      select merged_into from contact_tombstones where tenant_id = ${tenantId} and contact_id = ${id}))
    limit 1`.execute(db)
  return rows[0]?.id
}
