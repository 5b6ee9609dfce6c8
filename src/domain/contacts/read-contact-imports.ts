import { isUuid } from '../../kernel/ids.ts'
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import type { ContactImport, ImportError, ImportPlan, KeptRow } from './contact-import.ts'
import type { RowRefusal } from './contact-job.ts'
import { cancelJob, type ImportRow, selectImports, selectRefusedRows } from './contact-jobs.sql.ts'
import { type Delimiter, toCsvLine } from './csv-file.ts'
import { contactJobNotFound } from './errors.ts'

/** The newest first. */
export async function listContactImports(
  db: Db,
  tenant: Tenant,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<ContactImport>> {
  const [before] = readPlace(cursor, [isUuid]) ?? []
  const rows = await selectImports(db, tenant.id, { before }, limit + 1)
  return toPage(rows.map(fromRow), limit, last => [last.id])
}

/** Throws `contact-job-not-found`, also for one that ended and is older than thirty days. */
export async function readContactImport(db: Db, tenant: Tenant, id: string): Promise<ContactImport> {
  return fromRow(await findRow(db, tenant, id))
}

async function findRow(db: Db, tenant: Tenant, id: string): Promise<ImportRow> {
  const [row] = isUuid(id) ? await selectImports(db, tenant.id, { id }, 1) : []
  if (!row) throw contactJobNotFound(id.slice(0, 100))
  return row
}

/** What is left to be done is dropped; what is done stays. One that has ended stays as it is. Throws `contact-job-not-found`. */
export async function cancelContactImport(tx: Tx, tenant: Tenant, id: string, at: Date): Promise<void> {
  await findRow(tx, tenant, id)
  await lockEvents(tx, [tenant.id]) // whoever does a chunk holds it
  await cancelJob(tx, tenant.id, id, at)
}

/** The rows that were refused, in their order. Throws `contact-job-not-found`. */
export async function listImportErrors(
  db: Db,
  tenant: Tenant,
  id: string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<ImportError>> {
  await findRow(db, tenant, id)
  const [after = '-1'] = readPlace(cursor, [part => /^\d{1,9}$/.test(part)]) ?? []
  const rows = await selectRefusedRows(db, tenant.id, id, Number(after), limit + 1)
  return toPage(rows.map(toError), limit, last => [String(last.index)])
}

const portion = 500

/**
 * The rows that were refused as a file like the one that came, with the line and the reason before them; read as it is
 * asked for. Throws `contact-job-not-found`.
 */
export async function writeErrorFile(
  db: Db,
  tenant: Tenant,
  id: string,
): Promise<{ readonly fileName: string; readonly lines: AsyncGenerator<string> }> {
  const { import: plan } = await findRow(db, tenant, id)
  return { fileName: plan.fileName, lines: linesOf(db, tenant.id, id, plan) }
}

async function* linesOf(db: Db, tenantId: string, id: string, plan: ImportPlan): AsyncGenerator<string> {
  const delimiter: Delimiter = plan.delimiter
  yield `\ufeff${toCsvLine(['line', 'error', ...plan.header], delimiter)}`
  for (let after = -1; ; ) {
    const rows = await selectRefusedRows(db, tenantId, id, after, portion)
    const errors = rows.map(toError)
    const lines = errors.map(({ line, cells, message, faults }) => {
      const reasons = faults.map(fault => `${fault.field} ${fault.message}`)
      return toCsvLine([String(line), reasons.join('; ') || message, ...cells], delimiter)
    })
    if (lines.length > 0) yield lines.join('')
    if (rows.length < portion) return
    after = rows.at(-1)!.row_index
  }
}

function toError(row: {
  readonly row_index: number
  readonly refusal: string
  readonly cells: string | null
}) {
  const { code, message, data } = JSON.parse(row.refusal) as Omit<RowRefusal, 'index'>
  const [line, ...cells] = JSON.parse(row.cells ?? '[0]') as KeptRow
  const { faults = [] } = (data ?? {}) as { readonly faults?: ImportError['faults'] }
  return { index: row.row_index, line, cells, code, message, faults }
}

function fromRow(row: ImportRow): ContactImport {
  const { import: plan, total, succeeded, failed } = row
  const done = succeeded + failed
  const ended = row.finished_at !== null
  return {
    id: row.id,
    fileName: plan.fileName,
    mode: row.kind,
    contactType: row.contact_type,
    isDryRun: row.is_dry_run,
    state: row.cancelled_at ? 'cancelled' : ended ? 'completed' : done > 0 ? 'processing' : 'pending',
    total,
    succeeded,
    failed,
    columns: plan.columns.map(({ place, target, type }) => ({
      column: plan.header[place] ?? '',
      target,
      type,
    })),
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  }
}
