import { promisify } from 'node:util'
import { constants, gunzip, gzip, gzipSync } from 'node:zlib'
import { newId } from '../../kernel/ids.ts'
import type { Bundle, Place } from './bodies.sql.ts'

const pack = promisify(gzip)
const unpack = promisify(gunzip)

/** Quick, and small in memory: a bundle is some ten kilobytes of much the same. */
const quickly = { level: constants.Z_BEST_SPEED, windowBits: 13, memLevel: 6 }
/** Up to this many characters handing the work to another thread takes longer than doing it. */
const soonDone = 100_000

/** The bodies of a bundle, null where one was erased, as the gzip of a JSON array: as they rest until they are read. */
export async function packBundle(bodies: readonly (string | null)[]): Promise<Buffer> {
  const text = JSON.stringify(bodies)
  return text.length <= soonDone ? gzipSync(text, quickly) : pack(text, quickly)
}

export async function unpackBundle(packed: Uint8Array): Promise<(string | null)[]> {
  return JSON.parse((await unpack(packed)).toString('utf8'))
}

/**
 * An archive holds many bundles one after another, as they are. A single body is read by fetching its bundle's range,
 * and the whole file unpacks with `gunzip`.
 */
export function joinBundles(
  tenantId: string,
  bundles: readonly Bundle[],
): { archive: string; bytes: Buffer; places: Place[] } {
  const archive = `${tenantId}/bodies/${newId()}.gz`
  let offset = 0
  const places = bundles.map(({ id, bodies: { length } }) => {
    const place = { id, archive, offset, length }
    offset += length
    return place
  })
  return { archive, bytes: Buffer.concat(bundles.map(({ bodies }) => bodies)), places }
}

/** A bundle without some of its bodies; nothing when none is left. */
export async function without(
  erased: ReadonlySet<number> | undefined,
  packed: Buffer,
): Promise<Buffer | undefined> {
  if (!erased) return packed
  const left = (await unpackBundle(packed)).map((body, position) => (erased.has(position) ? null : body))
  return left.every(body => body === null) ? undefined : packBundle(left)
}
