/**
 * Everything that is written of contacts, many at a time. Who calls holds the head of the tenant's events, so that nobody
 * else writes contacts or keys of the tenant. The statements are written so that rows are found by an index and a key:
 * before the first statistics of a growing table the planner would else read all that a tenant has. Once there are
 * statistics of a small table nothing but newer ones helps: `renewStatistics`.
 */
import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { notBeforeTold } from '../../storage/log/heads.ts'
import type { Consent } from './contact.ts'
import type { ContactKey } from './given-attributes.ts'
import type { GivenPreference } from './given-preferences.ts'

/** A contact as it is to stand in its row. */
export interface ContactToWrite {
  readonly id: string
  readonly contactType: string
  readonly approved: boolean
  readonly attributes: object
  readonly source: string | null
}

export interface KeyToWrite extends ContactKey {
  readonly contactId: string
  readonly contactType: string
}

/** A key that no two contacts of a type share. */
export interface UniqueKey {
  readonly contactType: string
  readonly kind: string
  readonly value: string
}

export interface KeyOwner extends UniqueKey {
  readonly contactId: string
  readonly approved: boolean
}

export async function insertContacts(
  tx: Tx,
  tenantId: string,
  contacts: readonly ContactToWrite[],
  at: Date,
): Promise<void> {
  if (contacts.length === 0) return
  await sql`/* insert_contacts */
    insert into contacts (tenant_id, id, contact_type, approved, attributes, source, created_at, modified_at)
    select ${tenantId}::uuid, id, contact_type, approved, attributes, source, time, time
    from ${unnestContacts(contacts)}, (select ${notBeforeTold(tenantId, at)} as time) stamp`.execute(tx)
}

export async function updateContactRows(
  tx: Tx,
  tenantId: string,
  contacts: readonly ContactToWrite[],
  at: Date,
): Promise<void> {
  if (contacts.length === 0) return
  // Each of them is there: what is written looks like an insert, because that finds its row by the primary key.
  await sql`/* update_contacts */
    insert into contacts as contact
      (tenant_id, id, contact_type, approved, attributes, source, created_at, modified_at)
    select ${tenantId}::uuid, id, contact_type, approved, attributes, source, time, time
    from ${unnestContacts(contacts)}, (select ${notBeforeTold(tenantId, at)} as time) stamp
    on conflict (tenant_id, id) do update set contact_type = excluded.contact_type, approved = excluded.approved,
      attributes = excluded.attributes, source = excluded.source, modified_at = excluded.modified_at,
      is_updated = true, version = contact.version + 1`.execute(tx)
}

const unnestContacts = (contacts: readonly ContactToWrite[]) => sql`unnest(
    ${contacts.map(contact => contact.id)}::uuid[], ${contacts.map(contact => contact.contactType)}::text[],
    ${contacts.map(contact => contact.approved)}::boolean[],
    ${contacts.map(contact => JSON.stringify(contact.attributes))}::jsonb[],
    ${contacts.map(contact => contact.source)}::text[]
  ) as given (id, contact_type, approved, attributes, source)`

/** The contacts that have any of these keys. */
export async function selectKeyOwners(
  tx: Tx,
  tenantId: string,
  keys: readonly UniqueKey[],
): Promise<KeyOwner[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<KeyOwner>`/* select_key_owners */
    select stored.contact_type as "contactType", stored.kind, stored.value, stored.contact_id as "contactId", approved
    from unnest(
      ${keys.map(key => key.contactType)}::text[], ${keys.map(key => key.kind)}::text[],
      ${keys.map(key => key.value)}::text[]
    ) as key (contact_type, kind, value)
    cross join lateral (
      select contact_type, kind, value, contact_id from contact_keys
      where tenant_id = ${tenantId}::uuid and kind = key.kind and value = key.value
        and contact_type = key.contact_type and is_unique
      limit 1
    ) stored
    cross join lateral (
      select approved from contacts where tenant_id = ${tenantId}::uuid and id = stored.contact_id limit 1
    ) owner`.execute(tx)
  return rows
}

export async function insertKeys(tx: Tx, tenantId: string, keys: readonly KeyToWrite[]): Promise<void> {
  if (keys.length === 0) return
  await sql`/* insert_contact_keys */
    insert into contact_keys (tenant_id, contact_id, kind, value, contact_type, is_unique)
    select ${tenantId}::uuid, contact_id, kind, value, contact_type, is_unique
    from unnest(
      ${keys.map(key => key.contactId)}::uuid[], ${keys.map(key => key.kind)}::text[],
      ${keys.map(key => key.value)}::text[], ${keys.map(key => key.contactType)}::text[],
      ${keys.map(key => key.isUnique)}::boolean[]
    ) as key (contact_id, kind, value, contact_type, is_unique)`.execute(tx)
}

