import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { InvalidBlobKey } from './blob-key.ts'
import type { BlobStore } from './blob-store.ts'
import { openBlobs } from './open-blobs.ts'
import { S3Blobs } from './s3-blobs.ts'
import { parseS3Location } from './s3-location.ts'
import { bucket, goodCredentials, startS3, type TestServer } from './s3-test-server.ts'

const hostileKeys = [
  '',
  'acme/exports',
  'acme/exports/a/b',
  '/acme/exports/a',
  'acme//a',
  'acme/exports/..',
  '../exports/a',
  'acme/../a',
  'acme/exports/a..b',
  'acme/exports/.',
  '.unfinished/exports/a',
  'acme/exports/a\\b',
  'acme/exports/a\n',
  'acme/exports/a\0',
  'acme/exports/%2e%2e',
  'acme/exports/å',
  'acme/exports/a?versionId=1',
  `acme/exports/${'a'.repeat(201)}`,
]

/** What every store promises, whatever is behind it. Each test has a tenant of its own. */
function keepsThePromises(open: () => BlobStore) {
  const newKey = (name = 'a.bin') => `${randomUUID()}/exports/${name}`
  const listed = async (prefix: string) => (await Array.fromAsync(open().list(prefix))).sort()

  it('gives back what was put, byte for byte, also to another reader', async () => {
    const key = newKey()
    const bytes = randomBytes(300_000)
    await open().put(key, bytes)
    assert.deepEqual(await open().get(key), bytes)
  })

  it('keeps an empty blob', async () => {
    const key = newKey()
    await open().put(key, new Uint8Array())
    assert.equal((await open().get(key))?.length, 0)
    assert.equal((await open().getRange(key, 0, 10))?.length, 0)
  })

  it('puts only the part that a view shows', async () => {
    const key = newKey()
    await open().put(key, new TextEncoder().encode('0123456789').subarray(3, 6))
    assert.equal(String(await open().get(key)), '345')
  })

  it('replaces', async () => {
    const key = newKey()
    await open().put(key, Buffer.from('a longer first value'))
    await open().put(key, Buffer.from('second'))
    assert.equal(String(await open().get(key)), 'second')
  })

  it('reads a range: within, over the end, and after it', async () => {
    const key = newKey()
    await open().put(key, Buffer.from('0123456789'))
    assert.equal(String(await open().getRange(key, 0, 1)), '0')
    assert.equal(String(await open().getRange(key, 2, 3)), '234')
    assert.equal(String(await open().getRange(key, 8, 100)), '89')
    assert.equal((await open().getRange(key, 10, 1))?.length, 0)
    assert.equal((await open().getRange(key, 1_000, 5))?.length, 0)
  })

  it('refuses a range that is none', async () => {
    for (const [offset, length] of [
      [-1, 1],
      [0, 0],
      [0, -1],
      [0.5, 1],
      [0, Number.NaN],
      [0, Infinity],
    ] as const) {
      await assert.rejects(open().getRange(newKey(), offset, length), RangeError)
    }
  })

  it('has nothing for a key that was never put', async () => {
    assert.equal(await open().get(newKey()), undefined)
    assert.equal(await open().getRange(newKey(), 0, 1), undefined)
    assert.deepEqual(await listed(`${randomUUID()}/`), [])
  })

  it('deletes, and deletes again without an error', async () => {
    const key = newKey()
    await open().put(key, Buffer.from('gone soon'))
    await open().delete(key)
    await open().delete(key)
    await open().delete(newKey())
    assert.equal(await open().get(key), undefined)
    assert.deepEqual(await listed(key), [])
  })

  it('lists by a prefix that ends anywhere, and only what begins with it', async () => {
    const tenant = randomUUID()
    const keys = ['exports/2026-01', 'exports/2026-02', 'exports/2027-01', 'exports-old/a'].map(
      k => `${tenant}/${k}`,
    )
    await open().put(`${tenant}-b/exports/2026-01`, Buffer.from('another tenant'))
    for (const key of keys) await open().put(key, Buffer.from(key))

    assert.deepEqual(await listed(`${tenant}/`), keys.toSorted())
    assert.deepEqual(await listed(`${tenant}/exports/`), keys.slice(0, 3))
    assert.deepEqual(await listed(`${tenant}/exports/2026-`), keys.slice(0, 2))
    assert.deepEqual(await listed(`${tenant}/exports/2026-02`), keys.slice(1, 2))
    assert.deepEqual(await listed(`${tenant}/e`), keys.toSorted())
    assert.equal((await listed(tenant)).length, 5)
    const all = new Set(await listed(''))
    assert.ok(keys.every(key => all.has(key)))
  })

  it('lists more than a thousand keys, each once', async () => {
    const tenant = randomUUID()
    const keys = Array.from(
      { length: 1_050 },
      (_, index) => `${tenant}/exports/${String(index).padStart(5, '0')}`,
    )
    const left = keys.values()
    const putTheRest = async () => {
      for (const key of left) await open().put(key, Buffer.from('x'))
    }
    await Promise.all(Array.from({ length: 16 }, putTheRest))
    assert.deepEqual(await listed(`${tenant}/`), keys)
  })

  it('may be emptied while it is listed', async () => {
    const tenant = randomUUID()
    for (let index = 10; index < 40; index++) await open().put(`${tenant}/exports/${index}`, Buffer.from('x'))
    for await (const key of open().list(`${tenant}/`)) await open().delete(key)
    assert.deepEqual(await listed(`${tenant}/`), [])
  })

  it('refuses a hostile key in every method, before it does anything', async () => {
    for (const key of hostileKeys) {
      await assert.rejects(open().put(key, Buffer.from('x')), InvalidBlobKey, JSON.stringify(key))
      await assert.rejects(open().get(key), InvalidBlobKey)
      await assert.rejects(open().getRange(key, 0, 1), InvalidBlobKey)
      await assert.rejects(open().delete(key), InvalidBlobKey)
    }
    for (const prefix of ['/', '..', '../', 'acme/../', 'acme//', 'acme/exports/a/', '.', 'acme/*']) {
      await assert.rejects(listed(prefix), InvalidBlobKey, prefix)
    }
  })

  it('keeps one whole value of many put at once under one key', async () => {
    const key = newKey()
    const values = Array.from({ length: 12 }, (_, index) => Buffer.alloc(200_000, index + 1))
    const isWhole = (read: Buffer | undefined) => values.some(value => value.equals(read ?? Buffer.alloc(0)))
    await open().put(key, values[0]!)

    const reads = Array.from({ length: 12 }, () => open().get(key))
    await Promise.all(values.map(value => open().put(key, value)))
    assert.ok((await Promise.all(reads)).every(isWhole))
    assert.ok(isWhole(await open().get(key)))
  })

  it('passes its own check, which leaves nothing behind', async () => {
    await open().check()
    assert.deepEqual(await listed('_parley/'), [])
  })
}

describe('blobs in a folder', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-blobs-'))
  })
  after(() => rm(folder, { recursive: true }))

  keepsThePromises(() => openBlobs(folder, {}))
})

describe('blobs in S3', () => {
  let server: TestServer
  before(async () => {
    server = await startS3()
  })
  after(() => server.close())

  keepsThePromises(() => {
    const location = parseS3Location(
      `s3://${bucket}/some/prefix?endpoint=${server.endpoint}`,
      goodCredentials,
    )
    return new S3Blobs(location, goodCredentials, { pageSize: 200, pauseMs: 1 })
  })
})
