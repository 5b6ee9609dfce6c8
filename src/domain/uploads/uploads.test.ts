import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { newTenant, testDatabase } from '../../../test/kit/database.ts'
import { systemClock } from '../../kernel/clock.ts'
import type { DomainError } from '../../kernel/domain-error.ts'
import { openBlobs } from '../../storage/blobs/open-blobs.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { forgetUploads } from './forget-uploads.ts'
import { openWithErrors, readUpload } from './read-uploads.ts'
import { receiveUpload } from './receive-upload.ts'
import type { Upload } from './upload.ts'
import type { UploadKind } from './upload-kind.ts'
import { workOnUploads } from './work-uploads.ts'

const { db, close } = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'parley-uploads-'))
const blobs = openBlobs(folder, {})
after(async () => {
  await close()
  rmSync(folder, { recursive: true })
})
const at = new Date()

/** Writes down what it was given; refuses what says so and stumbles over what says so. */
function newKind(stretchDone: (rows: number) => void = () => {}) {
  const seen: string[] = []
  const kind: UploadKind = {
    name: 'test',
    check: async (_db, _tenant, _subject, header, first) =>
      header[0] !== 'key'
        ? 'The first column must be key.'
        : first?.[0] === 'bad'
          ? 'Row 1: is bad'
          : undefined,
    async carryOut(_tx, _tenant, _subject, _header, rows) {
      if (rows.some(([key]) => key === 'poison')) throw new Error('poison')
      stretchDone(rows.length)
      seen.push(...rows.map(([key = '']) => key))
      return rows.map(([key]) => (key?.startsWith('no') ? 'is refused' : undefined))
    },
  }
  return { kind, seen }
}

const upload = (tenant: Tenant, kind: UploadKind, text: string | Buffer): Promise<Upload> =>
  receiveUpload(
    db,
    blobs,
    tenant,
    kind,
    '',
    { fileName: 'rows.csv', bytes: Readable.from([Buffer.from(text)]) },
    at,
  )

function newWorker(kind: UploadKind) {
  const errors: unknown[] = []
  const worker = {
    db,
    blobs,
    clock: systemClock(),
    kinds: [kind],
    onWritten: () => {},
    onError: (error: unknown) => void errors.push(error),
    giveWay: async () => {},
  }
  return { worker, errors }
}
async function finish(kind: UploadKind): Promise<unknown[]> {
  const { worker, errors } = newWorker(kind)
  while (await workOnUploads(worker, new AbortController().signal));
  return errors
}
async function errorFile(tenant: Tenant, id: string): Promise<string> {
  const { bytes } = await openWithErrors(db, blobs, tenant, id)
  return Buffer.concat(await Array.fromAsync(bytes)).toString()
}
const rows = (count: number, name = 'k') =>
  Array.from({ length: count }, (_, n) => `${name}${n},${n}\n`).join('')

test('every row is carried out once, in order, and the upload has succeeded', async () => {
  const tenant = await newTenant(db)
  const { kind, seen } = newKind()
  const { id, state } = await upload(tenant, kind, `\ufeffkey,n\r\n${rows(1234)}\r\n`)
  assert.equal(state, 'processing')
  assert.deepEqual(await finish(kind), [])
  assert.deepEqual(
    seen,
    Array.from({ length: 1234 }, (_, n) => `k${n}`),
  )
  const done = await readUpload(db, tenant, id)
  assert.deepEqual([done.state, done.rowsDone, done.rowsRefused, done.problem], ['succeeded', 1234, 0, null])
})

test('rows that are refused fail alone, and the file comes back with a column of errors', async () => {
  const tenant = await newTenant(db)
  const { kind, seen } = newKind()
  const text = 'key,n\na,"1,5"\nno1,"x\ny"\nb\nc,3,4\n"d\u0000",1\ne,"say ""hi"""\n'
  const { id } = await upload(tenant, kind, text)
  await finish(kind)
  assert.deepEqual(seen, ['a', 'no1', 'e'])
  const done = await readUpload(db, tenant, id)
  assert.deepEqual([done.state, done.rowsDone, done.rowsRefused], ['failed', 6, 4])
  const lines = [
    'key,n,error',
    'a,"1,5",',
    'no1,"x\ny",is refused',
    'b,has 1 columns and not 2',
    'c,3,4,has 3 columns and not 2',
    'd\u0000,1,has a character that cannot be stored',
    'e,"say ""hi""",',
  ]
  assert.equal(await errorFile(tenant, id), `${lines.join('\r\n')}\r\n`)
})

test('who is stopped in the middle goes on where it stopped', async () => {
  const tenant = await newTenant(db)
  const stop = new AbortController()
  const first = newKind(() => stop.abort())
  const { id } = await upload(tenant, first.kind, `key,n\n${rows(1300, 'ü')}`)
  const { worker } = newWorker(first.kind)
  await workOnUploads(worker, stop.signal)
  const half = await readUpload(db, tenant, id)
  assert.deepEqual([half.state, half.rowsDone], ['processing', 500])
  const second = newKind()
  await finish(second.kind)
  assert.deepEqual([first.seen.length, second.seen[0], second.seen.length], [500, 'ü500', 800])
})

