import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import { fromRow, type Tenant } from '../accounts/tenant.ts'
import type { ImportPlan } from './contact-import.ts'
import type { JobKind } from './contact-job.ts'

export const insertJob = (
  tx: Tx,
  job: {
    tenantId: string
    id: string
    kind: JobKind
    contactType: string
    total: number
    at: Date
    isDryRun?: boolean
    plan?: ImportPlan
  },
) =>
  tx
    .insertInto('contact_jobs')
    .values({
      tenant_id: job.tenantId,
      id: job.id,
      kind: job.kind,
      contact_type: job.contactType,
      total: job.total,
      created_at: job.at,
      is_dry_run: job.isDryRun ?? false,
      import: job.plan ? JSON.stringify(job.plan) : null,
    })
    .execute()

export const insertChunks = (
  tx: Tx,
  tenantId: string,
  jobId: string,
  chunks: readonly { firstIndex: number; rows: string }[],
) =>
  tx
    .insertInto('contact_job_chunks')
    .values(
      chunks.map(({ firstIndex, rows }) => ({
        tenant_id: tenantId,
        job_id: jobId,
        first_index: firstIndex,
        rows,
      })),
    )
    .execute()

export async function countChunks(tx: Tx, tenantId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) from contact_job_chunks
    where tenant_id = ${tenantId}`.execute(tx)
  return rows[0]!.count
}

export const selectJob = (db: Db, tenantId: string, id: string) =>
  db
    .selectFrom('contact_jobs')
    .select(['id', 'total', 'succeeded', 'failed'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()

export const selectRefusals = (db: Db, tenantId: string, jobId: string) =>
  db
    .selectFrom('contact_job_refusals')
    .select(['row_index', 'refusal'])
    .where('tenant_id', '=', tenantId)
    .where('job_id', '=', jobId)
    .orderBy('row_index')
    .execute()

/** Where a chunk is. */
export interface ChunkPlace {
  readonly tenant_id: string
  readonly job_id: string
  readonly first_index: number
}

/** The first chunk that each tenant has waiting: jobs in the order in which they came, rows in theirs. */
export async function selectWaitingChunks(db: Db): Promise<ChunkPlace[]> {
  const { rows } = await sql<ChunkPlace>`/* waiting_chunks */
    select distinct on (tenant_id) tenant_id, job_id, first_index from contact_job_chunks
    order by tenant_id, job_id, first_index`.execute(db)
  return rows
}

export async function selectTenantOf(tx: Tx, { tenant_id }: Pick<ChunkPlace, 'tenant_id'>): Promise<Tenant> {
  const row = await tx.selectFrom('tenants').selectAll().where('id', '=', tenant_id).executeTakeFirstOrThrow()
  return fromRow(row)
}

export interface TakenChunk {
  readonly rows: string
  readonly kind: JobKind
  readonly contact_type: string
  readonly is_dry_run: boolean
  readonly import: ImportPlan | null
}

/** The chunk's rows and what is to be done with them; nothing when another process has done it. */
export async function takeChunk(
  tx: Tx,
  { tenant_id, job_id, first_index }: ChunkPlace,
): Promise<TakenChunk | undefined> {
  const { rows } = await sql<TakenChunk>`/* take_chunk */
    with taken as (
      delete from contact_job_chunks
      where tenant_id = ${tenant_id} and job_id = ${job_id} and first_index = ${first_index}
      returning tenant_id, job_id, rows
    )
    select taken.rows, job.kind, job.contact_type, job.is_dry_run, job.import
    from taken join contact_jobs job on job.tenant_id = taken.tenant_id and job.id = taken.job_id`.execute(tx)
  return rows[0]
}

export async function writeProgress(
  tx: Tx,
  { tenant_id, job_id }: ChunkPlace,
  succeeded: number,
  refusals: readonly { readonly index: number; readonly refusal: string; readonly cells: string | null }[],
  at: Date,
): Promise<void> {
  if (refusals.length > 0)
    await sql`/* insert_refusals */
      insert into contact_job_refusals (tenant_id, job_id, row_index, refusal, cells)
      select ${tenant_id}::uuid, ${job_id}::uuid, row_index, refusal, cells
      from unnest(
        ${refusals.map(each => each.index)}::integer[], ${refusals.map(each => each.refusal)}::text[],
        ${refusals.map(each => each.cells)}::text[]
      ) as given (row_index, refusal, cells)`.execute(tx)
  await sql`/* write_progress */
    update contact_jobs set succeeded = succeeded + ${succeeded}::integer, failed = failed + ${refusals.length}::integer,
      finished_at = case when succeeded + failed + ${succeeded}::integer + ${refusals.length}::integer = total
        then ${at}::timestamptz end
    where tenant_id = ${tenant_id} and id = ${job_id}`.execute(tx)
}

export async function savepoint(tx: Tx, name = 'contact_row'): Promise<void> {
  await sql`savepoint ${sql.id(name)}`.execute(tx)
}

export async function rollBackToSavepoint(tx: Tx, name = 'contact_row'): Promise<void> {
  await sql`rollback to savepoint ${sql.id(name)}`.execute(tx)
}

export interface ImportRow {
  readonly id: string
  readonly kind: JobKind
  readonly contact_type: string | null
  readonly total: number
  readonly succeeded: number
  readonly failed: number
  readonly is_dry_run: boolean
  readonly import: ImportPlan
  readonly created_at: Date
  readonly finished_at: Date | null
  readonly cancelled_at: Date | null
}

/** Jobs that are imports, the newest first; or the one with an id. */
export async function selectImports(
  db: Db,
  tenantId: string,
  { id, before }: { readonly id?: string; readonly before?: string | undefined },
  limit: number,
): Promise<ImportRow[]> {
  const { rows } = await sql<ImportRow>`
    select id, kind, contact_type, total, succeeded, failed, is_dry_run, import, created_at, finished_at, cancelled_at
    from contact_jobs where tenant_id = ${tenantId} and import is not null
      ${id === undefined ? sql`` : sql`and id = ${id}`} ${before === undefined ? sql`` : sql`and id < ${before}`}
    order by id desc limit ${limit}`.execute(db)
  return rows
}

export interface RefusedRow {
  readonly row_index: number
  readonly refusal: string
  readonly cells: string | null
}

/** In their order, after a place. */
export async function selectRefusedRows(
  db: Db,
  tenantId: string,
  jobId: string,
  after: number,
  limit: number,
): Promise<RefusedRow[]> {
  const { rows } = await sql<RefusedRow>`
    select row_index, refusal, cells from contact_job_refusals
    where tenant_id = ${tenantId} and job_id = ${jobId} and row_index > ${after}::integer
    order by row_index limit ${limit}`.execute(db)
  return rows
}

/** Drops what is left to be done of a job that has not ended. */
export async function cancelJob(tx: Tx, tenantId: string, jobId: string, at: Date): Promise<void> {
  await sql`delete from contact_job_chunks where tenant_id = ${tenantId} and job_id = ${jobId}`.execute(tx)
  await sql`update contact_jobs set cancelled_at = ${at}::timestamptz, finished_at = ${at}::timestamptz
    where tenant_id = ${tenantId} and id = ${jobId} and finished_at is null`.execute(tx)
}

/** By the machine's time, which is in a job's id. */
export async function deleteOldJobs(db: Db, days: number): Promise<void> {
  await sql`delete from contact_jobs
    where finished_at is not null and id < lowest_id_at(now() - ${days}::integer * interval '1 day')`.execute(
    db,
  )
}
