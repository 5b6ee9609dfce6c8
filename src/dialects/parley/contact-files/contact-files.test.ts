import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertProblem, newParleyCompany, newParleyContact } from '../../../../test/kit/parley.ts'
import { workOnJobs } from '../../../domain/contacts/work-contact-jobs.ts'
import { forgetFileExports, workOnFileExports } from '../../../domain/contacts/work-file-exports.ts'

const app = await testApp()
after(app.close)
const { db, clock, blobs } = app.services

const failOn = (error: unknown) => {
  throw error
}
const work = async () => {
  while (await workOnJobs({ db, clock, onWritten() {}, onError: failOn }));
}
const write = async () => {
  while (await workOnFileExports({ db, blobs, clock, onError: failOn }));
}

test('a file of any make is looked into, imported, and its refused rows come back as a file', async () => {
  const { ask, get } = await newParleyCompany(app)
  const text = 'E-post;Förnamn;Poäng\r\nasa@example.com;Åsa;12\r\nwrong;Bo;x\r\nbo@example.com;Bo;3,5\r\n'
  const file = Buffer.from(text, 'latin1').toString('base64')
  const preview = await get('POST', '/contact-imports/preview', { file })
  assert.deepEqual([preview.charset, preview.delimiter], ['windows-1252', ';'])
  assert.deepEqual(preview.header, ['E-post', 'Förnamn', 'Poäng'])
  assert.equal(preview.rows.length, 3)
  const mapping = preview.mapping.map((each: { target: string }) =>
    each.target === 'Poäng' ? { ...each, target: 'points', type: 'number' } : each,
  )
  const made = await ask('POST', '/contact-imports', {
    body: { file, mode: 'create', mapping, fileName: 'Kunder mars.csv' },
  })
  assert.deepEqual([made.status, made.body.state, made.body.total], [202, 'pending', 3], made.text)
  await work()
  const path = `/contact-imports/${made.body.id}`
  const done = await get('GET', path)
  assert.deepEqual([done.state, done.succeeded, done.failed], ['completed', 2, 1])
  assert.equal((await get('GET', '/contact-imports')).items[0].id, done.id)
  const { items } = await get('GET', '/contacts?sort=firstName')
  assert.deepEqual(
    items
      .map(({ attributes }: { attributes: object }) => attributes)
      .map(({ firstName, points }: Record<string, unknown>) => [firstName, points]),
    [
      ['Bo', 3.5],
      ['Åsa', 12],
    ],
  )
  const errors = await get('GET', `${path}/errors`)
  assert.deepEqual([errors.items[0].line, errors.items[0].cells], [3, ['wrong', 'Bo', 'x']])
  const asFile = await ask('GET', `${path}/errors.csv`)
  assert.match(String(asFile.headers['content-disposition']), /Kunder%20mars-errors\.csv/)
  assert.equal(
    asFile.text,
    '\ufeffline;error;E-post;Förnamn;Poäng\r\n3;points must be a number;wrong;Bo;x\r\n',
  )
})

test('a dry run says what would be refused and leaves nothing', async () => {
  const company = await newParleyCompany(app)
  const { get } = company
  await newParleyContact(company, { email: 'there@example.com' })
  const csv = 'email,firstName\nthere@example.com,A\nnew@example.com,B\nnew@example.com,C\n,D\n'
  const { id } = await get('POST', '/contact-imports', { csv, mode: 'create', dryRun: true })
  await work()
  const done = await get('GET', `/contact-imports/${id}`)
  assert.deepEqual([done.dryRun, done.succeeded, done.failed], [true, 1, 3])
  const codes = (await get('GET', `/contact-imports/${id}/errors`)).items.map(
    (each: { code: string }) => each.code,
  )
  assert.deepEqual(codes, ['contact-key-exists', 'contact-key-exists', 'contact-invalid'])
  assert.equal((await get('GET', '/contacts')).items.length, 1)
  assert.equal((await get('GET', `/contact-imports/${id}`)).mapping.length, 2)
})

test('an upsert makes who is not there and changes who is, also when both are in one file', async () => {
  const company = await newParleyCompany(app)
  const { get } = company
  await newParleyContact(company, { email: 'old@example.com', city: 'Lund', firstName: 'Old' })
  const csv = 'email,city,firstName\nold@example.com,Kiel,\nnew@example.com,Oslo,New\nNEW@example.com,Rom,\n'
  const { id } = await get('POST', '/contact-imports', { csv, mode: 'upsert' })
  await work()
  assert.equal((await get('GET', `/contact-imports/${id}`)).succeeded, 3)
  const contacts = (await get('GET', '/contacts?sort=email&columns=city,firstName')).items
  assert.deepEqual(
    contacts.map(({ attributes }: { attributes: object }) => attributes),
    [
      { city: 'Rom', firstName: 'New' },
      { city: 'Kiel', firstName: 'Old' },
    ],
  )
})

test('an import of many chunks goes on after a failure, and what is left of it is dropped on demand', async () => {
  const { ask, get } = await newParleyCompany(app)
  const rows = Array.from({ length: 1200 }, (_, n) => `p${n}@example.com`)
  const { id } = await get('POST', '/contact-imports', { csv: `email\n${rows.join('\n')}\n`, mode: 'create' })
  await workOnJobs({ db, clock, onWritten() {}, onError: failOn })
  const some = await get('GET', `/contact-imports/${id}`)
  assert.deepEqual([some.state, some.succeeded], ['processing', 500])
  assert.equal((await get('POST', `/contact-imports/${id}/cancel`)).state, 'cancelled')
  await work()
  const end = await get('POST', `/contact-imports/${id}/cancel`)
  assert.deepEqual([end.state, end.succeeded], ['cancelled', 500])
  assertProblem(await ask('GET', '/contact-imports/x'), 404, 'contact-job-not-found')
})

