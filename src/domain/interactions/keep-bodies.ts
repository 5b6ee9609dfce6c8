import { isUuid, lowestIdAt } from '../../kernel/ids.ts'
import type { BlobStore } from '../../storage/blobs/blob-store.ts'
import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import {
  type Bundle,
  deleteBundles,
  isArchiveUsed,
  lockArchive,
  lockWaiting,
  lockWaitingToErase,
  moveBundles,
  selectArchivesErasing,
  selectTenantsErasing,
  selectTenantsWaiting,
  takeErasures,
  updateWaiting,
} from './bodies.sql.ts'
import { joinBundles, without } from './body-archive.ts'

const hour = 3_600_000
/** An archive is written when there is this much to put in it, or when something has waited for an hour. */
const archiveBytes = 1024 * 1024

/**
 * Moves bodies as received from the table to blob storage. The archive is durable before the rows point to it; one
 * that a crash leaves without rows is found by `sweepArchives`.
 */
export async function moveBodies(db: Db, blobs: BlobStore, at: Date, enough = archiveBytes): Promise<number> {
  let moved = 0
  const tenantIds = await selectTenantsWaiting(db, enough, lowestIdAt(new Date(at.getTime() - hour)))
  for (const tenantId of tenantIds) {
    moved += await transact(db, async tx => {
      const bundles = await lockWaiting(tx, tenantId, archiveBytes)
      if (bundles.length === 0) return 0
      const { archive, bytes, places } = joinBundles(tenantId, bundles)
      await blobs.put(archive, bytes)
      await moveBundles(tx, tenantId, places)
      return bundles.length
    })
  }
  return moved
}

/**
 * Takes the bodies of deleted interactions out of the table and out of blob storage. When that fails for one tenant the
 * others have their turn all the same.
 */
export async function eraseBodies(db: Db, blobs: BlobStore): Promise<void> {
  const failures: unknown[] = []
  for (const tenantId of await selectTenantsErasing(db))
    await eraseBodiesOf(db, blobs, tenantId).catch(error => failures.push(error))
  if (failures.length > 0) throw failures[0]
}

async function eraseBodiesOf(db: Db, blobs: BlobStore, tenantId: string) {
  const replaced = await transact(db, async tx => {
    await eraseWaiting(tx, tenantId)
    const archives = await selectArchivesErasing(tx, tenantId, 10)
    for (const archive of archives) await rewriteArchive(tx, blobs, tenantId, archive)
    return archives
  })
  for (const archive of replaced) await blobs.delete(archive)
}

async function eraseWaiting(tx: Tx, tenantId: string) {
  const bundles = await lockWaitingToErase(tx, tenantId, 100)
  const kept = await leaveOut(tx, tenantId, bundles)
  if (kept.length > 0) await updateWaiting(tx, tenantId, kept)
}

/** Writes an archive anew without the bodies that are to be erased. The old one may go once this is committed. */
async function rewriteArchive(tx: Tx, blobs: BlobStore, tenantId: string, archive: string) {
  const places = await lockArchive(tx, tenantId, archive)
  if (places.length === 0) return // another process has just done it
  const bytes = await blobs.get(archive)
  if (!bytes) throw new Error(`The archive ${archive} is missing from blob storage.`)
  const bundles = places.map(({ id, offset, length }) => {
    return { id, bodies: bytes.subarray(offset, offset + length) as Buffer }
  })
  const kept = await leaveOut(tx, tenantId, bundles)
  if (kept.length === 0) return
  const next = joinBundles(tenantId, kept)
  await blobs.put(next.archive, next.bytes)
  await moveBundles(tx, tenantId, next.places)
}

/** Takes the erasures of these bundles off the list, deletes bundles of which nothing is left, answers the others. */
async function leaveOut(tx: Tx, tenantId: string, bundles: readonly Bundle[]): Promise<Bundle[]> {
  const erased = await takeErasures(
    tx,
    tenantId,
    bundles.map(({ id }) => id),
  )
  const kept: Bundle[] = []
  for (const { id, bodies } of bundles) {
    const left = await without(erased.get(id), bodies)
    if (left) kept.push({ id, bodies: left })
  }
  const keptIds = new Set(kept.map(({ id }) => id))
  await deleteBundles(
    tx,
    tenantId,
    bundles.map(({ id }) => id).filter(id => !keptIds.has(id)),
  )
  return kept
}

/** Deletes archives older than an hour to which no row points: a crash left them. */
export async function sweepArchives(db: Db, blobs: BlobStore, at: Date): Promise<void> {
  const newest = lowestIdAt(new Date(at.getTime() - hour))
  for await (const archive of blobs.list('')) {
    const [tenantId = '', kind, name = ''] = archive.split('/')
    if (kind !== 'bodies' || !isUuid(tenantId) || name >= newest) continue
    if (!(await isArchiveUsed(db, tenantId, archive))) await blobs.delete(archive)
  }
}
