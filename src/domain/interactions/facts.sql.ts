import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'

/** The numbers given out last, by tenant and log. */
export async function selectHeads(
  db: Db,
  tenantIds: readonly string[],
): Promise<{ tenant_id: string; log: string; seq: number }[]> {
  const { rows } = await sql<{ tenant_id: string; log: string; seq: number }>`/* fact_heads */
    select tenant_id, log, seq from log_heads where tenant_id = any(${tenantIds}::uuid[])`.execute(db)
  return rows
}

export interface LoggedFact {
  readonly seq: number
  readonly id: string
  readonly type: string
  readonly at: Date
  readonly contact_id: string | null
  readonly schema_id: string | null
  readonly data: Record<string, unknown>
}

/** The facts of a stretch of the log `events`, in their order. */
export async function selectEventFacts(
  db: Db,
  tenantId: string,
  after: number,
  upTo: number,
): Promise<LoggedFact[]> {
  const { rows } = await sql<LoggedFact>`
    select event.seq, event.id, event.type, event.at, event.contact_id, event.data, (
      select alias from interaction_schemas
      where tenant_id = event.tenant_id and key = (event.data->>'schemaKey')::uuid limit 1
    ) as schema_id
    from events event where tenant_id = ${tenantId} and seq > ${after} and seq <= ${upTo} order by seq`.execute(
    db,
  )
  return rows
}

/** The same of the log `interactions`; of live contacts and schemas. */
export async function selectInteractionFacts(
  db: Db,
  tenantId: string,
  after: number,
  upTo: number,
): Promise<LoggedFact[]> {
  const { rows } = await sql<LoggedFact>`
    select stored.seq, stored.id, 'interaction.created' as type, stored.created_date as at, stored.contact_id,
      stored.payload as data, schema.alias as schema_id
    from interactions stored
    cross join lateral (
      select alias from interaction_schemas
      where tenant_id = ${tenantId} and key = stored.schema_key and deleted_at is null limit 1
    ) schema
    where stored.tenant_id = ${tenantId} and stored.seq > ${after} and stored.seq <= ${upTo}
      and exists (select 1 from contacts where tenant_id = ${tenantId} and id = stored.contact_id)
    order by stored.seq`.execute(db)
  return rows
}
