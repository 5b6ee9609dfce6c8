import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { newId } from '../../kernel/ids.ts'
import type { Bundle, Place } from './bodies.sql.ts'

const pack = promisify(gzip)
const unpack = promisify(gunzip)

/**
 * A segment holds many bundles one after another, each a gzip member of its own: the JSON array of its bodies, null
 * where one was erased. A single body is read by fetching its bundle's range, and the whole file still unpacks with
 * `gunzip`.
 */
export async function writeSegment(
  tenantId: string,
  bundles: readonly Bundle[],
): Promise<{ segment: string; bytes: Buffer; places: Place[] }> {
  const segment = `${tenantId}/bodies/${newId()}.gz`
  const parts: Buffer[] = []
  const places: Place[] = []
  let offset = 0
  for (const { id, bodies } of bundles) {
    const part = await pack(bodies)
    places.push({ id, segment, offset, length: part.length })
    parts.push(part)
    offset += part.length
  }
  return { segment, bytes: Buffer.concat(parts), places }
}

export async function readBundle(part: Uint8Array): Promise<(string | null)[]> {
  return JSON.parse((await unpack(part)).toString('utf8'))
}

/** A bundle without some of its bodies; nothing when none is left. */
export function without(
  erased: ReadonlySet<number> | undefined,
  bodies: (string | null)[],
): string | undefined {
  const left = bodies.map((body, position) => (erased?.has(position) ? null : body))
  return left.every(body => body === null) ? undefined : JSON.stringify(left)
}
