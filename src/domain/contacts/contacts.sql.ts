import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import { notBeforeTold } from '../../storage/log/heads.ts'
import type { ContactView } from './contact.ts'
import type { ContactTypeDefinition } from './contact-type.ts'
import type { KeyKind } from './keys.ts'

export interface ContactRulesView {
  readonly types: readonly ContactTypeDefinition[]
  readonly mandatoryConsents: readonly string[]
}

/** The tenant's contact types by name, and the consents that must have been given. */
export async function selectRules(db: Db, tenantId: string): Promise<ContactRulesView> {
  const { rows } = await sql<ContactRulesView>`/* select_contact_rules */
    select
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'displayName', display_name,
          'keyAttribute', key_attribute, 'mandatoryAttributes', mandatory_attributes) order by id), '[]')
        from contact_types where tenant_id = ${tenantId}) as types,
      (select coalesce(jsonb_agg(id order by id), '[]')
        from consent_definitions where tenant_id = ${tenantId} and is_mandatory) as "mandatoryConsents"`.execute(
    db,
  )
  return rows[0]!
}

/** In no particular order; those that are not there are left out. */
export async function selectContacts(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<ContactView[]> {
  const { rows } = await sql<ContactView>`/* select_contacts */
    select id, contact_type, approved, attributes, source, created_at, modified_at, version,
      (select coalesce(jsonb_object_agg(channel, accepts), '{}') from contact_preferences
        where tenant_id = contact.tenant_id and contact_id = contact.id) as preferences,
      (select coalesce(jsonb_agg(to_jsonb(newest) order by newest.id), '[]') from (
        select distinct on (consent_id) consent_id as id, value, given_at as date, source, comment
        from contact_consents where tenant_id = contact.tenant_id and contact_id = contact.id
        order by consent_id, given_at desc, contact_consents.id desc
      ) newest) as consents
    from unnest(${ids}::uuid[]) as wanted
    cross join lateral (
      select * from contacts where tenant_id = ${tenantId} and id = wanted limit 1
    ) contact`.execute(db)
  return rows
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

export interface Tombstone {
  readonly tenantId: string
  readonly id: string
  readonly contactType: string
  readonly at: Date
}

export const insertTombstone = (
  tx: Tx,
  { tenantId, id, contactType, at }: Tombstone,
  source: string | null,
) =>
  tx
    .insertInto('contact_tombstones')
    .values({
      tenant_id: tenantId,
      contact_id: id,
      contact_type: contactType,
      source,
      deleted_at: notBeforeTold(tenantId, at),
    })
    .execute()
