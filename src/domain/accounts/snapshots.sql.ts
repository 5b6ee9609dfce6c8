import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { Column, TenantTable } from '../../storage/tenant-tables.ts'
import type { Snapshot } from './snapshot.ts'

export const selectSnapshots = (db: Db, tenantId: string) =>
  db
    .selectFrom('tenant_snapshots')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('taken_at')
    .execute()

export const selectSnapshot = (db: Db, tenantId: string, name: string) =>
  db
    .selectFrom('tenant_snapshots')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('name', '=', name)
    .executeTakeFirst()

/** False when the name is taken. */
export async function insertSnapshot(tx: Tx, tenantId: string, snapshot: Snapshot): Promise<boolean> {
  const inserted = await tx
    .insertInto('tenant_snapshots')
    .values({
      tenant_id: tenantId,
      name: snapshot.name,
      id: snapshot.id,
      taken_at: snapshot.takenAt,
      clock_offset_ms: snapshot.clock.clockOffsetMs,
      clock_frozen_at: snapshot.clock.clockFrozenAt,
      tables_digest: snapshot.tablesDigest,
      contents: JSON.stringify(snapshot.contents),
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export const deleteSnapshot = (tx: Tx, tenantId: string, name: string) =>
  tx
    .deleteFrom('tenant_snapshots')
    .where('tenant_id', '=', tenantId)
    .where('name', '=', name)
    .returningAll()
    .executeTakeFirst()

/** So many characters of rows are fetched at a time, as far as can be foreseen; a row may have a million. */
const charactersAtOnce = 2 * 1024 * 1024
const mostRows = 100

/** JSON within JSON travels as text: it stays as it was written, and its null is not taken for a missing value. */
const isJson = ({ type }: Column) => type === 'json' || type === 'jsonb'

/** The rows of a tenant as JSON texts, some at a time. */
export async function* readRows(tx: Tx, { name, columns }: TenantTable, tenantId: string) {
  const list = sql.join(
    columns.map(column => sql`${sql.ref(column.name)}${sql.raw(isJson(column) ? '::text' : '')}`),
  )
  await sql`declare snapshot_rows no scroll cursor for
    select row_to_json(kept)::text as row from (
      select ${list} from ${sql.table(name)} where tenant_id = ${tenantId}
    ) kept`.execute(tx)
  let count = 16
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.raw(String(count))} from snapshot_rows`.execute(
      tx,
    )
    if (rows.length > 0) yield rows.map(({ row }) => row)
    if (rows.length < count) break
    const characters = rows.reduce((sum, { row }) => sum + row.length, 0)
    count = Math.max(1, Math.min(mostRows, Math.floor((charactersAtOnce / characters) * count)))
  }
  await sql`close snapshot_rows`.execute(tx)
}

/** `rows` is the text of a JSON array, read as json, which keeps numbers as they are written. */
export async function insertRows(tx: Tx, { name, columns }: TenantTable, rows: string): Promise<void> {
  const names = sql.join(columns.map(column => sql.ref(column.name)))
  const given = columns.map(
    column => sql`${sql.ref(column.name)} ${sql.raw(isJson(column) ? 'text' : column.type)}`,
  )
  const values = columns.map(column => sql`${sql.ref(column.name)}::${sql.raw(column.type)}`)
  await sql`insert into ${sql.table(name)} (${names}) overriding system value
    select ${sql.join(values)} from json_to_recordset(${rows}::json) as given (${sql.join(given)})`.execute(
    tx,
  )
}

export const deleteRows = (tx: Tx, { name }: TenantTable, tenantId: string) =>
  sql`delete from ${sql.table(name)} where tenant_id = ${tenantId}`.execute(tx)

/** Deleting and writing all of a large tenant takes longer than a request may. */
export const takeTime = (tx: Tx) => sql`set local statement_timeout = 0`.execute(tx)

export async function selectHeads(db: Db, tenantId: string): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('log_heads')
    .select(['log', 'seq'])
    .where('tenant_id', '=', tenantId)
    .execute()
  return Object.fromEntries(rows.map(({ log, seq }) => [log, seq]))
}

/** A log that is not named begins anew. What there was of contacts and schemas is removed. */
export const setHeads = (tx: Tx, tenantId: string, heads: Readonly<Record<string, number>>) =>
  sql`update log_heads set seq = coalesce((${JSON.stringify(heads)}::jsonb->>log)::bigint, 0), told_until = null,
      removals = removals + 1 where tenant_id = ${tenantId}`.execute(tx)

/** A consumer that is at work holds its cursor until it commits. */
export const lockCursors = (tx: Tx, tenantId: string) =>
  sql`select count(*) from (select 1 from log_cursors where tenant_id = ${tenantId} order by log, consumer for update) held`.execute(
    tx,
  )

/** Intake holds contacts and schemas and then the head of its log: so those first, and nobody is in between. */
export async function lockIntake(tx: Tx, tenantId: string): Promise<void> {
  await sql`select count(*) from (select 1 from contacts where tenant_id = ${tenantId} order by id for update) held`.execute(
    tx,
  )
  await sql`select count(*) from (
    select 1 from interaction_schemas where tenant_id = ${tenantId} order by key for update) held`.execute(tx)
  await sql`select 1 from log_heads where tenant_id = ${tenantId} order by log for update`.execute(tx)
}
