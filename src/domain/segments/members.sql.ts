/** Members as they are written and read. Who writes them holds the head of the tenant's events. */
import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { Among } from './match-contacts.sql.ts'

export interface Membership {
  readonly segmentId: string
  readonly contactId: string
}

const toMembership = (row: { segment_id: string; contact_id: string }): Membership => ({
  segmentId: row.segment_id,
  contactId: row.contact_id,
})

/** Those of segments among contacts. */
export async function selectMemberships(
  db: Db,
  tenantId: string,
  segmentIds: readonly string[],
  contactIds: readonly string[],
): Promise<Membership[]> {
  const { rows } = await sql<{ segment_id: string; contact_id: string }>`
    select segment_id, contact_id from segment_members where tenant_id = ${tenantId}::uuid
      and segment_id = any(${segmentIds}::uuid[]) and contact_id = any(${contactIds}::uuid[])`.execute(db)
  return rows.map(toMembership)
}

/** Those of one segment in a range of contacts. */
export async function selectMembersIn(
  db: Db,
  tenantId: string,
  segmentId: string,
  { after, upTo }: Exclude<Among, { contactIds: readonly string[] }>,
): Promise<string[]> {
  const { rows } = await sql<{ contact_id: string }>`
    select contact_id from segment_members where tenant_id = ${tenantId}::uuid and segment_id = ${segmentId}::uuid
      and ${after ? sql`contact_id > ${after}::uuid` : sql`true`}
      and ${upTo ? sql`contact_id <= ${upTo}::uuid` : sql`true`}`.execute(db)
  return rows.map(row => row.contact_id)
}

const given = (memberships: readonly Membership[]): RawBuilder<unknown> => sql`unnest(
    ${memberships.map(each => each.segmentId)}::uuid[], ${memberships.map(each => each.contactId)}::uuid[]
  ) as given (segment_id, contact_id)`

/** Those that were not members yet and whose contact and segment are there. */
export async function insertMembers(
  tx: Tx,
  tenantId: string,
  memberships: readonly Membership[],
  at: Date,
): Promise<Membership[]> {
  if (memberships.length === 0) return []
  const { rows } = await sql<{ segment_id: string; contact_id: string }>`
    insert into segment_members (tenant_id, segment_id, contact_id, entered_at)
    select ${tenantId}::uuid, given.segment_id, given.contact_id, ${at}::timestamptz from ${given(memberships)}
    cross join lateral (select 1 from contacts where tenant_id = ${tenantId}::uuid and id = given.contact_id limit 1) there
    cross join lateral (select 1 from segments where tenant_id = ${tenantId}::uuid and id = given.segment_id limit 1) kept
    on conflict do nothing returning segment_id, contact_id`.execute(tx)
  return rows.map(toMembership)
}

/** Those that were members. */
export async function deleteMembers(
  tx: Tx,
  tenantId: string,
  memberships: readonly Membership[],
): Promise<Membership[]> {
  if (memberships.length === 0) return []
  const { rows } = await sql<{ segment_id: string; contact_id: string }>`
    delete from segment_members where ctid = any(array(
      select member.ctid from ${given(memberships)}
      cross join lateral (
        select ctid from segment_members where tenant_id = ${tenantId}::uuid
          and segment_id = given.segment_id and contact_id = given.contact_id offset 0
      ) member
    )) returning segment_id, contact_id`.execute(tx)
  return rows.map(toMembership)
}

/** In the order of contacts; those after one. */
export async function selectMemberPage(
  db: Db,
  tenantId: string,
  segmentId: string,
  after: string | undefined,
  limit: number,
): Promise<{ contact_id: string; entered_at: Date }[]> {
  const { rows } = await sql<{ contact_id: string; entered_at: Date }>`
    select contact_id, entered_at from segment_members
    where tenant_id = ${tenantId} and segment_id = ${segmentId}
      and ${after === undefined ? sql`true` : sql`contact_id > ${after}::uuid`}
    order by contact_id limit ${limit}`.execute(db)
  return rows
}

export async function selectMemberCounts(
  db: Db,
  tenantId: string,
  segmentIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ segment_id: string; count: number }>`
    select segment_id, count(*) from segment_members
    where tenant_id = ${tenantId} and segment_id = any(${segmentIds}::uuid[]) group by segment_id`.execute(db)
  return new Map(rows.map(row => [row.segment_id, row.count]))
}

export async function selectSegmentsOf(
  db: Db,
  tenantId: string,
  contactId: string,
): Promise<{ segment_id: string; name: string; entered_at: Date }[]> {
  const { rows } = await sql<{ segment_id: string; name: string; entered_at: Date }>`
    select segment_id, segment.name, entered_at from segment_members member
    join segments segment on segment.tenant_id = member.tenant_id and segment.id = member.segment_id
    where member.tenant_id = ${tenantId} and contact_id = ${contactId}::uuid order by segment.name, segment_id`.execute(
    db,
  )
  return rows
}

/** Those of the ids that are contacts. */
export async function selectContactsAmong(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from contacts where tenant_id = ${tenantId} and id = any(${ids}::uuid[])`.execute(db)
  return rows.map(row => row.id)
}

/** A contact that has a key, and how many have it (2: several), by the key. */
export async function selectContactsByKey(
  db: Db,
  tenantId: string,
  kind: string,
  keys: readonly string[],
): Promise<Map<string, { contactId: string; count: number }>> {
  const { rows } = await sql<{ value: string; contact_id: string; count: number }>`
    select stored.value, min(stored.contact_id::text) as contact_id, count(distinct stored.contact_id)
    from unnest(${keys}::text[]) as key
    cross join lateral (
      select value, contact_id from contact_keys
      where tenant_id = ${tenantId}::uuid and kind = ${kind}::text and value = key limit 2
    ) stored
    group by stored.value`.execute(db)
  return new Map(rows.map(({ value, contact_id: contactId, count }) => [value, { contactId, count }]))
}

/** The contacts that have one of these addresses. */
export async function selectContactsAt(
  db: Db,
  tenantId: string,
  addresses: readonly { readonly kind: string; readonly address: string }[],
): Promise<string[]> {
  if (addresses.length === 0) return []
  const { rows } = await sql<{ contact_id: string }>`
    select distinct stored.contact_id
    from unnest(${addresses.map(({ kind }) => kind)}::text[], ${addresses.map(({ address }) => address)}::text[])
      as given (kind, address)
    cross join lateral (
      select contact_id from contact_keys
      where tenant_id = ${tenantId}::uuid and kind = given.kind and value = given.address offset 0
    ) stored`.execute(db)
  return rows.map(row => row.contact_id)
}