export async function deleteKeys(
  tx: Tx,
  tenantId: string,
  keys: readonly { readonly contactId: string; readonly kind: string }[],
): Promise<void> {
  if (keys.length === 0) return
  // Without a name it is planned each time.
  await sql`
    delete from contact_keys where ctid = any(array(
      select stored.ctid
      from unnest(${keys.map(key => key.contactId)}::uuid[], ${keys.map(key => key.kind)}::text[])
        as key (contact_id, kind)
      cross join lateral (
        select ctid from contact_keys
        where tenant_id = ${tenantId}::uuid and contact_id = key.contact_id and kind = key.kind
        offset 0
      ) stored
    ))`.execute(tx)
}

export async function writePreferences(
  tx: Tx,
  tenantId: string,
  preferences: readonly (GivenPreference & { readonly contactId: string })[],
  at: Date,
): Promise<void> {
  if (preferences.length === 0) return
  await sql`/* write_contact_preferences */
    insert into contact_preferences (tenant_id, contact_id, channel, accepts, changed_at)
    select ${tenantId}::uuid, contact_id, channel, accepts, ${at}::timestamptz
    from unnest(
      ${preferences.map(each => each.contactId)}::uuid[], ${preferences.map(each => each.channel)}::text[],
      ${preferences.map(each => each.accepts)}::boolean[]
    ) as given (contact_id, channel, accepts)
    on conflict (tenant_id, contact_id, channel) do update
      set accepts = excluded.accepts, changed_at = excluded.changed_at`.execute(tx)
}

export async function insertConsents(
  tx: Tx,
  tenantId: string,
  consents: readonly { readonly contactId: string; readonly consent: Consent }[],
  at: Date,
): Promise<void> {
  if (consents.length === 0) return
  await sql`/* insert_contact_consents */
    insert into contact_consents
      (tenant_id, contact_id, id, consent_id, value, given_at, source, comment, recorded_at)
    select ${tenantId}::uuid, contact_id, id, consent_id, value, given_at, source, comment, ${at}::timestamptz
    from unnest(
      ${consents.map(each => each.contactId)}::uuid[], ${consents.map(() => newId())}::uuid[],
      ${consents.map(each => each.consent.id)}::text[], ${consents.map(each => each.consent.value)}::boolean[],
      ${consents.map(each => each.consent.date)}::timestamptz[],
      ${consents.map(each => each.consent.source)}::text[],
      ${consents.map(each => each.consent.comment)}::text[]
    ) as given (contact_id, id, consent_id, value, given_at, source, comment)`.execute(tx)
}

/** The last member number that was given out, 100000 when there was none yet. */
export async function selectLastMemberNumber(tx: Tx, tenantId: string): Promise<number> {
  const { rows } = await sql<{ last: number }>`/* last_member_number */
    select coalesce(max(last_number), 100000) as last from member_numbers where tenant_id = ${tenantId}`.execute(
    tx,
  )
  return rows[0]!.last
}

/** Those of the `count` numbers after `last` that no contact has as its member number, in order. */
export async function selectFreeMemberNumbers(
  tx: Tx,
  tenantId: string,
  last: number,
  count: number,
): Promise<number[]> {
  const { rows } = await sql<{ number: number }>`/* free_member_numbers */
    select number from generate_series(${last}::bigint + 1, ${last}::bigint + ${count}::bigint) as number
    where (select true from contact_keys
      where tenant_id = ${tenantId} and kind = 'memberNumber' and value = number::text limit 1) is null
    order by number`.execute(tx)
  return rows.map(row => row.number)
}

export async function writeLastMemberNumber(tx: Tx, tenantId: string, last: number): Promise<void> {
  await sql`/* write_last_member_number */
    insert into member_numbers (tenant_id, last_number) values (${tenantId}::uuid, ${last}::bigint)
    on conflict (tenant_id) do update set last_number = excluded.last_number`.execute(tx)
}

/** Those of the keys that nobody else is at; they are kept until the transaction ends. */
export async function tryToLockKeys(
  tx: Tx,
  tenantId: string,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`/* try_to_lock_keys */
    select name from unnest(${names}::text[]) as name
    where pg_try_advisory_xact_lock(hashtextextended(${tenantId}::text || ' ' || name, 7271541))`.execute(tx)
  return new Set(rows.map(row => row.name))
}
