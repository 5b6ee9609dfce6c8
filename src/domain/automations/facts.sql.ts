import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { Stretch } from '../../storage/log/consumer.ts'
import { type Fact, interactionType } from './fact.ts'

interface FactRow {
  readonly id: string
  readonly seq: number
  readonly type: string
  readonly alias: string | null
  readonly contact_id: string
  readonly at: Date
  readonly data: Record<string, unknown>
}

const toFact = (row: FactRow): Fact => ({
  id: row.id,
  seq: row.seq,
  type: row.type,
  schemaId: row.alias,
  contactId: row.contact_id,
  at: row.at,
  data: row.data,
})

/**
 * The data of an event. A receipt has the SKUs that were bought besides, which are too many for the log, and a change of
 * a contact what its attributes are since then. That is in the log, too; what is not (long values, and what was told before
 * the log had it) is what they are when the fact is read.
 */
const eventData = (tenantId: string) => sql`case event.type
    when 'receipt.registered' then event.data || jsonb_build_object('skus', array(
      select distinct item.sku from receipt_items item
      where item.tenant_id = ${tenantId}::uuid and item.receipt_id = (event.data->>'receiptId')::uuid
        and item.type = 'PURCHASE' order by item.sku
    ))
    when 'contact.updated' then event.data || jsonb_build_object('now', (
      select coalesce(jsonb_object_agg(attribute.key, attribute.value), '{}')
      from contacts changed cross join lateral jsonb_each(changed.attributes) attribute
      where changed.tenant_id = ${tenantId}::uuid and changed.id = event.contact_id
        and event.data->'attributes' ? attribute.key
    ) || coalesce(event.data->'now', '{}'))
    else event.data end`

/** The interactions of a stretch, of these schemas or of all, whose contact and schema are not deleted. */
export async function selectInteractionFacts(
  tx: Tx,
  { tenantId, after, upTo }: Stretch,
  schemaIds: readonly string[] | null,
): Promise<Fact[]> {
  const { rows } = await sql<FactRow>`
    select interaction.id, interaction.seq, ${interactionType}::text as type, schema.alias, interaction.contact_id,
      interaction.created_date as at, interaction.payload as data
    from interactions interaction
    join contacts contact on contact.tenant_id = interaction.tenant_id and contact.id = interaction.contact_id
    join interaction_schemas schema
      on schema.tenant_id = interaction.tenant_id and schema.key = interaction.schema_key and schema.deleted_at is null
    where interaction.tenant_id = ${tenantId} and interaction.seq > ${after} and interaction.seq <= ${upTo}
      and (${schemaIds}::text[] is null or schema.alias = any(${schemaIds}::text[]))
    order by interaction.seq`.execute(tx)
  return rows.map(toFact)
}

/** The facts of these types in a stretch of the log `events` whose contact is there. */
export async function selectEventFacts(
  tx: Tx,
  { tenantId, after, upTo }: Stretch,
  types: readonly string[],
): Promise<Fact[]> {
  const { rows } = await sql<FactRow>`
    select event.id, event.seq, event.type, null as alias, event.contact_id, event.at,
      ${eventData(tenantId)} as data
    from events event
    join contacts contact on contact.tenant_id = event.tenant_id and contact.id = event.contact_id
    where event.tenant_id = ${tenantId} and event.seq > ${after} and event.seq <= ${upTo}
      and event.type = any(${types}::text[])
    order by event.seq`.execute(tx)
  return rows.map(toFact)
}

/** The contacts that a stretch says are deleted. */
export async function selectDeletedContacts(tx: Tx, { tenantId, after, upTo }: Stretch): Promise<string[]> {
  const { rows } = await sql<{ contact_id: string }>`/* select_deleted_for_automations */
    select contact_id from events where tenant_id = ${tenantId} and seq > ${after} and seq <= ${upTo}
      and type = 'contact.deleted' and contact_id is not null`.execute(tx)
  return rows.map(row => row.contact_id)
}

/** Where a fact stands among those of its log. */
export interface Place {
  readonly at: Date
  readonly seq: number
}

/** What one asks of the logs: what a contact did since a time, but for one fact. */
export interface Question {
  readonly contactId: string
  readonly since: Date
  readonly until?: Date
  /** What comes after this fact alone. */
  readonly after?: Place
  readonly except: string
}

const unnestQuestions = (questions: readonly Question[]) => sql`unnest(
    ${questions.map(question => question.contactId)}::uuid[], ${questions.map(question => question.since)}::timestamptz[],
    ${questions.map(question => question.until ?? null)}::timestamptz[],
    ${questions.map(question => question.after?.at ?? null)}::timestamptz[],
    ${questions.map(question => question.after?.seq ?? null)}::bigint[],
    ${questions.map(question => question.except)}::uuid[]
  ) with ordinality as question (contact_id, since, until, after_at, after_seq, left_out, n)`

