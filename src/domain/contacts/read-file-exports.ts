import { isUuid } from '../../kernel/ids.ts'
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import type { BlobStore } from '../../storage/blobs/blob-store.ts'
import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { contactExportNotFinished, contactExportNotFound } from './errors.ts'
import { type FileExport, partKey } from './file-export.ts'
import { type ExportRow, selectExports } from './file-exports.sql.ts'

/** The newest first. */
export async function listFileExports(
  db: Db,
  tenant: Tenant,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<FileExport>> {
  const [before] = readPlace(cursor, [isUuid]) ?? []
  const rows = await selectExports(db, tenant.id, { before }, limit + 1)
  return toPage(rows.map(fromRow), limit, last => [last.id])
}

/** Throws `contact-export-not-found`. */
export async function readFileExport(db: Db, tenant: Tenant, id: string): Promise<FileExport> {
  return fromRow(await findRow(db, tenant, id))
}

async function findRow(db: Db, tenant: Tenant, id: string): Promise<ExportRow> {
  const [row] = isUuid(id) ? await selectExports(db, tenant.id, { id: id.toLowerCase() }, 1) : []
  if (!row) throw contactExportNotFound(id.slice(0, 100))
  return row
}

/** The file, read as it is asked for. Throws `contact-export-not-found` or `contact-export-not-finished`. */
export async function readExportedFile(
  db: Db,
  blobs: BlobStore,
  tenant: Tenant,
  id: string,
): Promise<{ readonly fileExport: FileExport; readonly parts: AsyncGenerator<Buffer> }> {
  const row = await findRow(db, tenant, id)
  if (row.finished_at === null || row.failure !== null) throw contactExportNotFinished(id)
  return { fileExport: fromRow(row), parts: partsOf(blobs, row) }
}

async function* partsOf(blobs: BlobStore, { tenant_id, id, parts }: ExportRow): AsyncGenerator<Buffer> {
  for (let part = 0; part < parts; part++) {
    const bytes = await blobs.get(partKey(tenant_id, id, part))
    if (!bytes) throw new Error(`Part ${part} of the export ${id} is missing from blob storage.`)
    yield bytes
  }
}

function fromRow(row: ExportRow): FileExport {
  const isOver = row.finished_at !== null
  return {
    id: row.id,
    plan: row.wish,
    state: row.failure !== null ? 'failed' : isOver ? 'completed' : row.parts > 0 ? 'processing' : 'pending',
    total: row.total,
    done: row.done,
    bytes: row.bytes,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  }
}
