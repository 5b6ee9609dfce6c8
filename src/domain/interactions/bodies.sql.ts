import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'

export interface Bundle {
  readonly id: string
  /** Packed: see body-archive.ts. */
  readonly bodies: Buffer
}

export interface Place {
  readonly id: string
  readonly archive: string
  readonly offset: number
  readonly length: number
}

export interface BodyPlace {
  readonly id: string
  readonly created_date: Date
  readonly body_bundle: string
  readonly body_position: number
}

/** In which bundles the bodies of a contact's interactions of a schema are, the newest first; after the given one. */
export async function selectBodyPlaces(
  db: Db,
  tenantId: string,
  { contactId, schemaKey }: { readonly contactId: string; readonly schemaKey: string },
  after: BodyPlace | undefined,
  limit: number,
): Promise<BodyPlace[]> {
  const beyond = after ? sql`and (created_date, id) < (${after.created_date}, ${after.id}::uuid)` : sql``
  const { rows } = await sql<BodyPlace>`
    select id, created_date, body_bundle, body_position from interactions
    where tenant_id = ${tenantId} and contact_id = ${contactId} and schema_key = ${schemaKey} ${beyond}
    order by created_date desc, id desc limit ${limit}`.execute(db)
  return rows
}

/** Of all schemas that are not deleted. */
export async function selectSchemaKeys(db: Db, tenantId: string): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select key from interaction_schemas where tenant_id = ${tenantId} and deleted_at is null order by key`.execute(
    db,
  )
  return rows.map(row => row.key)
}

/** Where the bodies of a bundle are: here, or in blob storage. */
export async function selectBundle(
  db: Db,
  tenantId: string,
  bundle: string,
): Promise<{ bodies: Buffer | null; archive: string | null; offset: number; length: number } | undefined> {
  const { rows } = await sql<{
    bodies: Buffer | null
    archive: string | null
    archive_offset: number | null
    archive_length: number | null
  }>`select bodies, archive, archive_offset, archive_length from body_bundles
    where tenant_id = ${tenantId} and id = ${bundle}`.execute(db)
  const [row] = rows
  return (
    row && {
      bodies: row.bodies,
      archive: row.archive,
      offset: row.archive_offset ?? 0,
      length: row.archive_length ?? 0,
    }
  )
}

/** The tenants whose waiting bodies are many (in bytes) or old. */
export async function selectTenantsWaiting(db: Db, bytes: number, olderThanId: string): Promise<string[]> {
  const { rows } = await sql<{ tenant_id: string }>`
    select tenant_id from body_bundles where archive is null group by tenant_id
    having sum(pg_column_size(bodies)) >= ${bytes} or min(id::text) < ${olderThanId}`.execute(db)
  return rows.map(row => row.tenant_id)
}

/** Locks waiting bundles, the oldest first, up to a sum of bytes (and 2000). */
export async function lockWaiting(tx: Tx, tenantId: string, bytes: number): Promise<Bundle[]> {
  // The ids are an array, not a join: without statistics of a young table the planner would repeat the sums per row.
  const { rows } = await sql<Bundle>`
    select id, bodies from body_bundles
    where tenant_id = ${tenantId} and archive is null and id = any(array(
      select id from (
        select id, sum(size) over (order by id) - size as before from (
          select id, pg_column_size(bodies) as size from body_bundles
          where tenant_id = ${tenantId} and archive is null order by id limit 2000
        ) oldest
      ) waiting where before < ${bytes}
    ))
    order by id for update skip locked`.execute(tx)
  return rows
}

/** Notes where bundles are now; they are no longer kept in the table. */
export const moveBundles = (tx: Tx, tenantId: string, places: readonly Place[]) =>
  sql`update body_bundles set bodies = null, archive = place.archive, archive_offset = place.start, archive_length = place.length
    from unnest(
      ${places.map(place => place.id)}::uuid[], ${places.map(place => place.archive)}::text[],
      ${places.map(place => place.offset)}::int[], ${places.map(place => place.length)}::int[]
    ) as place (id, archive, start, length)
    where tenant_id = ${tenantId} and body_bundles.id = place.id`.execute(tx)

export async function selectTenantsErasing(db: Db): Promise<string[]> {
  const { rows } = await sql<{ tenant_id: string }>`select distinct tenant_id from body_erasures`.execute(db)
  return rows.map(row => row.tenant_id)
}

/** Locks some of the bundles in the table that have something to erase. */
export async function lockWaitingToErase(tx: Tx, tenantId: string, limit: number): Promise<Bundle[]> {
  const { rows } = await sql<Bundle>`
    select id, bodies from body_bundles where tenant_id = ${tenantId} and archive is null
      and id in (select bundle from body_erasures where tenant_id = ${tenantId})
    order by id limit ${limit} for update`.execute(tx)
  return rows
}

export const updateWaiting = (tx: Tx, tenantId: string, bundles: readonly Bundle[]) =>
  sql`update body_bundles set bodies = next.bodies
    from unnest(${bundles.map(bundle => bundle.id)}::uuid[], ${bundles.map(bundle => bundle.bodies)}::bytea[])
      as next (id, bodies)
    where tenant_id = ${tenantId} and body_bundles.id = next.id`.execute(tx)

/** The archives with something to erase, a few at a time. */
export async function selectArchivesErasing(tx: Tx, tenantId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ archive: string }>`
    select distinct bundle.archive from body_erasures erasure
    join body_bundles bundle on bundle.tenant_id = erasure.tenant_id and bundle.id = erasure.bundle
    where erasure.tenant_id = ${tenantId} and bundle.archive is not null limit ${limit}`.execute(tx)
  return rows.map(row => row.archive)
}

export async function lockArchive(tx: Tx, tenantId: string, archive: string): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select id, archive, archive_offset as "offset", archive_length as length from body_bundles
    where tenant_id = ${tenantId} and archive = ${archive} order by archive_offset for update`.execute(tx)
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

export async function isArchiveUsed(db: Db, tenantId: string, archive: string): Promise<boolean> {
  const { rows } = await sql`select 1 from body_bundles
    where tenant_id = ${tenantId} and archive = ${archive} limit 1`.execute(db)
  return rows.length > 0
}
