import { type RawBuilder, sql } from 'kysely'
import { instantArray, jsonArray, placeArray, uuidArray } from '../../storage/arrays.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import type { Bundle } from './bodies.sql.ts'
import type { Prepared } from './interaction.ts'

/** Interactions of one tenant, and their bodies in the same order. */
export interface Batch {
  readonly tenantId: string
  readonly inputs: readonly Prepared[]
  readonly bundle: Bundle
}

/**
 * Appends interactions of one tenant with the next numbers of its log, and their bodies as one bundle: all of them, or none
 * when a contact or a schema is missing. Answers how often one was removed so far, when it did. One statement, so that it
 * may be a transaction of its own, and a plain one: starting what is not needed costs a small batch more than its rows.
 *
 * Contacts and schemas are locked against deletion until the end of the transaction, then the head of the log: a row
 * whose deletion is committed meanwhile is not found, and none can be deleted before these interactions are visible.
 */
export function appendInteractions(db: Db, batch: Batch): Promise<number | undefined> {
  const { tenantId, inputs } = batch
  const contactIds = [...new Set(inputs.map(input => input.contactId))]
  const schemaKeys = [...new Set(inputs.map(input => input.schema.key))]
  return append(
    db,
    batch,
    sql`/* append_interactions */
    with contact as materialized (
      select from contacts where tenant_id = ${tenantId}::uuid and id = any(${uuidArray(contactIds)}::uuid[])
      order by id for key share
    ), schema as materialized (
      select from interaction_schemas
      where tenant_id = ${tenantId}::uuid and key = any(${uuidArray(schemaKeys)}::uuid[]) and deleted_at is null
      order by key for share
    ), head as (
      update log_heads set seq = seq + ${inputs.length}
      where tenant_id = ${tenantId}::uuid and log = 'interactions'
        and (select count(*) from contact) = ${contactIds.length}
        and (select count(*) from schema) = ${schemaKeys.length}`,
  )
}

/**
 * The same of what belongs to contacts and schemas that were there after so many removals: all of them, or none when one
 * was removed since, whichever it was: see `countRemoval`. Answers whether it did.
 */
export async function appendToKnown(db: Db, batch: Batch, removals: number): Promise<boolean> {
  const appended = await append(
    db,
    batch,
    sql`/* append_to_known */
    with head as (
      update log_heads set seq = seq + ${batch.inputs.length}
      where tenant_id = ${batch.tenantId}::uuid and log = 'interactions' and removals = ${removals}`,
  )
  return appended !== undefined
}

/** `lockingHead` ends in the update of the head, and updates none when nothing is to be appended. Answers its removals. */
async function append(
  db: Db,
  { inputs, bundle }: Batch,
  lockingHead: RawBuilder<unknown>,
): Promise<number | undefined> {
  const { rows } = await sql<{ removals: number }>`${lockingHead}
      returning tenant_id, seq - ${inputs.length} as seq, ${bundle.id}::uuid as bundle, removals
    ), bundled as (
      insert into body_bundles (tenant_id, id, bodies) select tenant_id, bundle, ${bundle.bodies}::bytea from head
    ), stored as (
      insert into interactions
        (tenant_id, id, seq, contact_id, schema_key, created_date, payload, body_bundle, body_position)
      select tenant_id, id, seq + place + 1, contact_id, schema_key, created_date, payload, bundle, place
      from head cross join rows from (
        unnest(
          ${uuidArray(inputs.map(input => input.id))}::uuid[],
          ${uuidArray(inputs.map(input => input.contactId))}::uuid[],
          ${uuidArray(inputs.map(input => input.schema.key))}::uuid[],
          ${instantArray(inputs.map(input => input.createdDate))}::timestamptz[],
          ${placeArray(inputs.length)}::smallint[]
        ),
        jsonb_array_elements(${jsonArray(inputs.map(input => input.payload))}::jsonb)
      ) as given (id, contact_id, schema_key, created_date, place, payload)
    )
    select removals from head`.execute(db)
  return rows[0]?.removals
}

