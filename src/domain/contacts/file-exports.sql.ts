import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { ContactExportRow } from '../../storage/tables-contact-jobs.ts'
import type { ExportPlan } from './file-export.ts'

export type ExportRow = Omit<Selectable<ContactExportRow>, 'wish'> & { readonly wish: ExportPlan }

export const insertExport = (
  tx: Tx,
  given: { tenantId: string; id: string; plan: ExportPlan; total: number; at: Date },
) =>
  tx
    .insertInto('contact_exports')
    .values({
      tenant_id: given.tenantId,
      id: given.id,
      wish: JSON.stringify(given.plan),
      total: given.total,
      created_at: given.at,
    })
    .execute()

export async function countWaitingExports(tx: Tx, tenantId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from contact_exports
    where tenant_id = ${tenantId} and finished_at is null`.execute(tx)
  return rows[0]!.count
}

/** The newest first; or the one with an id. */
export async function selectExports(
  db: Db,
  tenantId: string,
  { id, before }: { readonly id?: string; readonly before?: string | undefined },
  limit: number,
): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    select * from contact_exports where tenant_id = ${tenantId}
      ${id === undefined ? sql`` : sql`and id = ${id}`} ${before === undefined ? sql`` : sql`and id < ${before}`}
    order by id desc limit ${limit}`.execute(db)
  return rows
}

/** The first that each tenant has waiting. */
export async function selectWaitingExports(db: Db): Promise<{ tenant_id: string; id: string }[]> {
  const { rows } = await sql<{ tenant_id: string; id: string }>`/* waiting_exports */
    select distinct on (tenant_id) tenant_id, id from contact_exports where finished_at is null
    order by tenant_id, id`.execute(db)
  return rows
}

/** Nothing when it has ended, or another process is at it. */
export async function takeExport(tx: Tx, tenantId: string, id: string): Promise<ExportRow | undefined> {
  const { rows } = await sql<ExportRow>`
    select * from contact_exports where tenant_id = ${tenantId} and id = ${id} and finished_at is null
    for update skip locked`.execute(tx)
  return rows[0]
}

export const writePart = (
  tx: Tx,
  { tenant_id, id }: { readonly tenant_id: string; readonly id: string },
  part: { readonly done: number; readonly bytes: number; readonly after: string | null },
  finishedAt: Date | null,
) =>
  sql`update contact_exports set parts = parts + 1, done = done + ${part.done}::integer,
      bytes = bytes + ${part.bytes}::bigint, after_id = coalesce(${part.after}::uuid, after_id),
      finished_at = ${finishedAt}::timestamptz
    where tenant_id = ${tenant_id} and id = ${id}`.execute(tx)

export const markFailed = (db: Db, tenantId: string, id: string, failure: string, at: Date) =>
  sql`update contact_exports set failure = ${failure}, finished_at = ${at}
    where tenant_id = ${tenantId} and id = ${id} and finished_at is null`.execute(db)

/** Those made longer ago, by the machine's time, which is in their ids. */
export async function selectOldExports(
  db: Db,
  below: string,
  limit: number,
): Promise<{ tenant_id: string; id: string; parts: number }[]> {
  const { rows } = await sql<{ tenant_id: string; id: string; parts: number }>`
    select tenant_id, id, parts from contact_exports where id < ${below}::uuid limit ${limit}`.execute(db)
  return rows
}

export const deleteExport = (db: Db, tenantId: string, id: string) =>
  db.deleteFrom('contact_exports').where('tenant_id', '=', tenantId).where('id', '=', id).execute()
