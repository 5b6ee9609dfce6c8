import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import type { Prepared } from './interaction.ts'

interface Stored {
  /** The place in the input, from 0. */
  readonly position: number
  readonly hasContact: boolean
  readonly hasSchema: boolean
}

/**
 * Appends interactions whose contact and schema exist, with the next numbers of their tenants and their bodies in one
 * bundle per tenant. The heads must be locked. Answers what became of each.
 */
export async function appendInteractions(tx: Tx, inputs: readonly Prepared[]): Promise<Stored[]> {
  const { rows } = await sql<{
    position: number
    has_contact: boolean
    has_schema: boolean
  }>`/* append_interactions */
    with input as materialized (
      select given.*, contact.id is not null as has_contact, schema.key is not null as has_schema
      from unnest(
        ${inputs.map(input => input.tenantId)}::uuid[],
        ${inputs.map(input => input.id)}::uuid[],
        ${inputs.map(input => input.contactId)}::uuid[],
        ${inputs.map(input => input.schema.key)}::uuid[],
        ${inputs.map(input => input.createdDate.toISOString())}::timestamptz[],
        ${inputs.map(input => input.payload)}::text[],
        ${inputs.map(input => input.body)}::text[]
      ) with ordinality as given (tenant_id, id, contact_id, schema_key, created_date, payload, body, position)
      left join contacts contact on contact.tenant_id = given.tenant_id and contact.id = given.contact_id
      left join interaction_schemas schema on schema.tenant_id = given.tenant_id and schema.key = given.schema_key
        and schema.deleted_at is null
    ), admitted as materialized (
      select *, row_number() over (partition by tenant_id order by position) as n
      from input where has_contact and has_schema
    ), moved as (
      update log_heads head set seq = head.seq + added.count
      from (select tenant_id, count(*) from admitted group by tenant_id) added
      where head.tenant_id = added.tenant_id and head.log = 'interactions'
    ), bundled as (
      insert into body_bundles (tenant_id, id, bodies)
      select tenant_id, ${newId()}::uuid, array_agg(body order by n) from admitted group by tenant_id
      returning tenant_id, id
    ), stored as (
      insert into interactions
        (tenant_id, id, seq, contact_id, schema_key, created_date, payload, body_bundle, body_position)
      select admitted.tenant_id, admitted.id, head.seq + admitted.n, contact_id, schema_key, created_date,
        payload::jsonb, bundled.id, admitted.n
      from admitted
      join log_heads head on head.tenant_id = admitted.tenant_id and head.log = 'interactions'
      join bundled on bundled.tenant_id = admitted.tenant_id
    )
    select position::int - 1 as position, has_contact, has_schema from input`.execute(tx)
  return rows.map(row => ({ position: row.position, hasContact: row.has_contact, hasSchema: row.has_schema }))
}

/** Keeps what broke its schema, if its contact and schema exist. */
export async function keepRejected(
  tx: Tx,
  inputs: readonly Prepared[],
  receivedAt: readonly Date[],
): Promise<Stored[]> {
  const { rows } = await sql<{
    position: number
    has_contact: boolean
    has_schema: boolean
  }>`/* keep_rejected */
    with input as materialized (
      select given.*, contact.id is not null as has_contact, schema.key is not null as has_schema
      from unnest(
        ${inputs.map(input => input.tenantId)}::uuid[],
        ${inputs.map(input => input.id)}::uuid[],
        ${inputs.map(input => input.contactId)}::uuid[],
        ${inputs.map(input => input.schema.key)}::uuid[],
        ${inputs.map(input => input.schema.version)}::int[],
        ${inputs.map(input => JSON.stringify(input.faults))}::text[],
        ${inputs.map(input => input.body)}::text[],
        ${receivedAt.map(at => at.toISOString())}::timestamptz[]
      ) with ordinality as given
        (tenant_id, id, contact_id, schema_key, schema_version, faults, body, received_at, position)
      left join contacts contact on contact.tenant_id = given.tenant_id and contact.id = given.contact_id
      left join interaction_schemas schema on schema.tenant_id = given.tenant_id and schema.key = given.schema_key
        and schema.deleted_at is null
    ), kept as (
      insert into rejected_interactions
        (tenant_id, id, contact_id, schema_key, schema_version, faults, body, received_at)
      select tenant_id, id, contact_id, schema_key, schema_version, faults::jsonb, body, received_at
      from input where has_contact and has_schema
    )
    select position::int - 1 as position, has_contact, has_schema from input`.execute(tx)
  return rows.map(row => ({ position: row.position, hasContact: row.has_contact, hasSchema: row.has_schema }))
}

