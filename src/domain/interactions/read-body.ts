import { isUuid } from '../../kernel/ids.ts'
import type { BlobStore } from '../../storage/blobs/blob-store.ts'
import type { Db } from '../../storage/driver.ts'
import { selectBundle } from './bodies.sql.ts'
import { unpackBundle } from './body-archive.ts'
import { interactionIdInvalid, interactionNotFound } from './errors.ts'
import { selectInteraction } from './interactions.sql.ts'

/** The body with which an interaction was posted, byte for byte. */
export async function readBody(db: Db, blobs: BlobStore, tenantId: string, id: string): Promise<string> {
  if (!isUuid(id)) throw interactionIdInvalid(id)
  const interaction = await selectInteraction(db, tenantId, id)
  if (!interaction) throw interactionNotFound(id)

  const bodies = await readBundle(db, blobs, tenantId, interaction.body_bundle)
  if (!bodies) throw interactionNotFound(id) // erased since the first look-up
  const body = bodies[interaction.body_position]
  if (body != null) return body
  throw new Error(`The body of interaction ${id} is not where it should be.`)
}

/** The bodies of a bundle, or nothing when there is none any more. */
export async function readBundle(
  db: Db,
  blobs: BlobStore,
  tenantId: string,
  bundle: string,
): Promise<(string | null)[] | undefined> {
  // A second look, because the bundle may be moved between finding its place and going there.
  for (let look = 1; look <= 2; look++) {
    const found = await selectBundle(db, tenantId, bundle)
    if (!found) return undefined
    const { archive, offset, length } = found
    const packed = archive === null ? found.bodies : await blobs.getRange(archive, offset, length)
    if (packed) return unpackBundle(packed)
  }
  throw new Error(`The bundle ${bundle} is not where it should be.`)
}