test('what is no file of contacts is refused', async () => {
  const { ask } = await newParleyCompany(app)
  const refused = (body: object) => ask('POST', '/contact-imports', { body: { mode: 'create', ...body } })
  for (const body of [
    {},
    { csv: 'email\na', file: 'YQ==' },
    { file: '*' },
    { csv: '' },
    { csv: 'email\n' },
    { csv: 'email\n"a' },
    { csv: 'email\na', mapping: [{ column: 'e-mail', target: 'email' }] },
    { csv: 'email\na', mapping: [] },
    { csv: 'email\na', fileName: '\u0000' },
  ])
    assertProblem(await refused(body), 400, 'input-invalid')
  assertProblem(await refused({ csv: 'email\na', contactType: 'Nobody' }), 400, 'contact-type-unknown')
})

test('contacts are written into a file that can come back, part by part', async () => {
  const company = await newParleyCompany(app)
  const { ask, get } = company
  const rows = Array.from({ length: 1100 }, (_, n) => `p${n}@example.com;Åsa ${n};ja`)
  await get('POST', '/contact-imports', {
    csv: `email;firstName;accepts email\n${rows.join('\n')}`,
    mode: 'create',
  })
  await work()
  await newParleyContact(company, { email: 'other@example.com', firstName: 'Bo "x"' })
  const made = await ask('POST', '/contact-exports', {
    body: { columns: ['email', 'firstName', 'preferences.email', 'nothing'] },
  })
  assert.deepEqual([made.status, made.body.total], [202, 1101], made.text)
  const path = `/contact-exports/${made.body.id}`
  assertProblem(await ask('GET', `${path}/file`), 409, 'contact-export-not-finished')
  await write()
  const done = await get('GET', path)
  assert.deepEqual([done.state, done.done], ['completed', 1101])
  const file = await ask('GET', `${path}/file`)
  const lines = file.text.split('\r\n')
  assert.equal(lines[0], '\ufeffemail,firstName,preferences.email,nothing')
  assert.equal(lines.length, 1103)
  assert.ok(lines.includes('p7@example.com,Åsa 7,true,'))
  assert.equal(lines[1101], 'other@example.com,"Bo ""x""",,')
  assert.equal(Buffer.byteLength(file.text), done.bytes)

  const narrow = { filter: { search: 'bo' }, charset: 'windows-1252', delimiter: ';' }
  const second = await get('POST', '/contact-exports', narrow)
  await write()
  assert.match(
    (await ask('GET', `/contact-exports/${second.id}/file`)).text,
    /^id;contactType;[\s\S]*other@example\.com/,
  )
  assert.equal((await get('GET', '/contact-exports')).items.length, 2)

  await forgetFileExports(db, blobs, new Date(Date.now() + 4 * 24 * 3_600_000))
  assertProblem(await ask('GET', path), 404, 'contact-export-not-found')
  assert.equal((await Array.fromAsync(blobs.list(`${company.tenant.id}/exports/`))).length, 0)
})

test('exports are bounded, refused for what cannot be, and stand in the audit trail', async () => {
  const { ask, get } = await newParleyCompany(app)
  for (const body of [
    { columns: [] },
    { columns: ['\u0000'] },
    { filter: { createdFrom: 'x' } },
    { fileName: '\ud800' },
  ])
    assertProblem(await ask('POST', '/contact-exports', { body }), 400, 'input-invalid')
  assertProblem(
    await ask('POST', '/contact-exports', { body: { filter: { segmentId: 'x' } } }),
    400,
    'contact-search-invalid',
  )
  for (let n = 0; n < 5; n++) await get('POST', '/contact-exports', {})
  assertProblem(await ask('POST', '/contact-exports', { body: {} }), 429, 'contact-exports-full')
  const deeds = (await get('GET', '/audit-trail')).items.filter(
    ({ action }: { action: string }) => action === 'contacts.exported',
  )
  assert.equal(deeds.length, 5)
  await write()
})

test('contacts are sorted by name, e-mail and time, page by page', async () => {
  const company = await newParleyCompany(app)
  const { ask, get } = company
  for (const [n, lastName] of ['Ek', 'Berg', 'Ek', ''].entries())
    await newParleyContact(company, { email: `p${n}@example.com`, lastName })
  const order = async (query: string) => {
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const page = await get('GET', `/contacts?limit=2&${query}${cursor}`)
      seen.push(...page.items.map((each: { attributes: { email: string } }) => each.attributes.email[1]))
      if (page.nextCursor === null) return seen.join('')
      cursor = `&cursor=${page.nextCursor}`
    }
  }
  assert.equal(await order('sort=lastName'), '3102')
  assert.equal(await order('sort=-lastName'), '2013')
  assert.equal(await order('sort=createdAt'), '0123')
  assert.equal(await order('sort=-email'), '3210')
  assert.equal(await order('sort=-updatedAt'), '3210')
  assert.equal(await order('createdUntil=2020-01-01T00:00:00Z'), '')
  const { nextCursor } = await get('GET', '/contacts?limit=1&sort=email')
  assertProblem(await ask('GET', `/contacts?sort=-email&cursor=${nextCursor}`), 400, 'cursor-invalid')
  assertProblem(await ask('GET', '/contacts?sort=city'), 400, 'input-invalid')
})