/** The newest interactions that answer each question, at most `limit` for each; `n` counts questions from 0. */
export async function selectInteractionsSince(
  db: Db,
  tenantId: string,
  schemaId: string | null,
  questions: readonly Question[],
  limit: number,
): Promise<{ n: number; fact: Fact }[]> {
  const { rows } = await sql<FactRow & { n: number }>`
    select question.n, found.* from ${unnestQuestions(questions)}
    cross join lateral (
      select interaction.id, interaction.seq, ${interactionType}::text as type, schema.alias, interaction.contact_id,
        interaction.created_date as at, interaction.payload as data
      from interaction_schemas schema
      join interactions interaction
        on interaction.tenant_id = ${tenantId} and interaction.contact_id = question.contact_id
        and interaction.schema_key = schema.key and interaction.created_date >= question.since
        and interaction.created_date <= coalesce(question.until, 'infinity')
        and (question.after_at is null
          or (interaction.created_date, interaction.seq) > (question.after_at, question.after_seq))
        and interaction.id <> question.left_out
      where schema.tenant_id = ${tenantId} and schema.deleted_at is null
        and (${schemaId}::text is null or schema.alias = ${schemaId})
      order by interaction.created_date desc, interaction.seq desc limit ${limit}
    ) found`.execute(db)
  return rows.map(row => ({ n: Number(row.n) - 1, fact: toFact(row) }))
}

/** The same of the log `events`. */
export async function selectEventsSince(
  db: Db,
  tenantId: string,
  types: readonly string[],
  questions: readonly Question[],
  limit: number,
): Promise<{ n: number; fact: Fact }[]> {
  const { rows } = await sql<FactRow & { n: number }>`
    select question.n, found.* from ${unnestQuestions(questions)}
    cross join lateral (
      select event.id, event.seq, event.type, null::text as alias, event.contact_id, event.at,
        ${eventData(tenantId)} as data
      from events event
      where event.tenant_id = ${tenantId} and event.contact_id = question.contact_id and event.at >= question.since
        and event.at <= coalesce(question.until, 'infinity')
        and (question.after_at is null or (event.at, event.seq) > (question.after_at, question.after_seq))
        and event.type = any(${types}::text[]) and event.id <> question.left_out
      order by event.at desc, event.seq desc limit ${limit}
    ) found`.execute(db)
  return rows.map(row => ({ n: Number(row.n) - 1, fact: toFact(row) }))
}

/** How many messages were queued for each contact on a channel since a time. */
export async function countQueuedMessages(
  db: Db,
  tenantId: string,
  channel: string,
  contactIds: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ contact_id: string; count: number }>`
    select wanted.contact_id, found.count from unnest(${contactIds}::uuid[]) as wanted (contact_id)
    cross join lateral (
      select count(*) from events
      where tenant_id = ${tenantId} and contact_id = wanted.contact_id and at > ${since}
        and type = 'message.queued' and data->>'channel' = ${channel}
    ) found`.execute(db)
  return new Map(rows.map(row => [row.contact_id, row.count]))
}

/** For each interaction given, the earlier ones of its contact under its schema, the newest first. */
export async function selectEarlierInteractions(
  tx: Tx,
  tenantId: string,
  facts: readonly Fact[],
  limit: number,
): Promise<{ n: number; fact: Fact }[]> {
  const { rows } = await sql<FactRow & { n: number }>`
    select given.n, found.*
    from unnest(
      ${facts.map(fact => fact.contactId)}::uuid[], ${facts.map(fact => fact.schemaId)}::text[],
      ${facts.map(fact => fact.seq)}::bigint[]
    ) with ordinality as given (contact_id, alias, seq, n)
    cross join lateral (
      select interaction.id, interaction.seq, ${interactionType}::text as type, schema.alias, interaction.contact_id,
        interaction.created_date as at, interaction.payload as data
      from interaction_schemas schema
      join interactions interaction
        on interaction.tenant_id = ${tenantId} and interaction.contact_id = given.contact_id
        and interaction.schema_key = schema.key and interaction.seq < given.seq
      where schema.tenant_id = ${tenantId} and schema.deleted_at is null and schema.alias = given.alias
      order by interaction.created_date desc limit ${limit}
    ) found`.execute(tx)
  return rows.map(row => ({ n: Number(row.n) - 1, fact: toFact(row) }))
}
