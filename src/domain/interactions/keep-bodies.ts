import { isUuid, lowestIdAt } from '../../kernel/ids.ts'
import type { BlobStore } from '../../storage/blobs/blob-store.ts'
import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import {
  type Bundle,
  deleteBundles,
  deleteEmptyWaiting,
  eraseWaiting,
  isSegmentUsed,
  lockErasing,
  lockSegment,
  lockWaiting,
  moveBundles,
  selectSegmentsErasing,
  selectTenantsErasing,
  selectTenantsWaiting,
  takeErasures,
} from './bodies.sql.ts'
import { readBundle, writeSegment } from './body-segment.ts'

const hour = 3_600_000
/** A segment is written when there is this much to put in it, or when something has waited for an hour. */
const segmentBytes = 4 * 1024 * 1024

/**
 * Moves bodies as received from the table to blob storage. The segment is durable before the rows point to it; one
 * that a crash leaves without rows is found by `sweepSegments`.
 */
export async function moveBodies(db: Db, blobs: BlobStore, at: Date, enough = segmentBytes): Promise<number> {
  let moved = 0
  const tenantIds = await selectTenantsWaiting(db, enough, lowestIdAt(new Date(at.getTime() - hour)))
  for (const tenantId of tenantIds) {
    moved += await transact(db, async tx => {
      const bundles = await lockWaiting(tx, tenantId, segmentBytes)
      if (bundles.length === 0) return 0
      const { segment, bytes, places } = await writeSegment(tenantId, bundles)
      await blobs.put(segment, bytes)
      await moveBundles(tx, tenantId, places)
      return bundles.length
    })
  }
  return moved
}

/** Takes the bodies of deleted interactions out of the table and out of blob storage. */
export async function eraseBodies(db: Db, blobs: BlobStore): Promise<void> {
  for (const tenantId of await selectTenantsErasing(db)) {
    const replaced = await transact(db, async tx => {
      await lockErasing(tx, tenantId)
      await eraseWaiting(tx, tenantId)
      await deleteEmptyWaiting(tx, tenantId)
      const segments = await selectSegmentsErasing(tx, tenantId, 10)
      for (const segment of segments) await rewriteSegment(tx, blobs, tenantId, segment)
      return segments
    })
    for (const segment of replaced) await blobs.delete(segment)
  }
}

/** Writes a segment anew without the bodies that are to be erased. The old one may go once this is committed. */
async function rewriteSegment(tx: Tx, blobs: BlobStore, tenantId: string, segment: string) {
  const places = await lockSegment(tx, tenantId, segment)
  if (places.length === 0) return // another process has just done it
  const erased = await takeErasures(
    tx,
    tenantId,
    places.map(place => place.id),
  )
  const bytes = await blobs.get(segment)
  if (!bytes) throw new Error(`The segment ${segment} is missing from blob storage.`)

  const kept: Bundle[] = []
  const empty: string[] = []
  for (const { id, offset, length } of places) {
    const bodies = await readBundle(bytes.subarray(offset, offset + length))
    const left = bodies.map((body, index) => (erased.get(id)?.has(index + 1) ? null : body))
    if (left.every(body => body === null)) empty.push(id)
    else kept.push({ id, bodies: JSON.stringify(left) })
  }
  await deleteBundles(tx, tenantId, empty)
  if (kept.length === 0) return
  const next = await writeSegment(tenantId, kept)
  await blobs.put(next.segment, next.bytes)
  await moveBundles(tx, tenantId, next.places)
}

/** Deletes segments older than an hour to which no row points: a crash left them. */
export async function sweepSegments(db: Db, blobs: BlobStore, at: Date): Promise<void> {
  const newest = lowestIdAt(new Date(at.getTime() - hour))
  for await (const segment of blobs.list('')) {
    const [tenantId = '', kind, name = ''] = segment.split('/')
    if (kind !== 'bodies' || !isUuid(tenantId) || name >= newest) continue
    if (!(await isSegmentUsed(db, tenantId, segment))) await blobs.delete(segment)
  }
}
