import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import type { Consent, ContactView } from './contact.ts'
import type { KeyKind } from './keys.ts'
import type { CheckedContact, ContactKey } from './new-contact.ts'

/** A contact that is written, and when. */
export interface Written {
  readonly tenantId: string
  readonly id: string
  readonly contactType: string
  readonly at: Date
}

export const selectContactTypes = (db: Db, tenantId: string) =>
  db
    .selectFrom('contact_types')
    .select(['id', 'key_attribute', 'mandatory_attributes'])
    .where('tenant_id', '=', tenantId)
    .execute()

export async function selectContact(db: Db, tenantId: string, id: string): Promise<ContactView | undefined> {
  const { rows } = await sql<ContactView>`/* select_contact */
    select id, contact_type, approved, attributes, source, created_at, modified_at,
      (select coalesce(jsonb_object_agg(channel, accepts), '{}') from contact_preferences
        where tenant_id = contact.tenant_id and contact_id = contact.id) as preferences,
      (select coalesce(jsonb_agg(to_jsonb(newest) order by newest.id), '[]') from (
        select distinct on (consent_id) consent_id as id, value, given_at as date, source, comment
        from contact_consents where tenant_id = contact.tenant_id and contact_id = contact.id
        order by consent_id, given_at desc, contact_consents.id desc
      ) newest) as consents
    from contacts contact where tenant_id = ${tenantId} and id = ${id}`.execute(db)
  return rows[0]
}

export const insertContact = (
  tx: Tx,
  { tenantId, id, contactType, at }: Written,
  row: { attributes: object; approved: boolean; source: string | null },
) =>
  tx
    .insertInto('contacts')
    .values({
      tenant_id: tenantId,
      id,
      contact_type: contactType,
      approved: row.approved,
      attributes: JSON.stringify(row.attributes),
      source: row.source,
      created_at: at,
      modified_at: at,
    })
    .execute()

/**
 * Stores the keys that no other contact of the type has, and answers how many these are. Waits for a transaction that
 * is storing the same key, in an order that is the same for all.
 */
export async function insertKeys(
  tx: Tx,
  { tenantId, id, contactType }: Written,
  keys: readonly ContactKey[],
): Promise<number> {
  const { rows } = await sql`/* insert_contact_keys */
    insert into contact_keys (tenant_id, contact_id, kind, value, contact_type, is_unique)
    select ${tenantId}::uuid, ${id}::uuid, kind, value, ${contactType}, is_unique
    from unnest(
      ${keys.map(key => key.kind)}::text[], ${keys.map(key => key.value)}::text[],
      ${keys.map(key => key.isUnique)}::boolean[]
    ) as key (kind, value, is_unique)
    order by kind, value
    on conflict do nothing returning kind`.execute(tx)
  return rows.length
}

/** Who has those of the keys that `insertKeys` could not store. */
export async function selectKeyOwners(
  tx: Tx,
  { tenantId, id, contactType }: Written,
  keys: readonly ContactKey[],
): Promise<{ kind: string; contact_id: string }[]> {
  const { rows } = await sql<{ kind: string; contact_id: string }>`
    select stored.kind, stored.contact_id
    from unnest(${keys.map(key => key.kind)}::text[], ${keys.map(key => key.value)}::text[]) as key (kind, value)
    join contact_keys stored on stored.tenant_id = ${tenantId} and stored.contact_type = ${contactType}
      and stored.kind = key.kind and stored.value = key.value and stored.is_unique
    where stored.contact_id <> ${id}`.execute(tx)
  return rows
}

/** The tenant's next number that no contact has as its member number, from 100001 on. */
export async function takeMemberNumber(tx: Tx, tenantId: string): Promise<string> {
  await sql`insert into member_numbers (tenant_id, last_number) values (${tenantId}, 100000)
    on conflict do nothing`.execute(tx)
  const { rows } = await sql<{ last_number: number }>`
    update member_numbers counter set last_number = (
      with recursive candidate (number) as (
        select counter.last_number + 1
        union all
        select candidate.number + 1 from candidate
        where exists (select 1 from contact_keys where tenant_id = ${tenantId} and kind = 'memberNumber'
          and value = candidate.number::text)
      )
      select max(number) from candidate
    )
    where tenant_id = ${tenantId} returning last_number`.execute(tx)
  return String(rows[0]!.last_number)
}

export async function insertPreferences(
  tx: Tx,
  { tenantId, id, at }: Written,
  preferences: CheckedContact['preferences'],
): Promise<void> {
  if (preferences.length === 0) return
  const rows = preferences.map(preference => ({
    tenant_id: tenantId,
    contact_id: id,
    ...preference,
    changed_at: at,
  }))
  await tx.insertInto('contact_preferences').values(rows).execute()
}

export async function insertConsents(
  tx: Tx,
  { tenantId, id, at }: Written,
  consents: readonly Consent[],
): Promise<void> {
  if (consents.length === 0) return
  const rows = consents.map(consent => ({
    tenant_id: tenantId,
    contact_id: id,
    id: newId(),
    consent_id: consent.id,
    value: consent.value,
    given_at: consent.date,
    source: consent.source,
    comment: consent.comment,
    recorded_at: at,
  }))
  await tx.insertInto('contact_consents').values(rows).execute()
}

/** A key that a contact must have: of one of these kinds, with this value. */
export interface KeyCriterion {
  readonly kinds: readonly KeyKind[]
  readonly value: string
}

/** The contacts that meet all criteria, of which there must be one at least. */
export async function selectIdsByKeys(
  db: Db,
  tenantId: string,
  criteria: readonly KeyCriterion[],
  contactType: string | undefined,
  limit: number,
): Promise<string[]> {
  const sets = criteria.map(
    ({ kinds, value }) => sql`
      select contact_id from contact_keys where tenant_id = ${tenantId} and kind = any(${kinds}::text[])
        and value = ${value} and (${contactType ?? null}::text is null or contact_type = ${contactType ?? null})`,
  )
  const { rows } = await sql<{ contact_id: string }>`
    select distinct contact_id from (${sql.join(sets, sql` intersect `)}) matching
    order by contact_id limit ${limit}`.execute(db)
  return rows.map(row => row.contact_id)
}

export async function selectApprovedCount(
  db: Db,
  tenantId: string,
  contactType: string | undefined,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) from contacts
    where tenant_id = ${tenantId} and approved
      and (${contactType ?? null}::text is null or contact_type = ${contactType ?? null})`.execute(db)
  return rows[0]!.count
}

/** What was deleted, or nothing when there is no such contact. */
export const deleteContactRow = (tx: Tx, tenantId: string, id: string) =>
  tx
    .deleteFrom('contacts')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .returning(['id', 'contact_type'])
    .executeTakeFirst()

export const insertTombstone = (tx: Tx, { tenantId, id, contactType, at }: Written, source: string | null) =>
  tx
    .insertInto('contact_tombstones')
    .values({ tenant_id: tenantId, contact_id: id, contact_type: contactType, source, deleted_at: at })
    .execute()
