import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { TenantRow } from '../../storage/tables.ts'
import type { ContactView } from '../contacts/contact.ts'

/** The contacts with these ids, in no order. */
export async function selectRecipients(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<ContactView[]> {
  const { rows } = await sql<ContactView>`
    select contact.*,
      (select coalesce(jsonb_object_agg(channel, accepts), '{}') from contact_preferences
        where tenant_id = contact.tenant_id and contact_id = contact.id) as preferences,
      (select coalesce(jsonb_agg(to_jsonb(newest)), '[]') from (
        select distinct on (consent_id) consent_id as id, value, given_at as date, source, comment
        from contact_consents where tenant_id = contact.tenant_id and contact_id = contact.id
        order by consent_id, given_at desc, contact_consents.id desc
      ) newest) as consents
    from unnest(${ids}::uuid[]) as wanted
    cross join lateral (select * from contacts where tenant_id = ${tenantId} and id = wanted limit 1) contact`.execute(
    db,
  )
  return rows
}

/** Those of the addresses to which nothing is sent. */
export async function selectSuppressed(
  db: Db,
  tenantId: string,
  channel: string,
  addresses: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ address: string }>`
    select suppressed.address from unnest(${addresses}::text[]) as wanted
    cross join lateral (
      select address from message_suppressions
      where tenant_id = ${tenantId} and channel = ${channel} and address = wanted limit 1
    ) suppressed`.execute(db)
  return new Set(rows.map(row => row.address))
}

export async function selectLinkKey(db: Db, tenantId: string): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('message_link_keys')
    .select('key')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst()
  return row?.key
}

/** The tenant's key; it is the given one when it had none. */
export async function ensureLinkKey(db: Db | Tx, tenantId: string, fresh: Buffer): Promise<Buffer> {
  const { rows } = await sql<{ key: Buffer }>`
    insert into message_link_keys (tenant_id, key) values (${tenantId}, ${fresh})
    on conflict (tenant_id) do update set key = message_link_keys.key returning key`.execute(db)
  return rows[0]!.key
}

/** The tenant and its key, when it has one. */
export async function selectTenantWithLinkKey(
  db: Db,
  tenantId: string,
): Promise<(Selectable<TenantRow> & { key: Buffer }) | undefined> {
  const { rows } = await sql<Selectable<TenantRow> & { key: Buffer }>`/* select_tenant_with_link_key */
    select tenants.*, links.key from message_link_keys links join tenants on tenants.id = links.tenant_id
    where links.tenant_id = ${tenantId}`.execute(db)
  return rows[0]
}
