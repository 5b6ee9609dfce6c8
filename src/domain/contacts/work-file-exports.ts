import type { Clock } from '../../kernel/clock.ts'
import { lowestIdAt } from '../../kernel/ids.ts'
import type { BlobStore } from '../../storage/blobs/blob-store.ts'
import { transact } from '../../storage/database.ts'
import type { Db } from '../../storage/driver.ts'
import { isUnavailable } from '../../storage/unavailable.ts'
import { fromRow } from './contact.ts'
import { selectTenantOf } from './contact-jobs.sql.ts'
import { selectContacts } from './contacts.sql.ts'
import { toCsvLine } from './csv-file.ts'
import { encode, keptDays, partKey, toCells } from './file-export.ts'
import {
  deleteExport,
  markFailed,
  selectOldExports,
  selectWaitingExports,
  takeExport,
  writePart,
} from './file-exports.sql.ts'
import { type SearchFilter, selectMatchingIds } from './search.sql.ts'

const rowsPerPart = 500
const dayMs = 24 * 3_600_000

export interface ExportWorker {
  readonly db: Db
  readonly blobs: BlobStore
  readonly clock: Clock
  onError(error: unknown): void
}

/** Writes a part of an export of each tenant that has one waiting, and answers whether there was any. */
export async function workOnFileExports(worker: ExportWorker): Promise<boolean> {
  const waiting = await selectWaitingExports(worker.db)
  for (const { tenant_id: tenantId, id } of waiting) {
    try {
      await writeNextPart(worker, tenantId, id)
    } catch (error) {
      if (isUnavailable(error)) throw error
      worker.onError(error)
      await markFailed(worker.db, tenantId, id, 'The file could not be written.', worker.clock.wall())
    }
  }
  return waiting.length > 0
}

async function writeNextPart(
  { db, blobs, clock }: ExportWorker,
  tenantId: string,
  id: string,
): Promise<void> {
  await transact(db, async tx => {
    const row = await takeExport(tx, tenantId, id)
    if (!row) return
    const { columns, delimiter, charset, filter } = row.wish
    const now = clock.now(await selectTenantOf(tx, row))
    const ids = await selectMatchingIds(tx, tenantId, revived(filter), row.after_id, rowsPerPart)
    const contacts = new Map((await selectContacts(tx, tenantId, ids)).map(each => [each.id, fromRow(each)]))
    const found = ids.flatMap(each => contacts.get(each) ?? [])
    const lines = found.map(contact => toCsvLine(toCells(contact, columns, now), delimiter))
    const mark = charset === 'utf-8' ? '\ufeff' : ''
    const head = row.parts === 0 ? mark + toCsvLine(columns, delimiter) : ''
    const bytes = encode(head + lines.join(''), charset)
    await blobs.put(partKey(tenantId, id, row.parts), bytes)
    const finishedAt = ids.length < rowsPerPart ? now : null
    const part = { done: found.length, bytes: bytes.length, after: ids.at(-1) ?? null }
    await writePart(tx, row, part, finishedAt)
  })
}

/** JSON has no times. */
function revived({ createdFrom, createdUntil, ...filter }: SearchFilter): SearchFilter {
  const time = (given: Date | string | undefined) => (given === undefined ? undefined : new Date(given))
  return { ...filter, createdFrom: time(createdFrom), createdUntil: time(createdUntil) }
}

/** Takes away exports with their files three days after they were asked for, and files of which no row tells. */
export async function forgetFileExports(db: Db, blobs: BlobStore, wall: Date): Promise<void> {
  const below = lowestIdAt(new Date(wall.getTime() - keptDays * dayMs))
  for (const { tenant_id: tenantId, id, parts } of await selectOldExports(db, below, 1000)) {
    for (let part = 0; part <= parts; part++) await blobs.delete(partKey(tenantId, id, part))
    await deleteExport(db, tenantId, id)
  }
  for await (const key of blobs.list('')) {
    const [, kind, name = ''] = key.split('/')
    if (kind === 'exports' && name < below) await blobs.delete(key)
  }
}
