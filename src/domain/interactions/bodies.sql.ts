import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'

export interface Bundle {
  readonly id: string
  /** A JSON array of texts; an erased body is null. */
  readonly bodies: string
}

export interface Place {
  readonly id: string
  readonly segment: string
  readonly offset: number
  readonly length: number
}

export async function selectBody(
  db: Db,
  tenantId: string,
  bundle: string,
  position: number,
): Promise<{ body: string | null; segment: string | null; offset: number; length: number } | undefined> {
  const { rows } = await sql<{
    body: string | null
    segment: string | null
    segment_offset: number | null
    segment_length: number | null
  }>`select bodies::json ->> ${position}::int as body, segment, segment_offset, segment_length from body_bundles
    where tenant_id = ${tenantId} and id = ${bundle}`.execute(db)
  const [row] = rows
  return (
    row && {
      body: row.body,
      segment: row.segment,
      offset: row.segment_offset ?? 0,
      length: row.segment_length ?? 0,
    }
  )
}

/** The tenants whose waiting bodies are many (in bytes) or old. */
export async function selectTenantsWaiting(db: Db, bytes: number, olderThanId: string): Promise<string[]> {
  const { rows } = await sql<{ tenant_id: string }>`
    select tenant_id from body_bundles where segment is null group by tenant_id
    having sum(pg_column_size(bodies)) >= ${bytes} or min(id::text) < ${olderThanId}`.execute(db)
  return rows.map(row => row.tenant_id)
}

/** Locks waiting bundles, the oldest first, up to a sum of bytes. */
export async function lockWaiting(tx: Tx, tenantId: string, bytes: number): Promise<Bundle[]> {
  const { rows } = await sql<Bundle>`
    select id, bodies from body_bundles
    where tenant_id = ${tenantId} and segment is null and id in (
      select id from (
        select id, sum(pg_column_size(bodies)) over (order by id) - pg_column_size(bodies) as before
        from body_bundles where tenant_id = ${tenantId} and segment is null
      ) waiting where before < ${bytes}
    )
    order by id for update skip locked`.execute(tx)
  return rows
}

/** Notes where bundles are now; they are no longer kept in the table. */
export const moveBundles = (tx: Tx, tenantId: string, places: readonly Place[]) =>
  sql`update body_bundles set bodies = null, segment = place.segment, segment_offset = place.start, segment_length = place.length
    from unnest(
      ${places.map(place => place.id)}::uuid[], ${places.map(place => place.segment)}::text[],
      ${places.map(place => place.offset)}::int[], ${places.map(place => place.length)}::int[]
    ) as place (id, segment, start, length)
    where tenant_id = ${tenantId} and body_bundles.id = place.id`.execute(tx)

export async function selectTenantsErasing(db: Db): Promise<string[]> {
  const { rows } = await sql<{ tenant_id: string }>`select distinct tenant_id from body_erasures`.execute(db)
  return rows.map(row => row.tenant_id)
}

/** Locks some of the bundles in the table that have something to erase. */
export async function lockWaitingToErase(tx: Tx, tenantId: string, limit: number): Promise<Bundle[]> {
  const { rows } = await sql<Bundle>`
    select id, bodies from body_bundles where tenant_id = ${tenantId} and segment is null
      and id in (select bundle from body_erasures where tenant_id = ${tenantId})
    order by id limit ${limit} for update`.execute(tx)
  return rows
}

export const updateWaiting = (tx: Tx, tenantId: string, bundles: readonly Bundle[]) =>
  sql`update body_bundles set bodies = next.bodies
    from unnest(${bundles.map(bundle => bundle.id)}::uuid[], ${bundles.map(bundle => bundle.bodies)}::text[])
      as next (id, bodies)
    where tenant_id = ${tenantId} and body_bundles.id = next.id`.execute(tx)

/** The segments with something to erase, a few at a time. */
export async function selectSegmentsErasing(tx: Tx, tenantId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ segment: string }>`
    select distinct bundle.segment from body_erasures erasure
    join body_bundles bundle on bundle.tenant_id = erasure.tenant_id and bundle.id = erasure.bundle
    where erasure.tenant_id = ${tenantId} and bundle.segment is not null limit ${limit}`.execute(tx)
  return rows.map(row => row.segment)
}

export async function lockSegment(tx: Tx, tenantId: string, segment: string): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select id, segment, segment_offset as "offset", segment_length as length from body_bundles
    where tenant_id = ${tenantId} and segment = ${segment} order by segment_offset for update`.execute(tx)
  return rows
}

/** Takes the erasures in these bundles off the list: positions by bundle. */
export async function takeErasures(
  tx: Tx,
  tenantId: string,
  bundles: readonly string[],
): Promise<Map<string, Set<number>>> {
  const { rows } = await sql<{ bundle: string; position: number }>`
    delete from body_erasures where tenant_id = ${tenantId} and bundle = any(${bundles}::uuid[])
    returning bundle, position`.execute(tx)
  const positions = new Map<string, Set<number>>()
  for (const row of rows)
    positions.set(row.bundle, (positions.get(row.bundle) ?? new Set()).add(row.position))
  return positions
}

export const deleteBundles = (tx: Tx, tenantId: string, bundles: readonly string[]) =>
  sql`delete from body_bundles where tenant_id = ${tenantId} and id = any(${bundles}::uuid[])`.execute(tx)

export async function isSegmentUsed(db: Db, tenantId: string, segment: string): Promise<boolean> {
  const { rows } = await sql`select 1 from body_bundles
    where tenant_id = ${tenantId} and segment = ${segment} limit 1`.execute(db)
  return rows.length > 0
}
