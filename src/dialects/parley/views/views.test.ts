import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertProblem, newParleyCompany } from '../../../../test/kit/parley.ts'

const app = await testApp()
after(app.close)

const view = {
  list: 'contacts',
  name: 'In Lund',
  filter: { search: 'lund' },
  columns: ['email'],
  sort: '-createdAt',
}

test('a view is saved, listed by name, changed under its version, and deleted', async () => {
  const { ask, get } = await newParleyCompany(app)
  const made = await ask('POST', '/views', { body: view })
  assert.equal(made.status, 201, made.text)
  const { id, version, isOwn, isShared, filter } = made.body
  assert.deepEqual([version, isOwn, isShared, filter], [1, true, false, view.filter])
  await get('POST', '/views', { list: 'contacts', name: 'All' })
  await get('POST', '/views', { list: 'deliveries', name: 'In Lund' })
  const names = async (query: string) =>
    (await get('GET', `/views?${query}`)).items.map((each: { name: string }) => each.name)
  assert.deepEqual(await names('list=contacts'), ['All', 'In Lund'])
  const first = await get('GET', '/views?limit=2')
  const rest = await get('GET', `/views?limit=2&cursor=${first.nextCursor}`)
  assert.deepEqual([first.items.length, rest.items.length, rest.nextCursor], [2, 1, null])

  const path = `/views/${id}`
  const headers = { 'if-match': String(made.headers.etag) }
  const changed = await ask('PATCH', path, { body: { filter: { approved: true }, isShared: true }, headers })
  assert.deepEqual([changed.status, changed.body.version, changed.body.filter], [200, 2, { approved: true }])
  assert.deepEqual([changed.body.columns, changed.body.sort], [['email'], '-createdAt'])
  assertProblem(await ask('PATCH', path, { body: { name: 'x' }, headers }), 412, 'version-mismatch')
  assertProblem(await ask('PATCH', path, { body: { name: 'All' } }), 409, 'saved-view-exists')
  assertProblem(await ask('POST', '/views', { body: view }), 409, 'saved-view-exists')
  assertProblem(await ask('DELETE', path, { headers }), 412, 'version-mismatch')
  assert.equal((await ask('DELETE', path)).status, 204)
  assertProblem(await ask('GET', path), 404, 'saved-view-not-found')
})

test('others see what is shared, and only who may change the tenant changes it', async () => {
  const { ask, get } = await newParleyCompany(app)
  const { secret } = await get('POST', '/keys', { dialect: 'parley', name: 'other', scopes: ['views:*'] })
  const as = { headers: { authorization: `Bearer ${secret}` } }
  const own = await get('POST', '/views', view)
  const shared = await get('POST', '/views', { ...view, name: 'Shared', isShared: true })
  const seen = await ask('GET', '/views', as)
  assert.deepEqual(
    seen.body.items.map(({ id, isOwn }: { id: string; isOwn: boolean }) => [id, isOwn]),
    [[shared.id, false]],
  )
  assertProblem(await ask('GET', `/views/${own.id}`, as), 404, 'saved-view-not-found')
  for (const [method, body] of [
    ['PATCH', { body: { name: 'x' } }],
    ['DELETE', {}],
  ] as const) {
    assertProblem(await ask(method, `/views/${shared.id}`, { ...body, ...as }), 403, 'saved-view-of-another')
    assertProblem(await ask(method, `/views/${own.id}`, { ...body, ...as }), 404, 'saved-view-not-found')
  }
  const theirs = await ask('POST', '/views', { body: { ...view, isShared: true }, ...as })
  assert.equal((await ask('PATCH', `/views/${theirs.body.id}`, { body: { name: 'Ours' } })).status, 200)
})

test('what cannot be kept is refused', async () => {
  const { ask } = await newParleyCompany(app)
  for (const wrong of [
    { list: 'No' },
    { name: ' ' },
    { name: '\u0000' },
    { filter: { a: '\ud800' } },
    { filter: { a: 'x'.repeat(20_000) } },
    { columns: 'email' },
  ])
    assertProblem(await ask('POST', '/views', { body: { ...view, ...wrong } }), 400, 'input-invalid')
  assertProblem(await ask('GET', '/views/x'), 404, 'saved-view-not-found')
})