/** Which of the given lack their contact or their schema now. */
export async function selectMissing(db: Db, inputs: readonly Prepared[]): Promise<Missing[]> {
  const { rows } = await sql<MissingRow>`
    with given as materialized (
      select * from unnest(
        ${inputs.map(input => input.tenantId)}::uuid[],
        ${inputs.map(input => input.id)}::uuid[],
        ${inputs.map(input => input.contactId)}::uuid[],
        ${inputs.map(input => input.schema.key)}::uuid[]
      ) as given (tenant_id, id, contact_id, schema_key)
    ), ${missingTargets}
    select * from missing`.execute(db)
  return rows.map(toMissing)
}

/** An interaction, by its id, and what it belongs to but was not there. */
export interface Missing {
  readonly id: string
  readonly what: 'contact' | 'schema'
}

interface MissingRow {
  readonly id: string
  readonly has_schema: boolean
}

const toMissing = (row: MissingRow): Missing => ({ id: row.id, what: row.has_schema ? 'contact' : 'schema' })

/** Which of the given lack their contact or their schema. Those that are there are locked, so that they stay. */
const missingTargets = sql`contact as materialized (
      select contacts.tenant_id, contacts.id from contacts
      join (select distinct tenant_id, contact_id from given) wanted
        on wanted.tenant_id = contacts.tenant_id and wanted.contact_id = contacts.id
      order by contacts.tenant_id, contacts.id for key share of contacts
    ), schema as materialized (
      select live.tenant_id, live.key from interaction_schemas live
      join (select distinct tenant_id, schema_key from given) wanted
        on wanted.tenant_id = live.tenant_id and wanted.schema_key = live.key
      where live.deleted_at is null
      order by live.tenant_id, live.key for share of live
    ), missing as materialized (
      select given.id, schema.key is not null as has_schema from given
      left join contact on contact.tenant_id = given.tenant_id and contact.id = given.contact_id
      left join schema on schema.tenant_id = given.tenant_id and schema.key = given.schema_key
      where contact.id is null or schema.key is null
    )`

interface Received {
  readonly prepared: Prepared
  readonly receivedAt: Date
}

/** Keeps what broke its schema: all of them, or none when a contact or a schema is missing. Answers what is. */
export async function keepRejected(db: Db, submissions: readonly Received[]): Promise<Missing[]> {
  const inputs = submissions.map(({ prepared }) => prepared)
  const { rows } = await sql<MissingRow>`/* keep_rejected */
    with given as materialized (
      select * from unnest(
        ${inputs.map(input => input.tenantId)}::uuid[],
        ${inputs.map(input => input.id)}::uuid[],
        ${inputs.map(input => input.contactId)}::uuid[],
        ${inputs.map(input => input.schema.key)}::uuid[],
        ${inputs.map(input => input.schema.version)}::int[],
        ${inputs.map(input => JSON.stringify(input.faults))}::jsonb[],
        ${inputs.map(input => input.body)}::text[],
        ${submissions.map(({ receivedAt }) => receivedAt.toISOString())}::timestamptz[]
      ) as given (tenant_id, id, contact_id, schema_key, schema_version, faults, body, received_at)
    ), ${missingTargets}, kept as (
      insert into rejected_interactions
        (tenant_id, id, contact_id, schema_key, schema_version, faults, body, received_at)
      select * from given where not exists (select 1 from missing)
    )
    select * from missing`.execute(db)
  return rows.map(toMissing)
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

/** Deletes some of those that were rejected, and answers how many. */
export async function deleteRejectedOf(
  tx: Tx,
  tenantId: string,
  whose: Whose,
  limit: number,
): Promise<number> {
  const { numAffectedRows } = await sql`delete from rejected_interactions
    where tenant_id = ${tenantId} and id in (
      select id from rejected_interactions where tenant_id = ${tenantId} and ${isOf(whose)} limit ${limit}
    )`.execute(tx)
  return Number(numAffectedRows)
}

/** Contact and schema of an interaction, locked until the transaction ends. */
export const lockInteraction = (tx: Tx, tenantId: string, id: string) =>
  tx
    .selectFrom('interactions')
    .select(['contact_id', 'schema_key', 'seq'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
