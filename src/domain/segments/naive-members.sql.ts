/** All contacts of a tenant with all of their histories, for the naive reference of tests. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { NaiveContact } from './naive-reference.ts'

export async function readNaiveContacts(db: Db, tenantId: string): Promise<Map<string, NaiveContact>> {
  const read = async <Row>(query: ReturnType<typeof sql<Row>>) =>
    Map.groupBy((await query.execute(db)).rows, row => (row as { contact_id: string }).contact_id)
  const preferences = await read(
    sql<{ contact_id: string; channel: string; accepts: boolean }>`
      select contact_id, channel, accepts from contact_preferences where tenant_id = ${tenantId}`,
  )
  const consents = await read(
    sql<{ contact_id: string; consent_id: string; value: boolean }>`
      select contact_id, consent_id, value from contact_consents where tenant_id = ${tenantId} order by given_at, id`,
  )
  const interactions = await read(
    sql<{ contact_id: string; schema: string; at: Date; payload: Record<string, unknown> }>`
      select contact_id, alias as schema, created_date as at, payload from interactions fact
      join interaction_schemas on key = schema_key and deleted_at is null
      where fact.tenant_id = ${tenantId}`,
  )
  const purchases = await read(
    sql<{
      contact_id: string
      at: Date
      amount: string
      articles: string
      hasPurchase: boolean
      store: string
      skus: string[]
    }>`
      select contact_id, created_date as at, total_gross_price * exchange_rate as amount, articles_bought as articles,
        has_purchase as "hasPurchase", store_external_id as store,
        array(select sku from receipt_items item where item.tenant_id = receipts.tenant_id and receipt_id = receipts.id
          and type = 'PURCHASE') as skus
      from receipts where tenant_id = ${tenantId}`,
  )
  const messages = await read(
    sql<{ contact_id: string; sendId: string; what: string; channel: string; templateId: string; at: Date }>`
      select contact_id, coalesce(data->>'sendId', id::text) as "sendId", split_part(type, '.', 2) as what, data->>'channel' as channel,
        data->>'templateId' as "templateId", at from events
      where tenant_id = ${tenantId} and type like 'message.%'`,
  )
  const members = await read(
    sql<{ contact_id: string; segment_id: string }>`
      select contact_id, segment_id from segment_members where tenant_id = ${tenantId}`,
  )
  const addresses = await read(
    sql<{ contact_id: string; channel: string }>`
      select contact_id, case kind when 'email' then 'email' else 'sms' end as channel from contact_keys
      where tenant_id = ${tenantId} and kind in ('email', 'mobilePhone') and value not in (
        select address from message_suppressions where tenant_id = ${tenantId})
      union all
      select contact_id, channel from contact_devices where tenant_id = ${tenantId}`,
  )
  const visits = await read(
    sql<{ contact_id: string; channel: string; visited_at: Date }>`
      select contact_id, channel, visited_at from content_visits where tenant_id = ${tenantId}`,
  )
  const { rows: contacts } = await sql<{
    id: string
    source: string | null
    contact_type: string
    approved: boolean
    created_at: Date
    attributes: Record<string, unknown>
  }>`select id, source, contact_type, approved, created_at, attributes from contacts where tenant_id = ${tenantId}`.execute(
    db,
  )
  return new Map(
    contacts.map(contact => [
      contact.id,
      {
        contactType: contact.contact_type,
        approved: contact.approved,
        source: contact.source,
        openAddresses: (addresses.get(contact.id) ?? []).map(({ channel }) => channel),
        visits: Object.fromEntries((visits.get(contact.id) ?? []).map(row => [row.channel, row.visited_at])),
        createdAt: contact.created_at,
        attributes: contact.attributes,
        preferences: Object.fromEntries(
          (preferences.get(contact.id) ?? []).map(row => [row.channel, row.accepts]),
        ),
        consents: Object.fromEntries(
          (consents.get(contact.id) ?? []).map(row => [row.consent_id, row.value]),
        ),
        interactions: interactions.get(contact.id) ?? [],
        purchases: (purchases.get(contact.id) ?? []).map(row => ({
          ...row,
          amount: Number(row.amount),
          articles: Number(row.articles),
        })),
        messages: messages.get(contact.id) ?? [],
        segments: new Set((members.get(contact.id) ?? []).map(row => row.segment_id)),
      },
    ]),
  )
}

/** Suppresses the e-mail addresses of a contact, or lifts that; answers those that were not so before. */
export async function turnAddresses(
  tx: Tx,
  tenantId: string,
  contactId: string,
  isWanted: boolean,
  at: Date,
): Promise<{ channel: string; address: string }[]> {
  const own = sql`select value from contact_keys
    where tenant_id = ${tenantId} and contact_id = ${contactId} and kind = 'email'`
  const { rows } = await (isWanted
    ? sql<{ channel: string; address: string }>`delete from message_suppressions
        where tenant_id = ${tenantId} and address in (${own}) returning channel, address`
    : sql<{ channel: string; address: string }>`
        insert into message_suppressions (tenant_id, channel, address, reason, created_at)
        select ${tenantId}::uuid, 'email', value, 'manual', ${at}::timestamptz from (${own}) own
        on conflict do nothing returning channel, address`
  ).execute(tx)
  return rows
}

/** Gives a contact a device, or takes its devices. */
export const turnDevices = (tx: Tx, tenantId: string, contactId: string, isAdded: boolean, at: Date) =>
  (isAdded
    ? sql`insert into contact_devices (tenant_id, id, contact_id, channel, address, created_at)
        select ${tenantId}::uuid, id, ${contactId}::uuid, 'push', id::text, ${at}::timestamptz
        from (select gen_random_uuid() as id) made`
    : sql`delete from contact_devices where tenant_id = ${tenantId} and contact_id = ${contactId}`
  ).execute(tx)
