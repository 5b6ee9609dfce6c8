import { randomUUID } from 'node:crypto'
import { lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { mkdir, open, opendir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { checkKey, checkPrefix, checkRange, isBlobKey } from './blob-key.ts'
import type { BlobStore } from './blob-store.ts'
import { checkBlobs } from './check-blobs.ts'

const unfinishedFolder = '.unfinished'
const leftoverAgeMs = 60 * 60 * 1000

/**
 * Blobs as files: `<folder>/tenant/kind/name`, readable by the owner only. A blob is written in `.unfinished` and
 * renamed to its place, so a crash leaves the old value, the new value, or a leftover in `.unfinished`. Leftovers have
 * a folder of their own so that sweeping them does not walk every blob there is; those older than an hour go when the
 * folder is opened, the younger ones may belong to another process.
 */
export class FolderBlobs implements BlobStore {
  readonly describe: string
  readonly #root: string
  readonly #unfinished: string
  readonly #durable = new Set<string>()

  /** Makes the folder where it is missing; throws when it cannot be made. */
  constructor(folder: string) {
    this.#root = resolve(folder)
    this.#unfinished = join(this.#root, unfinishedFolder)
    this.describe = `The folder ${this.#root}`
    mkdirSync(this.#unfinished, { recursive: true, mode: 0o700 })
    sweep(this.#unfinished, Date.now() - leftoverAgeMs)
  }

  async put(key: string, bytes: Uint8Array) {
    const place = this.#place(key)
    const temporary = join(this.#unfinished, randomUUID())
    try {
      await writeDurably(temporary, bytes)
      await this.#makeFolder(dirname(place))
      await rename(temporary, place)
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
    await syncFolder(dirname(place))
  }

  async get(key: string) {
    return await unlessMissing(readFile(this.#place(key)))
  }

  async getRange(key: string, offset: number, length: number) {
    checkRange(offset, length)
    const file = await unlessMissing(open(this.#place(key), 'r'))
    if (!file) return undefined
    try {
      const { size } = await file.stat()
      const wanted = Buffer.alloc(Math.max(0, Math.min(length, size - offset)))
      let filled = 0
      while (filled < wanted.length) {
        const { bytesRead } = await file.read(wanted, filled, wanted.length - filled, offset + filled)
        if (bytesRead === 0) break
        filled += bytesRead
      }
      return wanted.subarray(0, filled)
    } finally {
      await file.close()
    }
  }

  async delete(key: string) {
    const place = this.#place(key)
    const was = await unlessMissing(rm(place).then(() => true))
    if (was) await syncFolder(dirname(place))
  }

  async *list(prefix: string) {
    checkPrefix(prefix)
    const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1)
    for await (const key of keysBelow(this.#root, folder, prefix)) {
      if (isBlobKey(key)) yield key
    }
  }

  async check() {
    await checkBlobs(this)
  }

  #place(key: string) {
    return join(this.#root, ...checkKey(key).split('/'))
  }

  /** Durable too: a folder's own entry is synced before the first blob in it is acknowledged. */
  async #makeFolder(folder: string) {
    const made = await mkdir(folder, { recursive: true, mode: 0o700 })
    if (!made && this.#durable.has(folder)) return
    await syncFolder(dirname(folder))
    await syncFolder(this.#root)
    this.#durable.add(folder)
  }
}

async function writeDurably(path: string, bytes: Uint8Array) {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Windows cannot sync a folder; there NTFS keeps its own log of names. */
async function syncFolder(path: string) {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function unlessMissing<Value>(action: Promise<Value>): Promise<Value | undefined> {
  try {
    return await action
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}

/** The paths of the files below a folder (empty, or ending in a slash) that begin with the prefix. */
async function* keysBelow(root: string, path: string, prefix: string): AsyncGenerator<string> {
  const folder = await unlessMissing(opendir(join(root, path)))
  if (!folder) return
  for await (const entry of folder) {
    if (entry.name.startsWith('.')) continue
    const name = path + entry.name
    if (!name.startsWith(prefix)) continue
    if (entry.isFile()) yield name
    if (entry.isDirectory()) yield* keysBelow(root, `${name}/`, prefix)
  }
}

function sweep(folder: string, before: number) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const found = lstatSync(path, { throwIfNoEntry: false })
    if (found?.isFile() && found.mtimeMs < before) rmSync(path, { force: true })
  }
}
