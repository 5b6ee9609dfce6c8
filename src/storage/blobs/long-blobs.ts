/**
 * Bytes that come as a stream and are of unknown length, kept in parts under `<key>.0`, `<key>.1` and so on: whoever
 * writes or reads them holds one part in memory. All parts but the last are equally long. A row says that they are
 * whole, and how long they are together.
 */
import type { BlobStore } from './blob-store.ts'

const partBytes = 1024 * 1024

const partKey = (key: string, part: number) => `${key}.${part}`

/** More bytes came than may be. */
export class TooLong extends Error {
  readonly limit: number

  constructor(limit: number) {
    super(`More than ${limit} bytes.`)
    this.name = 'TooLong'
    this.limit = limit
  }
}

/** Durable when it resolves, with the number of bytes. Throws `TooLong`; what was written by then is to be deleted. */
export async function putLong(
  blobs: BlobStore,
  key: string,
  bytes: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<number> {
  let [size, parts, held] = [0, 0, 0]
  let waiting: Uint8Array[] = []
  const flush = async (piece: Uint8Array) => blobs.put(partKey(key, parts++), piece)
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > limit) throw new TooLong(limit)
    waiting.push(chunk)
    held += chunk.length
    if (held < partBytes) continue
    const all = Buffer.concat(waiting)
    let at = 0
    for (; all.length - at >= partBytes; at += partBytes) await flush(all.subarray(at, at + partBytes))
    waiting = [all.subarray(at)]
    held = all.length - at
  }
  if (held > 0) await flush(Buffer.concat(waiting))
  return size
}

/** The bytes from `offset` on. Throws an Error when a part is missing. */
export async function* readLong(
  blobs: BlobStore,
  key: string,
  size: number,
  offset = 0,
): AsyncGenerator<Buffer> {
  for (let part = Math.floor(offset / partBytes); part * partBytes < size; part++) {
    const bytes = await blobs.get(partKey(key, part))
    if (!bytes) throw new Error(`The part ${partKey(key, part)} is missing from blob storage.`)
    yield bytes.subarray(Math.max(0, offset - part * partBytes))
  }
}

/** Deletes all parts, also of what was never finished. No error when there are none. */
export async function deleteLong(blobs: BlobStore, key: string): Promise<void> {
  for await (const part of blobs.list(`${key}.`)) await blobs.delete(part)
}
