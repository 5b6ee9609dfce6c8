import { randomUUID } from 'node:crypto'
import type { BlobStore } from './blob-store.ts'

/** What `check()` does in every store. The key is new each time, so that several processes may check at once. */
export async function checkBlobs(blobs: BlobStore) {
  const key = `_parley/check/${randomUUID()}`
  const sent = Buffer.from(key)

  await step(blobs, 'be written to', () => blobs.put(key, sent))
  const read = await step(blobs, 'be read from', () => blobs.get(key)).catch(async error => {
    await blobs.delete(key).catch(() => undefined)
    throw error
  })
  await step(blobs, 'be deleted from', () => blobs.delete(key))
  if (!read?.equals(sent)) throw new Error(`${blobs.describe} does not give back what was written to it.`)
}

async function step<Result>(blobs: BlobStore, what: string, run: () => Promise<Result>) {
  try {
    return await run()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`${blobs.describe} cannot ${what}: ${reason}`, { cause: error })
  }
}
