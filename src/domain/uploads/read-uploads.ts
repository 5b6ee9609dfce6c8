import { Readable } from 'node:stream'
import { isUuid } from '../../kernel/ids.ts'
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import type { BlobStore } from '../../storage/blobs/blob-store.ts'
import { readLong } from '../../storage/blobs/long-blobs.ts'
import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { stringify } from './csv-line.ts'
import { uploadNotFound } from './errors.ts'
import { NotCsv, readRows } from './read-rows.ts'
import { blobKey, fromRow, type Upload } from './upload.ts'
import { selectRefusals, selectUpload, selectUploadPage } from './uploads.sql.ts'

/** Throws `upload-not-found`. */
export async function readUpload(db: Db, tenant: Tenant, uploadId: string): Promise<Upload> {
  const row = isUuid(uploadId) ? await selectUpload(db, tenant.id, uploadId) : undefined
  if (!row) throw uploadNotFound()
  return fromRow(row)
}

/** The newest first. Throws `cursor-invalid`. */
export async function listUploads(
  db: Db,
  tenant: Tenant,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<Upload>> {
  const [before] = readPlace(cursor, [isUuid]) ?? []
  const rows = await selectUploadPage(db, tenant.id, before, limit + 1)
  return toPage(rows.map(fromRow), limit, ({ id }) => [id])
}

/** The file as it came, with a column of errors appended: what was not read has none. Throws `upload-not-found`. */
export async function openWithErrors(
  db: Db,
  blobs: BlobStore,
  tenant: Tenant,
  uploadId: string,
): Promise<{ readonly fileName: string; readonly bytes: Readable }> {
  const { id, fileName, fileSize } = await readUpload(db, tenant, uploadId)
  const refusals = new Map(
    (await selectRefusals(db, tenant.id, id)).map(({ row, message }) => [row, message]),
  )
  const rows = readRows(readLong(blobs, blobKey(tenant.id, id), fileSize))
  return { fileName: `errors-${fileName}`, bytes: Readable.from(withErrors(rows, refusals)) }
}

async function* withErrors(rows: ReturnType<typeof readRows>, refusals: ReadonlyMap<number, string>) {
  let row = 0
  let lines = ''
  try {
    for await (const { cells } of rows) {
      lines += stringify([...cells, row === 0 ? 'error' : (refusals.get(row) ?? '')])
      row++
      if (lines.length < 65_536) continue
      yield Buffer.from(lines)
      lines = ''
    }
  } catch (error) {
    if (!(error instanceof NotCsv)) throw error
    lines += stringify(['', error.message])
  }
  if (lines !== '') yield Buffer.from(lines)
}
