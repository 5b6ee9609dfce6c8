import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'

export interface CardRow {
  readonly schema_key: string
  /** Up to the number that was asked for. */
  readonly count: number
  readonly id: string
  readonly created_date: Date
  readonly payload: Record<string, unknown>
}

/** The newest interactions of a contact of each schema that is not deleted, schema by schema, and how many there are. */
export async function selectNewestBySchema(
  db: Db,
  tenantId: string,
  contactId: string,
  perSchema: number,
  mostCounted: number,
): Promise<CardRow[]> {
  const own = sql`tenant_id = ${tenantId} and contact_id = ${contactId} and schema_key = schema.key`
  const { rows } = await sql<CardRow>`
    select schema.key as schema_key, counted.count, newest.id, newest.created_date, newest.payload
    from interaction_schemas schema
    cross join lateral (
      select id, created_date, payload from interactions where ${own}
      order by created_date desc, id desc limit ${perSchema}
    ) newest
    cross join lateral (
      select count(*) as count from (select 1 from interactions where ${own} limit ${mostCounted}) one
    ) counted
    where schema.tenant_id = ${tenantId} and schema.deleted_at is null
    order by schema.key, newest.created_date desc, newest.id desc`.execute(db)
  return rows
}
