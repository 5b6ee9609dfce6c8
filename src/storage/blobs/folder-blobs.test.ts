import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, it } from 'node:test'
import { openBlobs } from './open-blobs.ts'

let folder: string
let unfinished: string

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'parley-blobs-')), 'blobs')
  unfinished = join(folder, '.unfinished')
})
afterEach(() => rm(join(folder, '..'), { recursive: true }))

it('lets only the owner into the folder and its files', { skip: process.platform === 'win32' }, async () => {
  await openBlobs(folder, {}).put('acme/exports/a', Buffer.from('private'))
  const modeOf = async (path: string) => (await stat(join(folder, path))).mode & 0o777
  assert.equal(await modeOf(''), 0o700)
  assert.equal(await modeOf('acme'), 0o700)
  assert.equal(await modeOf('acme/exports'), 0o700)
  assert.equal(await modeOf('acme/exports/a'), 0o600)
})

it('does not list what a crash left unfinished, nor files that are not its own', async () => {
  const blobs = openBlobs(folder, {})
  await blobs.put('acme/exports/a', Buffer.from('whole'))
  await writeFile(join(unfinished, 'leftover'), 'hal')
  await writeFile(join(folder, 'README'), 'stray')
  await writeFile(join(folder, 'acme/exports/.hidden'), 'stray')
  await mkdir(join(folder, 'acme/exports/deeper'))
  await writeFile(join(folder, 'acme/exports/deeper/still'), 'stray')
  assert.deepEqual(await Array.fromAsync(blobs.list('')), ['acme/exports/a'])
})

it('sweeps leftovers older than an hour when opened, and spares younger ones', async () => {
  openBlobs(folder, {})
  const minutesAgo = async (name: string, minutes: number) => {
    const time = new Date(Date.now() - minutes * 60_000)
    await writeFile(join(unfinished, name), 'hal')
    await utimes(join(unfinished, name), time, time)
  }
  await minutesAgo('old', 61)
  await minutesAgo('young', 59)
  openBlobs(folder, {})
  assert.deepEqual(await readdir(unfinished), ['young'])
})

it('leaves nothing unfinished behind, whether a put succeeds or fails', async () => {
  const blobs = openBlobs(folder, {})
  await writeFile(join(folder, 'acme'), 'a file where a folder should be')
  await assert.rejects(blobs.put('acme/exports/a', Buffer.from('x')))
  await blobs.put('other/exports/a', Buffer.from('x'))
  assert.deepEqual(await readdir(unfinished), [])
})

it('goes on when someone removes its folders while it is open', async () => {
  const blobs = openBlobs(folder, {})
  await blobs.put('acme/exports/a', Buffer.from('first'))
  await rm(join(folder, 'acme'), { recursive: true })
  await blobs.put('acme/exports/a', Buffer.from('second'))
  assert.equal(String(await blobs.get('acme/exports/a')), 'second')
})

it('says in its check what it could not do and where', async () => {
  const blobs = openBlobs(folder, {})
  await rm(folder, { recursive: true })
  await writeFile(folder, 'a file now')
  await assert.rejects(blobs.check(), (error: Error) => {
    assert.ok(error.message.startsWith(`The folder ${folder} cannot be written to: `), error.message)
    return true
  })
})

it('says at once that a folder cannot be made', async () => {
  await writeFile(folder, 'a file')
  assert.throws(() => openBlobs(folder, {}), /ENOTDIR|EEXIST/)
})
