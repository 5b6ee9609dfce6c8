import { newId } from '../../kernel/ids.ts'
import type { BlobStore } from '../../storage/blobs/blob-store.ts'
import { deleteLong, putLong, readLong, TooLong } from '../../storage/blobs/long-blobs.ts'
import { transact } from '../../storage/database.ts'
import type { Db } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { toFileName } from '../attachments/attachment.ts'
import { tooManyUploads, uploadInvalid, uploadTooLarge } from './errors.ts'
import { NotCsv, type Row, readRows } from './read-rows.ts'
import { blobKey, mostBytes, type Upload } from './upload.ts'
import type { UploadKind } from './upload-kind.ts'
import { countProcessing, deleteUpload, insertUpload, startUpload } from './uploads.sql.ts'

const mostProcessing = 20

export interface SentFile {
  readonly fileName: string
  readonly bytes: AsyncIterable<Uint8Array>
}

/**
 * Keeps a file and looks at its header and its first row: it is processed from then on. Throws `upload-invalid` when
 * they are not fine, `upload-too-large`, `too-many-uploads`; then nothing of it is kept.
 */
export async function receiveUpload(
  db: Db,
  blobs: BlobStore,
  tenant: Tenant,
  kind: UploadKind,
  subject: string,
  { fileName, bytes }: SentFile,
  at: Date,
): Promise<Upload> {
  const upload = { id: newId(), kind: kind.name, subject, fileName: toFileName(fileName), at }
  await insertUpload(db, tenant.id, upload)
  const key = blobKey(tenant.id, upload.id)
  try {
    const fileSize = await putLong(blobs, key, bytes, mostBytes)
    const [header, first] = await readHead(readLong(blobs, key, fileSize))
    if (!header) throw uploadInvalid('The file is empty.')
    const problem =
      headerProblem(header.cells) ?? (await kind.check(db, tenant, subject, header.cells, first?.cells, at))
    if (problem !== undefined) throw uploadInvalid(problem)
    await transact(db, async tx => {
      await lockEvents(tx, [tenant.id]) // who counts and starts one at the same time waits
      if ((await countProcessing(tx, tenant.id)) >= mostProcessing) throw tooManyUploads(mostProcessing)
      await startUpload(tx, tenant.id, upload.id, { fileSize, header: header.cells, position: header.end })
    })
    const { id, kind: name, fileName: kept } = upload
    const none = { rowsDone: 0, rowsRefused: 0, problem: null, endedAt: null }
    return { id, kind: name, subject, fileName: kept, fileSize, state: 'processing', ...none, createdAt: at }
  } catch (error) {
    await deleteLong(blobs, key)
    await deleteUpload(db, tenant.id, upload.id)
    if (error instanceof TooLong) throw uploadTooLarge(mostBytes)
    throw error instanceof NotCsv ? uploadInvalid(error.message) : error
  }
}

async function readHead(bytes: AsyncIterable<Buffer>): Promise<Row[]> {
  const rows: Row[] = []
  for await (const row of readRows(bytes)) if (rows.push(row) === 2) break
  return rows
}

function headerProblem(header: readonly string[]): string | undefined {
  const blank = header.findIndex(name => name.trim() === '')
  if (blank >= 0) return `Column ${blank + 1} has no name in the first row.`
  const again = header.find((name, index) => header.indexOf(name) < index)
  return again === undefined ? undefined : `Two columns are named ${again.slice(0, 100)}.`
}
