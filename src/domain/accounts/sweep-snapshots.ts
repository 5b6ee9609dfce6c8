import { isUuid, lowestIdAt } from '../../kernel/ids.ts'
import type { BlobStore } from '../../storage/blobs/blob-store.ts'
import type { Db } from '../../storage/driver.ts'
import { selectSnapshots } from './snapshots.sql.ts'

const dayMs = 86_400_000

/** Deletes blobs of snapshots that were begun more than a day before and that no row tells of: a crash left them. */
export async function sweepSnapshots(db: Db, blobs: BlobStore, at: Date): Promise<void> {
  const newest = lowestIdAt(new Date(at.getTime() - dayMs))
  const known = new Map<string, ReadonlySet<string>>()
  for await (const key of blobs.list('')) {
    const [tenantId = '', kind, name = ''] = key.split('/')
    const id = name.slice(0, 36)
    if (kind !== 'snapshots' || !isUuid(tenantId) || !isUuid(id) || id >= newest) continue
    const ids = known.get(tenantId) ?? new Set((await selectSnapshots(db, tenantId)).map(row => row.id))
    known.set(tenantId, ids)
    if (!ids.has(id)) await blobs.delete(key)
  }
}
