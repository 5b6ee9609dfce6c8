import { type RawBuilder, sql } from 'kysely'
import type { Fault } from '../../kernel/domain-error.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import type { RejectedRow } from './rejected.ts'

/** What is not given is any. */
export interface RejectedFilter {
  readonly schemaKey?: string | undefined
  readonly contactId?: string | undefined
  readonly ids?: readonly string[] | undefined
  /** The first fault. */
  readonly reason?: Fault | undefined
}

export interface Place {
  readonly receivedAt: string
  readonly id: string
}

const columns = sql`rejected.id, rejected.contact_id, schema.alias, rejected.schema_version, rejected.faults,
  rejected.body, rejected.received_at`

function conditionsOf(tenantId: string, { contactId, ids, reason }: RejectedFilter): RawBuilder<unknown>[] {
  return [
    sql`tenant_id = ${tenantId}`,
    ...(contactId === undefined ? [] : [sql`contact_id = ${contactId}`]),
    ...(ids === undefined ? [] : [sql`id = any(${ids}::uuid[])`]),
    ...(reason === undefined
      ? []
      : [sql`faults->0->>'field' = ${reason.field} and faults->0->>'message' = ${reason.message}`]),
  ]
}

const liveSchemas = (tenantId: string, { schemaKey }: RejectedFilter) =>
  sql`(select key, alias from interaction_schemas where tenant_id = ${tenantId} and deleted_at is null
    and (${schemaKey ?? null}::uuid is null or key = ${schemaKey ?? null}::uuid)) schema`

/** In the order in which they came, or the newest first; what follows the given place. Of schemas that are not deleted. */
export async function selectRejected(
  db: Db,
  tenantId: string,
  filter: RejectedFilter,
  order: 'newest first' | 'oldest first',
  after: Place | undefined,
  limit: number,
): Promise<RejectedRow[]> {
  const isFalling = order === 'newest first'
  const place = after && sql`(${after.receivedAt}::timestamptz, ${after.id}::uuid)`
  const beyond = place && (isFalling ? sql`(received_at, id) < ${place}` : sql`(received_at, id) > ${place}`)
  const conditions = [...conditionsOf(tenantId, filter), ...(beyond ? [beyond] : [])]
  const sorting = isFalling ? sql`received_at desc, id desc` : sql`received_at, id`
  const { rows } = await sql<RejectedRow>`select ${columns} from ${liveSchemas(tenantId, filter)}
    cross join lateral (
      select * from rejected_interactions
      where schema_key = schema.key and ${sql.join(conditions, sql` and `)}
      order by ${sorting} limit ${limit}
    ) rejected
    order by ${sorting} limit ${limit}`.execute(db)
  return rows
}

/** The oldest first, without what was sent. */
export async function selectRejectedIds(
  db: Db,
  tenantId: string,
  filter: RejectedFilter,
  limit: number,
): Promise<{ id: string; contact_id: string; schema_key: string }[]> {
  const { rows } = await sql<{ id: string; contact_id: string; schema_key: string }>`
    select rejected.id, rejected.contact_id, rejected.schema_key from ${liveSchemas(tenantId, filter)}
    cross join lateral (
      select id, contact_id, schema_key, received_at from rejected_interactions
      where schema_key = schema.key and ${sql.join(conditionsOf(tenantId, filter), sql` and `)}
      order by received_at, id limit ${limit}
    ) rejected
    order by received_at, id limit ${limit}`.execute(db)
  return rows
}

export interface ReasonRow {
  readonly schema_id: string
  readonly field: string
  readonly message: string
  readonly count: number
  readonly first_received_at: Date
  readonly last_received_at: Date
  readonly latest_id: string
}

/** The newest so many of each schema by their first fault, and how many these were at most of one schema. */
export async function selectReasons(
  db: Db,
  tenantId: string,
  filter: RejectedFilter,
  mostPerSchema: number,
): Promise<{ readonly reasons: ReasonRow[]; readonly examined: number }> {
  const { rows } = await sql<ReasonRow>`
    select schema.alias as schema_id, rejected.faults->0->>'field' as field, rejected.faults->0->>'message' as message,
      count(*) as count, min(received_at) as first_received_at, max(received_at) as last_received_at,
      (array_agg(rejected.id order by received_at desc))[1] as latest_id
    from ${liveSchemas(tenantId, filter)}
    cross join lateral (
      select id, faults, received_at from rejected_interactions
      where schema_key = schema.key and ${sql.join(conditionsOf(tenantId, filter), sql` and `)}
      order by received_at desc limit ${mostPerSchema}
    ) rejected
    group by 1, 2, 3 order by count desc, schema_id, field, message limit 500`.execute(db)
  const bySchema = Map.groupBy(rows, row => row.schema_id)
  const examined = [...bySchema.values()].map(own => own.reduce((sum, { count }) => sum + count, 0))
  return { reasons: rows, examined: Math.max(0, ...examined) }
}

export const deleteRejected = (tx: Tx, tenantId: string, ids: readonly string[]) =>
  sql`delete from rejected_interactions where tenant_id = ${tenantId} and id = any(${ids}::uuid[])`.execute(
    tx,
  )

/** Takes away some of those that are older than their tenant keeps them. Answers how many these were. */
export async function deleteOldRejected(db: Db, wall: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from rejected_interactions kept using (
      select old.tenant_id, old.id from (
        select id, (settings->>'rejectedInteractionDays')::int as days from tenants
        where (settings->>'rejectedInteractionDays')::int > 0
      ) tenant
      cross join lateral (
        select tenant_id, id from rejected_interactions where tenant_id = tenant.id
          and id < lowest_id_at(${wall}::timestamptz - tenant.days * interval '1 day')
        order by id limit ${limit}
      ) old limit ${limit}
    ) chosen
    where kept.tenant_id = chosen.tenant_id and kept.id = chosen.id`.execute(db)
  return Number(numAffectedRows ?? 0)
}

export const writeFaults = (
  tx: Tx,
  tenantId: string,
  given: readonly {
    readonly id: string
    readonly schemaVersion: number
    readonly faults: readonly Fault[]
  }[],
) =>
  sql`update rejected_interactions kept set faults = given.faults, schema_version = given.schema_version
    from unnest(${given.map(each => each.id)}::uuid[], ${given.map(each => JSON.stringify(each.faults))}::jsonb[],
      ${given.map(each => each.schemaVersion)}::int[]) as given (id, faults, schema_version)
    where kept.tenant_id = ${tenantId} and kept.id = given.id`.execute(tx)
