import { isUuid, lowestIdAt } from '../../kernel/ids.ts'
import type { BlobStore } from '../../storage/blobs/blob-store.ts'
import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import {
  type Bundle,
  deleteBundles,
  isSegmentUsed,
  lockSegment,
  lockWaiting,
  lockWaitingToErase,
  moveBundles,
  selectSegmentsErasing,
  selectTenantsErasing,
  selectTenantsWaiting,
  takeErasures,
  updateWaiting,
} from './bodies.sql.ts'
import { readBundle, without, writeSegment } from './body-segment.ts'

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
    const segments = await selectSegmentsErasing(tx, tenantId, 10)
    for (const segment of segments) await rewriteSegment(tx, blobs, tenantId, segment)
    return segments
  })
  for (const segment of replaced) await blobs.delete(segment)
}

async function eraseWaiting(tx: Tx, tenantId: string) {
  const bundles = await lockWaitingToErase(tx, tenantId, 100)
  const parsed = bundles.map(({ id, bodies }) => ({ id, bodies: JSON.parse(bodies) as (string | null)[] }))
  const kept = await leaveOut(tx, tenantId, parsed)
  if (kept.length > 0) await updateWaiting(tx, tenantId, kept)
}

/** Writes a segment anew without the bodies that are to be erased. The old one may go once this is committed. */
async function rewriteSegment(tx: Tx, blobs: BlobStore, tenantId: string, segment: string) {
  const places = await lockSegment(tx, tenantId, segment)
  if (places.length === 0) return // another process has just done it
  const bytes = await blobs.get(segment)
  if (!bytes) throw new Error(`The segment ${segment} is missing from blob storage.`)
  const bundles = await Promise.all(
    places.map(async ({ id, offset, length }) => ({
      id,
      bodies: await readBundle(bytes.subarray(offset, offset + length)),
    })),
  )
  const kept = await leaveOut(tx, tenantId, bundles)
  if (kept.length === 0) return
  const next = await writeSegment(tenantId, kept)
  await blobs.put(next.segment, next.bytes)
  await moveBundles(tx, tenantId, next.places)
}

/** Takes the erasures of these bundles off the list, deletes bundles of which nothing is left, answers the others. */
async function leaveOut(
  tx: Tx,
  tenantId: string,
  bundles: readonly { id: string; bodies: (string | null)[] }[],
): Promise<Bundle[]> {
  const erased = await takeErasures(
    tx,
    tenantId,
    bundles.map(({ id }) => id),
  )
  const kept = bundles.flatMap(({ id, bodies }) => {
    const left = without(erased.get(id), bodies)
    return left === undefined ? [] : [{ id, bodies: left }]
  })
  const keptIds = new Set(kept.map(({ id }) => id))
  await deleteBundles(
    tx,
    tenantId,
    bundles.map(({ id }) => id).filter(id => !keptIds.has(id)),
  )
  return kept
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
