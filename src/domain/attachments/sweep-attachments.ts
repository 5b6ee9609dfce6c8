import type { BlobStore } from '../../storage/blobs/blob-store.ts'
import type { Db } from '../../storage/driver.ts'
import { selectWithoutHolder } from './attachments.sql.ts'
import { discardFiles } from './keep-file.ts'

const patienceMs = 3_600_000
const portion = 200

/** Takes away files whose holder was never written, or is gone. `wall` is the machine's time. */
export async function sweepAttachments(db: Db, blobs: BlobStore, wall: Date): Promise<number> {
  let swept = 0
  for (;;) {
    const rows = await selectWithoutHolder(db, new Date(wall.getTime() - patienceMs), portion)
    for (const { tenant_id, id } of rows) await discardFiles(db, blobs, { id: tenant_id }, [{ id }])
    swept += rows.length
    if (rows.length < portion) return swept
  }
}
