import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { FolderBlobs } from './folder-blobs.ts'
import { deleteLong, putLong, readLong, TooLong } from './long-blobs.ts'

const folder = mkdtempSync(join(tmpdir(), 'parley-long-'))
after(() => rmSync(folder, { recursive: true }))
const blobs = new FolderBlobs(folder)
const MiB = 1024 * 1024

async function* pieces(bytes: Buffer, length: number) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}

async function whole(parts: AsyncIterable<Buffer>) {
  return Buffer.concat(await Array.fromAsync(parts))
}

test('what came in pieces of any length is read as it was, from any place on', async () => {
  const bytes = randomBytes(2 * MiB + 17)
  for (const length of [65_536, 1_000_001, 3 * MiB, MiB]) {
    const key = `acme/attachments/a${length}`
    assert.equal(await putLong(blobs, key, pieces(bytes, length), 4 * MiB), bytes.length)
    assert.ok(bytes.equals(await whole(readLong(blobs, key, bytes.length))))
    for (const from of [1, MiB - 1, MiB, 2 * MiB + 16])
      assert.ok(bytes.subarray(from).equals(await whole(readLong(blobs, key, bytes.length, from))))
    const parts = await Array.fromAsync(blobs.list(`${key}.`))
    assert.equal(parts.length, 3)
  }
})

test('nothing at all is whole, too', async () => {
  assert.equal(await putLong(blobs, 'acme/attachments/none', pieces(Buffer.alloc(0), 1), 10), 0)
  assert.equal((await whole(readLong(blobs, 'acme/attachments/none', 0))).length, 0)
})

test('one byte too many is refused, and all of it can be deleted', async () => {
  const key = 'acme/attachments/much'
  await assert.rejects(putLong(blobs, key, pieces(randomBytes(2 * MiB + 1), 65_536), 2 * MiB), TooLong)
  await deleteLong(blobs, key)
  await deleteLong(blobs, key)
  assert.deepEqual(await Array.fromAsync(blobs.list(`${key}.`)), [])
})

test('a part that is missing is an error and not an end', async () => {
  const key = 'acme/attachments/gap'
  const size = await putLong(blobs, key, pieces(randomBytes(2 * MiB), 65_536), 2 * MiB)
  await blobs.delete(`${key}.1`)
  await assert.rejects(whole(readLong(blobs, key, size)), /gap\.1 is missing/)
})
