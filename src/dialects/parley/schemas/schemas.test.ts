import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertProblem, newParleyCompany, newParleyContact } from '../../../../test/kit/parley.ts'
import { draft, kind, storeVisit, visit } from '../../../../test/kit/voyado.ts'
import { acceptedCounter, rejectedCounter } from '../../../domain/interactions/counters.ts'

const app = await testApp()
after(app.close)

const rating = (most: number) => kind('review', { rating: { type: 'integer', minimum: 1, maximum: most } })

test('a schema is made, changed under the next version, and deleted', async () => {
  const { ask, get } = await newParleyCompany(app)
  const made = await ask('POST', '/schemas', { body: storeVisit })
  assert.deepEqual([made.status, made.headers.etag, made.body.version], [201, '"1"', 1], made.text)
  const { id: _id, ...definition } = rating(5)
  const changed = await ask('PUT', '/schemas/store-visit', {
    body: definition,
    headers: { 'if-match': '"1"' },
  })
  assert.deepEqual([changed.status, changed.body.version, changed.body.displayName], [200, 2, 'review'])
  assert.deepEqual(await get('GET', '/schemas/store-visit'), changed.body)
  const again = { body: definition, headers: { 'if-match': '"1"' } }
  assertProblem(await ask('PUT', '/schemas/store-visit', again), 412, 'version-mismatch')
  assertProblem(await ask('PUT', '/schemas/other', { body: definition }), 404, 'schema-not-found')
  await get('POST', '/schemas', rating(3))
  const { items } = await get('GET', '/schemas')
  assert.deepEqual(
    items.map((item: { id: string }) => item.id),
    ['store-visit', 'review'],
  )
  const first = await get('GET', '/schemas?limit=1')
  const second = await get('GET', `/schemas?limit=1&cursor=${first.nextCursor}`)
  assert.deepEqual([second.items[0].id, second.nextCursor], ['review', null])
  assert.equal((await ask('DELETE', '/schemas/review')).status, 204)
  assertProblem(await ask('GET', '/schemas/review'), 404, 'schema-not-found')
  assertProblem(await ask('DELETE', '/schemas/review'), 404, 'schema-not-found')
})

test('a wrong definition is refused with every mistake by its pointer', async () => {
  const { ask, get } = await newParleyCompany(app)
  const wrong = kind('x', { a: { type: 'date' }, b: { type: 'string', format: 'fax' } })
  for (const answer of [
    await ask('POST', '/schemas', { body: wrong }),
    await (async () => {
      await get('POST', '/schemas', { ...rating(5), id: 'x' })
      return ask('PUT', '/schemas/x', { body: { displayName: 'x', jsonSchema: wrong.jsonSchema } })
    })(),
  ]) {
    assertProblem(answer, 422, 'schema-definition-invalid')
    const pointers = answer.body.errors.map((error: { pointer: string }) => error.pointer)
    assert.deepEqual(pointers, ['/jsonSchema/properties/a/type', '/jsonSchema/properties/b/format'])
  }
  assertProblem(
    await ask('POST', '/schemas', { body: rating(5) }).then(() =>
      ask('POST', '/schemas', { body: rating(5) }),
    ),
    409,
    'schema-already-exists',
  )
})

test('a payload is tried against the schema that is there, or against one that is not saved yet', async () => {
  const { get, ask } = await newParleyCompany(app)
  await get('POST', '/schemas', rating(5))
  const path = '/schemas/review/validate'
  assert.deepEqual(await get('POST', path, { payload: { rating: 5 } }), {
    isValid: true,
    faults: [],
    schemaVersion: 1,
  })
  const bad = await get('POST', path, { payload: { rating: 6 } })
  assert.deepEqual([bad.isValid, bad.faults[0].field], [false, 'rating'])
  const mended = await get('POST', path, { payload: { rating: 6 }, jsonSchema: rating(10).jsonSchema })
  assert.deepEqual([mended.isValid, mended.schemaVersion], [true, 2])
  const worse = { payload: {}, jsonSchema: { $schema: draft, type: 'object' } }
  assertProblem(await ask('POST', path, { body: worse }), 422, 'schema-definition-invalid')
  const inexact = await ask('POST', path, {
    body: '{"payload":{"rating":12345678901234567890}}',
    headers: { 'content-type': 'application/json' },
  })
  assert.equal(inexact.body.isValid, false)
})

test('a sample follows types, formats, bounds and lists', async () => {
  const { get } = await newParleyCompany(app)
  const properties = {
    at: { type: 'string', format: 'date-time' },
    mail: { type: 'string', format: 'email' },
    grade: { type: 'integer', minimum: 7, multipleOf: 5 },
    share: { type: 'number', exclusiveMaximum: 0 },
    size: { type: 'string', enum: ['S', 'M'] },
    code: { type: 'string', minLength: 9, maxLength: 9 },
    isNew: { type: 'boolean' },
    ['__proto__']: { type: 'string' },
  }
  await get('POST', '/schemas', kind('all', properties))
  const { payload, isValid, faults } = await get('GET', '/schemas/all/sample')
  assert.deepEqual([isValid, faults], [true, []])
  assert.deepEqual([payload.grade, payload.size, payload.code.length, payload.isNew], [10, 'S', 9, true])
  await get('POST', '/schemas', kind('odd', { code: { type: 'string', pattern: '^[0-9]+$' } }))
  const odd = await get('GET', '/schemas/odd/sample')
  assert.deepEqual([odd.isValid, odd.faults.length], [false, 1])
})

