import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { TenantRow } from '../../storage/tables.ts'
import type { UploadRow } from '../../storage/tables-uploads.ts'
import type { UploadState } from './upload.ts'

export const insertUpload = (
  db: Db,
  tenantId: string,
  {
    id,
    kind,
    subject,
    fileName,
    at,
  }: { id: string; kind: string; subject: string; fileName: string; at: Date },
) =>
  db
    .insertInto('uploads')
    .values({
      tenant_id: tenantId,
      id,
      kind,
      subject,
      file_name: fileName,
      state: 'receiving',
      created_at: at,
    })
    .execute()

/** From receiving on; false when it is not there or not receiving. */
export async function startUpload(
  tx: Tx,
  tenantId: string,
  id: string,
  { fileSize, header, position }: { fileSize: number; header: readonly string[]; position: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('uploads')
    .set({ state: 'processing', file_size: fileSize, header: JSON.stringify(header), position })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('state', '=', 'receiving')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function countProcessing(tx: Tx, tenantId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('uploads')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenantId)
    .where('state', '=', 'processing')
    .executeTakeFirstOrThrow()
  return Number(count)
}

export const selectUpload = (db: Db, tenantId: string, id: string) =>
  db
    .selectFrom('uploads')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('state', '<>', 'receiving')
    .executeTakeFirst()

/** The newest first. */
export function selectUploadPage(db: Db, tenantId: string, before: string | undefined, limit: number) {
  let query = db
    .selectFrom('uploads')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('state', '<>', 'receiving')
  if (before !== undefined) query = query.where('id', '<', before)
  return query.orderBy('id', 'desc').limit(limit).execute()
}

/** The oldest upload of each tenant that has one to be processed: those of one tenant keep their order. */
export async function selectNextUploads(db: Db): Promise<Selectable<UploadRow>[]> {
  const { rows } = await sql<Selectable<UploadRow>>`/* select_next_uploads */
    select distinct on (tenant_id) * from uploads where state = 'processing' order by tenant_id, id`.execute(
    db,
  )
  return rows
}

/** The upload, locked, if nobody else works on it and it still stands where the rows were read from. */
export const lockUploadAt = (tx: Tx, tenantId: string, id: string, position: number) =>
  tx
    .selectFrom('uploads')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('state', '=', 'processing')
    .where('position', '=', position)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()

export const selectTenantOf = (tx: Tx, tenantId: string): Promise<Selectable<TenantRow>> =>
  tx.selectFrom('tenants').selectAll().where('id', '=', tenantId).executeTakeFirstOrThrow()

export interface Progress {
  readonly position: number
  readonly rows: number
  readonly refused: number
}

export const writeProgress = (tx: Tx, tenantId: string, id: string, { position, rows, refused }: Progress) =>
  tx
    .updateTable('uploads')
    .set(({ eb }) => ({
      position,
      rows_done: eb('rows_done', '+', rows),
      rows_refused: eb('rows_refused', '+', refused),
    }))
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()

export const endUpload = (
  tx: Tx,
  tenantId: string,
  id: string,
  { state, problem, at }: { state: UploadState; problem: string | null; at: Date },
) =>
  tx
    .updateTable('uploads')
    .set({ state, problem, ended_at: at })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()

/** `row` counts from 1, the header not counted. */
export async function insertRefusals(
  tx: Tx,
  tenantId: string,
  uploadId: string,
  refusals: readonly { row: number; message: string }[],
): Promise<void> {
  if (refusals.length === 0) return
  await sql`insert into upload_refusals (tenant_id, upload_id, row, message)
    select ${tenantId}, ${uploadId}, * from unnest(
      ${refusals.map(({ row }) => row)}::int[], ${refusals.map(({ message }) => message)}::text[])`.execute(
    tx,
  )
}

export const selectRefusals = (db: Db, tenantId: string, uploadId: string) =>
  db
    .selectFrom('upload_refusals')
    .select(['row', 'message'])
    .where('tenant_id', '=', tenantId)
    .where('upload_id', '=', uploadId)
    .orderBy('row')
    .execute()

/** Uploads whose end, or whose beginning where they were never whole, is longer ago than these times of the machine's. */
export const selectForgotten = (
  db: Db,
  before: { readonly ended: string; readonly receiving: string },
  limit: number,
) =>
  db
    .selectFrom('uploads')
    .select(['tenant_id', 'id'])
    .where(({ or, and, eb }) =>
      or([
        and([eb('state', 'in', ['succeeded', 'failed']), eb('id', '<', before.ended)]),
        and([eb('state', '=', 'receiving'), eb('id', '<', before.receiving)]),
      ]),
    )
    .orderBy('id')
    .limit(limit)
    .execute()

export const deleteUpload = (db: Db, tenantId: string, id: string) =>
  db.deleteFrom('uploads').where('tenant_id', '=', tenantId).where('id', '=', id).execute()