const columns = ['interaction.id', 'contact_id', 'schema.alias', 'created_date', 'payload'] as const

/** Interactions whose schema is not deleted. Those of a deleted contact are gone with it for a reader, too. */
const visible = (db: Db, tenantId: string) =>
  db
    .selectFrom('interactions as interaction')
    .innerJoin('interaction_schemas as schema', join =>
      join
        .onRef('schema.tenant_id', '=', 'interaction.tenant_id')
        .onRef('schema.key', '=', 'interaction.schema_key')
        .on('schema.deleted_at', 'is', null),
    )
    .where('interaction.tenant_id', '=', tenantId)

export const selectInteraction = (db: Db, tenantId: string, id: string) =>
  visible(db, tenantId)
    .innerJoin('contacts as contact', join =>
      join
        .onRef('contact.tenant_id', '=', 'interaction.tenant_id')
        .onRef('contact.id', '=', 'interaction.contact_id'),
    )
    .where('interaction.id', '=', id)
    .select([...columns, 'body_bundle', 'body_position'])
    .executeTakeFirst()

/** Newest first; what comes after the given place in that order. */
export const selectPage = (
  db: Db,
  tenantId: string,
  contactId: string,
  schemaKey: string,
  after: { createdDate: Date; id: string } | undefined,
  limit: number,
) =>
  visible(db, tenantId)
    .where('contact_id', '=', contactId)
    .where('schema_key', '=', schemaKey)
    .$if(after !== undefined, query =>
      query.where(sql<boolean>`(created_date, interaction.id) < (${after?.createdDate}, ${after?.id}::uuid)`),
    )
    .select(columns)
    .orderBy('created_date', 'desc')
    .orderBy('interaction.id', 'desc')
    .limit(limit)
    .execute()

/** Deletes interactions by id and puts their bodies on the list of those to be erased. */
export async function deleteInteractions(tx: Tx, tenantId: string, ids: readonly string[]): Promise<void> {
  await sql`
    with gone as (
      delete from interactions where tenant_id = ${tenantId} and id = any(${ids}::uuid[])
      returning body_bundle, body_position
    )
    insert into body_erasures (tenant_id, bundle, position)
    select ${tenantId}::uuid, body_bundle, body_position from gone
    on conflict do nothing`.execute(tx)
}

export type Whose = { readonly contactId: string } | { readonly schemaKey: string }

const isOf = (whose: Whose) =>
  'contactId' in whose ? sql`contact_id = ${whose.contactId}` : sql`schema_key = ${whose.schemaKey}`

/** Some of the interactions of a contact or a schema that is deleted. */
export async function selectIdsOf(db: Db, tenantId: string, whose: Whose, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from interactions where tenant_id = ${tenantId} and ${isOf(whose)} limit ${limit}`.execute(db)
  return rows.map(row => row.id)
}

export const deleteRejectedOf = (tx: Tx, tenantId: string, whose: Whose) =>
  sql`delete from rejected_interactions where tenant_id = ${tenantId} and ${isOf(whose)}`.execute(tx)

export const selectRejected = (db: Db, tenantId: string, limit: number) =>
  db
    .selectFrom('rejected_interactions')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** Contact and schema of an interaction, locked until the transaction ends. */
export const lockInteraction = (tx: Tx, tenantId: string, id: string) =>
  tx
    .selectFrom('interactions')
    .select(['contact_id', 'schema_key', 'seq'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
