import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertProblem, newParleyCompany } from '../../../../test/kit/parley.ts'

const app = await testApp()
after(app.close)

test('a contact is made, read, changed and erased, and the audit trail says who erased it', async () => {
  const company = await newParleyCompany(app)
  const { ask, get } = company
  const made = await ask('POST', '/contacts', {
    body: { attributes: { email: 'Ada@Example.com', firstName: 'Ada' }, preferences: { email: true } },
  })
  assert.equal(made.status, 201, made.text)
  assert.equal(made.headers.etag, '"1"')
  assert.equal(made.body.attributes.email, 'ada@example.com')
  const path = `/contacts/${made.body.id}`
  assert.ok(String(made.headers.location).endsWith(`/parley/v1${path}`))

  const changed = await get('PATCH', path, {
    attributes: { firstName: null, city: 'Lund' },
    preferences: { sms: false },
  })
  assert.deepEqual(
    [changed.version, changed.attributes.city, changed.preferences],
    [2, 'Lund', { email: true, sms: false }],
  )
  assert.deepEqual(await get('GET', path), changed)

  assert.equal((await ask('DELETE', path)).status, 204)
  assertProblem(await ask('GET', path), 404, 'contact-not-found')
})

test('If-Match lets through the version that is there, and no other', async () => {
  const { ask, get } = await newParleyCompany(app)
  const { id } = await get('POST', '/contacts', { attributes: { email: 'a@example.com' } })
  const patch = (version: string, city: string) =>
    ask('PATCH', `/contacts/${id}`, { body: { attributes: { city } }, headers: { 'if-match': version } })
  assert.equal((await patch('"1"', 'Lund')).status, 200)
  assertProblem(await patch('"1"', 'Kiel'), 412, 'version-mismatch')
  assert.equal((await patch('*', 'Bonn')).status, 200)
  assertProblem(
    await ask('DELETE', `/contacts/${id}`, { headers: { 'if-match': '"1"' } }),
    412,
    'version-mismatch',
  )
  const both = await Promise.all([patch('"3"', 'Oslo'), patch('"3"', 'Rom')])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 412])
})

test('contacts are found by type, approval, key and words, page by page without a gap', async () => {
  const { ask, get } = await newParleyCompany(app)
  const people = ['Åsa Öberg', "Seán O'Neil", 'Bo \\ Ek', 'ÅSA ÄNG', 'Anna Bo']
  for (const [n, name] of people.entries()) {
    const [firstName, ...rest] = name.split(' ')
    const attributes = { email: `p${n}@example.com`, firstName, lastName: rest.join(' ') }
    await get('POST', '/contacts', { attributes, ...(n === 4 && { approved: false }) })
  }
  const find = async (query: string) => {
    const { items } = await get('GET', `/contacts?${query}`)
    return items
      .map((item: { attributes: { email: string } }) => item.attributes.email[1])
      .sort()
      .join('')
  }
  assert.equal(await find('search=åsa'), '03')
  assert.equal(await find('search=ÖBERG%20å'), '0')
  assert.equal(await find("search=o'neil"), '1')
  assert.equal(await find('search=bo'), '24')
  assert.equal(await find('search=p3@ex'), '3')
  assert.equal(await find('search=%5C'), '2')
  assert.equal(await find('approved=false'), '4')
  assert.equal(await find('contactType=member'), '01234')
  assert.equal(await find('contactType=Contact'), '')
  assert.equal(await find('key=P2@EXAMPLE.com'), '2')
  assert.equal(await find('key=p2@example.com&search=anna'), '')

  const seen: string[] = []
  let cursor = ''
  for (let page = 0; page < 3; page++) {
    const { items, nextCursor } = await get('GET', `/contacts?limit=2${cursor}`)
    seen.push(...items.map((item: { id: string }) => item.id))
    cursor = `&cursor=${nextCursor}`
    assert.equal(nextCursor === null, page === 2)
  }
  assert.equal(new Set(seen).size, 5)

  assertProblem(await ask('GET', '/contacts?cursor=x'), 400, 'cursor-invalid')
  assertProblem(await ask('GET', '/contacts?limit=201'), 400, 'input-invalid')
  assertProblem(await ask('GET', '/contacts?contactType=Nobody'), 400, 'contact-type-unknown')
  assertProblem(await ask('GET', `/contacts?search=${'a%20'.repeat(11)}`), 400, 'contact-search-invalid')
})

test('a contact that cannot be is refused with every fault', async () => {
  const { ask, get } = await newParleyCompany(app)
  const wrong = { attributes: { email: 'x', mobilePhone: 'y' } }
  const answer = await ask('POST', '/contacts', { body: wrong })
  assertProblem(answer, 422, 'contact-invalid')
  assert.deepEqual(answer.body.errors.map((error: { field: string }) => error.field).sort(), [
    'email',
    'mobilePhone',
  ])
  await get('POST', '/contacts', { attributes: { email: 'b@example.com' } })
  const taken = await ask('POST', '/contacts', { body: { attributes: { email: 'b@example.com' } } })
  assertProblem(taken, 409, 'contact-key-exists')
  assert.equal(taken.body.data.kind, 'email')
  assertProblem(await ask('POST', '/contacts', { body: {} }), 400, 'contact-empty')
  assertProblem(await ask('POST', '/contacts', { body: { email: 'c@example.com' } }), 400, 'input-invalid')
  assertProblem(await ask('GET', '/contacts/x'), 400, 'contact-id-invalid')
})
