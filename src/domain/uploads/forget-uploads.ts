import { lowestIdAt } from '../../kernel/ids.ts'
import type { BlobStore } from '../../storage/blobs/blob-store.ts'
import { deleteLong } from '../../storage/blobs/long-blobs.ts'
import type { Db } from '../../storage/driver.ts'
import { blobKey } from './upload.ts'
import { deleteUpload, selectForgotten } from './uploads.sql.ts'

const day = 86_400_000
const keptDays = 30
const portion = 100

/** Takes away what was made thirty days ago and has ended, and what was never whole after a day. `wall` is the machine's time. */
export async function forgetUploads(db: Db, blobs: BlobStore, wall: Date): Promise<void> {
  const before = (days: number) => lowestIdAt(new Date(wall.getTime() - days * day))
  for (;;) {
    const rows = await selectForgotten(db, { ended: before(keptDays), receiving: before(1) }, portion)
    for (const { tenant_id, id } of rows) {
      await deleteLong(blobs, blobKey(tenant_id, id))
      await deleteUpload(db, tenant_id, id)
    }
    if (rows.length < portion) return
  }
}