test('of several that work at once none repeats what another does', async () => {
  const tenant = await newTenant(db)
  const { kind } = newKind()
  const { id } = await upload(tenant, kind, `key,n\n${rows(3000)}`)
  const { worker, errors } = newWorker(kind)
  const { signal } = new AbortController()
  const work = async () => {
    while (await workOnUploads(worker, signal));
  }
  await Promise.all([work(), work(), work()])
  await finish(kind)
  const done = await readUpload(db, tenant, id)
  assert.deepEqual([done.state, done.rowsDone, errors], ['succeeded', 3000, []])
})

test('a row over which the work stumbles is refused alone', async () => {
  const tenant = await newTenant(db)
  const { kind, seen } = newKind()
  const { id } = await upload(tenant, kind, 'key,n\na,1\npoison,2\nb,3\n')
  const errors = await finish(kind)
  assert.ok(errors.length > 0)
  const done = await readUpload(db, tenant, id)
  assert.deepEqual([done.state, done.rowsDone, done.rowsRefused], ['failed', 3, 1])
  assert.deepEqual(seen, ['a', 'b'])
  assert.match(await errorFile(tenant, id), /poison,2,could not be carried out/)
})

test('what is no CSV from some place on ends there and says so', async () => {
  const tenant = await newTenant(db)
  const { kind, seen } = newKind()
  const { id } = await upload(tenant, kind, `key,n\n${rows(700)}a"b,1\nc,2\n`)
  await finish(kind)
  const done = await readUpload(db, tenant, id)
  assert.deepEqual([done.state, done.rowsDone, seen.length], ['failed', 700, 700])
  assert.match(done.problem!, /not CSV/)
  assert.match(await errorFile(tenant, id), /not CSV/)
  const long = await upload(tenant, kind, `key,n\na,1\nb,${'x'.repeat(300_000)}\nc,3\n`)
  await finish(kind)
  assert.match((await readUpload(db, tenant, long.id)).problem!, /more than \d+ characters/)
})

test('after ten thousand refused rows nobody reads the rest', async () => {
  const tenant = await newTenant(db)
  const { kind, seen } = newKind()
  const { id } = await upload(tenant, kind, `key,n\nk,1\n${rows(12_000, 'no')}`)
  await finish(kind)
  const done = await readUpload(db, tenant, id)
  assert.equal(done.state, 'failed')
  assert.ok(done.rowsDone < 11_000 && seen.length < 11_000)
  assert.match(done.problem!, /was not read/)
})

test('a header or first row that is not fine is refused at once, and nothing of it is kept', async () => {
  const tenant = await newTenant(db)
  const { kind } = newKind()
  const wrong: [string | Buffer, RegExp][] = [
    ['', /empty/],
    ['\n\n', /empty/],
    ['key,\na,1\n', /Column 2 has no name/],
    ['key,n,n\n', /Two columns/],
    ['n,key\n', /first column/],
    ['key,n\nbad,1\n', /Row 1/],
    ['"key,n\n', /not CSV/],
    [`key,${'n,'.repeat(600)}x\n`, /columns/],
    [Buffer.alloc(400_000, 120), /characters/],
  ]
  for (const [text, message] of wrong)
    await assert.rejects(upload(tenant, kind, text), (error: DomainError) => {
      assert.equal(error.code, 'upload-invalid')
      assert.match(error.message, message)
      return true
    })
  assert.deepEqual(await Array.fromAsync(blobs.list(`${tenant.id}/`)), [])
  const { rows: left } = await db.executeQuery<{ id: string }>(
    db.selectFrom('uploads').select('id').where('tenant_id', '=', tenant.id).compile(),
  )
  assert.deepEqual(left, [])
})

test('no more than twenty wait at a time, and a header alone has succeeded at once', async () => {
  const tenant = await newTenant(db)
  const { kind } = newKind()
  const made = await Promise.all(Array.from({ length: 20 }, () => upload(tenant, kind, 'key,n')))
  await assert.rejects(upload(tenant, kind, 'key,n\n'), { code: 'too-many-uploads' })
  await finish(kind)
  assert.equal((await readUpload(db, tenant, made[0]!.id)).state, 'succeeded')
  await upload(tenant, kind, 'key,n\n')
})

test('thirty days later an upload that has ended is gone, bytes and all', async () => {
  const tenant = await newTenant(db)
  const { kind } = newKind()
  const { id } = await upload(tenant, kind, 'key,n\na,1\n')
  await finish(kind)
  await forgetUploads(db, blobs, new Date(Date.now() + 29 * 86_400_000))
  await readUpload(db, tenant, id)
  await forgetUploads(db, blobs, new Date(Date.now() + 31 * 86_400_000))
  await assert.rejects(readUpload(db, tenant, id), { code: 'upload-not-found' })
  assert.deepEqual(await Array.fromAsync(blobs.list(`${tenant.id}/`)), [])
})

test('a tenant sees its own uploads only', async () => {
  const { kind } = newKind()
  const { id } = await upload(await newTenant(db), kind, 'key,n\na,1\n')
  await assert.rejects(readUpload(db, await newTenant(db), id), { code: 'upload-not-found' })
})
