/**
 * Facts of contacts in the order of their time. Interactions are read schema by schema, because their indexes have the
 * schema before the time: each gives its newest, and the newest of these are taken.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'

export interface Place {
  readonly at: string
  readonly id: string
}

export interface Span {
  /** Included. */
  readonly from?: Date | undefined
  /** Not included. */
  readonly until?: Date | undefined
  readonly before: Place | undefined
  readonly limit: number
}

export interface InteractionRow {
  readonly id: string
  readonly contact_id: string
  readonly alias: string
  readonly created_date: Date
  readonly payload: Record<string, unknown>
}

/** The newest first; of live contacts and schemas. */
export async function selectInteractionsOf(
  db: Db,
  tenantId: string,
  of: { readonly contactId?: string | undefined; readonly schemaKeys?: readonly string[] | undefined },
  span: Span,
): Promise<InteractionRow[]> {
  const conditions = [
    sql`tenant_id = ${tenantId}`,
    ...(of.contactId === undefined ? [] : [sql`contact_id = ${of.contactId}`]),
    ...within(span, sql`created_date`),
  ]
  const wanted = of.schemaKeys === undefined ? sql`true` : sql`key = any(${of.schemaKeys}::uuid[])`
  const { rows } = await sql<InteractionRow>`
    select interaction.id, contact_id, schema.alias, created_date, payload
    from (select key, alias from interaction_schemas
      where tenant_id = ${tenantId} and deleted_at is null and ${wanted}) schema
    cross join lateral (
      select id, contact_id, created_date, payload from interactions stored
      where schema_key = schema.key and ${sql.join(conditions, sql` and `)}
        and exists (select 1 from contacts where tenant_id = ${tenantId} and contacts.id = stored.contact_id)
      order by created_date desc, id desc limit ${span.limit}
    ) interaction
    order by created_date desc, interaction.id desc limit ${span.limit}`.execute(db)
  return rows
}

export interface FactRow {
  readonly id: string
  readonly type: string
  readonly at: Date
  readonly data: Record<string, unknown>
  /** The alias of the schema that it concerns, if any. */
  readonly schema_id: string | null
}

/** Events of a contact, the newest first. A type may end in a star. */
export async function selectEventsOf(
  db: Db,
  tenantId: string,
  contactId: string,
  types: readonly string[] | undefined,
  span: Span,
): Promise<FactRow[]> {
  const conditions = [
    sql`event.tenant_id = ${tenantId} and event.contact_id = ${contactId}`,
    ...(types === undefined ? [] : [sql`event.type like any(${types.map(toLike)}::text[])`]),
    ...within(span, sql`at`, sql`event.id`),
  ]
  const { rows } =
    await sql<FactRow>`select event.id, event.type, event.at, event.data, schema.alias as schema_id
    from events event left join interaction_schemas schema
      on schema.tenant_id = event.tenant_id and schema.key = (event.data->>'schemaKey')::uuid
    where ${sql.join(conditions, sql` and `)}
    order by at desc, event.id desc limit ${span.limit}`.execute(db)
  return rows
}

function within(
  { from, until, before }: Span,
  time: RawBuilder<unknown>,
  id = sql`id`,
): RawBuilder<unknown>[] {
  return [
    ...(from ? [sql`${time} >= ${from}`] : []),
    ...(until ? [sql`${time} < ${until}`] : []),
    ...(before ? [sql`(${time}, ${id}) < (${before.at}::timestamptz, ${before.id}::uuid)`] : []),
  ]
}

/** Only a star at the end means anything. */
const toLike = (type: string) => type.replaceAll(/[\\%_]/g, '\\$&').replace(/\*$/, '%')
