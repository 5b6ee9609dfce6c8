import type { BlobStore } from '../../storage/blobs/blob-store.ts'
import type { Db } from '../../storage/driver.ts'
import { type BodyPlace, selectBodyPlaces, selectSchemaKeys } from './bodies.sql.ts'
import { readBundle } from './read-body.ts'

const portion = 50

export interface ReceivedBody {
  readonly interactionId: string
  /** Byte for byte. */
  readonly body: string
}

/**
 * The bodies of all interactions of a contact as they were received, schema by schema, the newest first. They are read as
 * they are asked for, so many at a time; one that is deleted meanwhile is left out.
 */
export async function* readBodies(
  db: Db,
  blobs: BlobStore,
  tenantId: string,
  contactId: string,
): AsyncGenerator<ReceivedBody> {
  for (const schemaKey of await selectSchemaKeys(db, tenantId)) {
    let after: BodyPlace | undefined
    do {
      const places = await selectBodyPlaces(db, tenantId, { contactId, schemaKey }, after, portion)
      yield* bodiesOf(db, blobs, tenantId, places)
      after = places.length === portion ? places.at(-1) : undefined
    } while (after)
  }
}

async function* bodiesOf(
  db: Db,
  blobs: BlobStore,
  tenantId: string,
  places: readonly BodyPlace[],
): AsyncGenerator<ReceivedBody> {
  const read = new Map<string, readonly (string | null)[]>()
  for (const { id, body_bundle: bundle, body_position: position } of places) {
    const bodies = read.get(bundle) ?? (await readBundle(db, blobs, tenantId, bundle)) ?? []
    read.set(bundle, bodies)
    const body = bodies[position]
    if (body != null) yield { interactionId: id, body }
  }
}