test('counters tell what was accepted and rejected', async () => {
  const company = await newParleyCompany(app)
  const { get, ask } = company
  const contactId = await newParleyContact(company)
  await get('POST', '/schemas', storeVisit)
  await get('POST', '/interactions', { contactId, schemaId: 'store-visit', payload: visit })
  await ask('POST', '/interactions', { body: { contactId, schemaId: 'store-visit', payload: {} } })
  await app.catchUp(acceptedCounter, company)
  await app.catchUp(rejectedCounter, company)
  const counters = await get('GET', '/schemas/store-visit/counters')
  assert.deepEqual([counters.accepted, counters.rejected, counters.days.length], [1, 1, 1])
  assert.ok(counters.lastAcceptedAt && counters.lastRejectedAt)
  assertProblem(await ask('GET', '/schemas/store-visit/counters?since=x'), 400, 'input-invalid')
  await get('POST', '/schemas', rating(5))
  const { items } = await get('GET', '/schema-counters')
  const { days: _, ...totals } = counters
  assert.deepEqual(items, [{ schemaId: 'store-visit', ...totals }])
  assert.deepEqual((await get('GET', '/schema-counters?since=2999-01-01')).items, [])
  assertProblem(await ask('GET', '/schema-counters?since=x'), 400, 'input-invalid')
})

test('every version is kept until the schema is deleted', async () => {
  const { ask, get } = await newParleyCompany(app)
  await get('POST', '/schemas', rating(3))
  for (const most of [4, 5]) {
    const { displayName, jsonSchema } = rating(most)
    await get('PUT', '/schemas/review', { displayName: `${displayName} ${most}`, jsonSchema })
  }
  const path = '/schemas/review/versions'
  const { items, nextCursor } = await get('GET', path)
  assert.deepEqual(
    items.map(({ version, displayName }: { version: number; displayName: string }) => [version, displayName]),
    [
      [3, 'review 5'],
      [2, 'review 4'],
      [1, 'review'],
    ],
  )
  assert.deepEqual([items[2].jsonSchema, nextCursor], [rating(3).jsonSchema, null])
  const first = await get('GET', `${path}?limit=2`)
  assert.deepEqual((await get('GET', `${path}?limit=2&cursor=${first.nextCursor}`)).items, items.slice(2))
  assertProblem(await ask('GET', `${path}?cursor=x`), 400, 'cursor-invalid')
  assertProblem(await ask('GET', '/schemas/other/versions'), 404, 'schema-not-found')
  await ask('DELETE', '/schemas/review')
  await get('POST', '/schemas', rating(9))
  const again = (await get('GET', path)).items
  assert.deepEqual([again.length, again[0].jsonSchema], [1, rating(9).jsonSchema])
})

test('of a schema that is changed on and on the newest 200 versions are kept', async () => {
  const { get } = await newParleyCompany(app)
  await get('POST', '/schemas', rating(1))
  const { displayName, jsonSchema } = rating(2)
  for (let n = 0; n < 201; n++) await get('PUT', '/schemas/review', { displayName, jsonSchema })
  const { items, nextCursor } = await get('GET', '/schemas/review/versions?limit=200')
  assert.deepEqual([items.length, items.at(-1).version, nextCursor], [200, 3, null])
})

test('a definition that is not saved is tried, and its mistakes are the answer', async () => {
  const { get } = await newParleyCompany(app)
  const { jsonSchema } = rating(5)
  assert.deepEqual(await get('POST', '/schema-trials', { jsonSchema }), { mistakes: [], payload: null })
  const tried = await get('POST', '/schema-trials', { payload: { rating: 9 }, jsonSchema })
  assert.deepEqual(tried, {
    mistakes: [],
    payload: { isValid: false, faults: [{ field: 'rating', detail: 'must be at most 5' }] },
  })
  const fine = await get('POST', '/schema-trials', { payload: { rating: 5 }, jsonSchema })
  assert.deepEqual(fine.payload, { isValid: true, faults: [] })
  const wrong = kind('x', { a: { type: 'date' }, b: { type: 'string', format: 'fax' } })
  const { mistakes, payload } = await get('POST', '/schema-trials', {
    jsonSchema: wrong.jsonSchema,
    payload: {},
  })
  assert.deepEqual(
    [mistakes.map(({ pointer }: { pointer: string }) => pointer), payload],
    [['/properties/a/type', '/properties/b/format'], null],
  )
  assert.deepEqual((await get('POST', '/schema-trials', { jsonSchema: 7 })).mistakes, [
    { pointer: '', detail: 'must be an object' },
  ])
  const many = Object.fromEntries(
    Array.from({ length: 7 }, (_, n) => [`p${n}`, { type: 'string', addToSegmentation: true }]),
  )
  const { mistakes: tooMany } = await get('POST', '/schema-trials', {
    jsonSchema: kind('x', many).jsonSchema,
  })
  assert.equal(tooMany[0].pointer, '/properties')
  assert.deepEqual((await get('GET', '/schemas')).items, [])
})
