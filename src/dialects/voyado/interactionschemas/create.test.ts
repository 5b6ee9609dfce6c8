import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Company, testApp } from '../../../../test/kit/app.ts'
import { assertRefusal, draft, kind, newSchema, storeVisit } from '../../../../test/kit/voyado.ts'

const { newCompany, close } = await testApp()
after(close)

const path = '/api/v3/interactionschemas'
const name = { name: { type: 'string' } }

const create = ({ call }: Company, body: unknown, at = path) => call('POST', at, { body })
const aliasesOf = async ({ call }: Company): Promise<string[]> =>
  (await call('GET', path)).body.map(({ id }: { id: string }) => id)

for (const version of ['v1', 'v2', 'v3']) {
  test(`in ${version} a schema is made with 200, its alias and its address`, async () => {
    const company = await newCompany()
    const before = Date.now()
    const { status, body } = await create(company, storeVisit, `/api/${version}/interactionschemas`)
    assert.equal(status, 200)
    assert.deepEqual(Object.keys(body), ['id', 'self'])
    assert.deepEqual(Object.keys(body.self), ['href', 'created'])
    assert.equal(body.id, 'store-visit')
    assert.match(body.self.href, new RegExp(`^http://[^/]+/api/${version}/interactionschemas/store-visit$`))
    assert.match(body.self.created, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    const created = Date.parse(body.self.created)
    assert.ok(created >= before && created <= Date.now())
    const { pathname } = new URL(body.self.href)
    assert.equal((await company.call('GET', pathname)).status, 200)
  })
}

test('the schema of the vendor’s page is taken as printed', async () => {
  const company = await newCompany()
  const text = `{
    "id": "Reuse-Spring-2023",
    "displayName": "Reuse Spring Sale",
    "jsonSchema": {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "type": "object",
      "properties": {
        "price": { "type": "integer", "displayName": "Price", "showInContactCard": "true" },
        "created": { "type": "string", "format": "date-time", "displayName": "Created", "showInContactCard": "true" },
        "name": { "type": "string", "displayName": "Name", "showInContactCard": "true" }
      },
      "required":["name"]
    }
  }`
  assert.equal((await create(company, text)).status, 200)
  const { body } = await company.call('GET', `${path}/Reuse-Spring-2023`)
  assert.deepEqual(body, JSON.parse(text))
})

test('an alias is taken once in a company, in its exact letter case', async () => {
  const company = await newCompany()
  await newSchema(company)
  assertRefusal(await create(company, storeVisit), 409, 'InteractionSchemaAlreadyExists', /store-visit/)
  assertRefusal(
    await create(company, kind('store-visit', name), '/api/v2/interactionschemas'),
    409,
    'InteractionSchemaAlreadyExists',
  )
  assert.equal((await create(company, kind('Store-Visit', name))).status, 200)
  assert.equal((await create(await newCompany(), storeVisit)).status, 200)
})

test('of ten at once with one alias, one is made', async () => {
  const company = await newCompany()
  const answers = await Promise.all(Array.from({ length: 10 }, () => create(company, storeVisit)))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...new Array(9).fill(409)])
})

test('there are at most fifteen schemas at a time', async () => {
  const company = await newCompany()
  for (let n = 1; n <= 15; n++) await newSchema(company, kind(`kind-${n}`, name))
  const answer = await create(company, kind('kind-16', name))
  assertRefusal(answer, 400, 'TooManyInteractionSchemas', /15/)
  assertRefusal(await create(company, kind('kind-1', name)), 409, 'InteractionSchemaAlreadyExists')
  assert.equal((await aliasesOf(company)).length, 15)

  assert.equal((await company.call('DELETE', `${path}/kind-7`)).status, 200)
  assert.equal((await create(company, kind('kind-16', name))).status, 200)
})

test('of many at once no more are made than there may be', async () => {
  const company = await newCompany({ settings: { interactionSchemas: 3 } })
  const all = Array.from({ length: 8 }, (_, n) => create(company, kind(`kind-${n}`, name)))
  const statuses = (await Promise.all(all)).map(({ status }) => status)
  assert.equal(statuses.filter(status => status === 200).length, 3)
  assert.equal((await aliasesOf(company)).length, 3)
})

const segmentable = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      `p${n}`,
      { type: 'string', addToSegmentation: n % 2 === 0 ? 'true' : true },
    ]),
  )

test('at most six properties of a schema are segmentable', async () => {
  const company = await newCompany()
  assertRefusal(
    await create(company, kind('seven', segmentable(7))),
    400,
    'TooManySegmentableProperties',
    /6/,
  )
  const others = {
    ...segmentable(6),
    q: { type: 'string', addToSegmentation: 'false' },
    r: { type: 'string' },
  }
  assert.equal((await create(company, kind('six', others))).status, 200)
})

test('both limits are settings of the company', async () => {
  const company = await newCompany({ settings: { interactionSchemas: 1, segmentableProperties: 1 } })
  assertRefusal(await create(company, kind('two', segmentable(2))), 400, 'TooManySegmentableProperties', /1/)
  assert.equal((await create(company, kind('one', segmentable(1)))).status, 200)
  assertRefusal(await create(company, kind('next', name)), 400, 'TooManyInteractionSchemas', /1/)
})

const good = { id: 'a', displayName: 'A', jsonSchema: { $schema: draft, type: 'object', properties: name } }
const withSchema = (rest: object) => ({ ...good, jsonSchema: { ...good.jsonSchema, ...rest } })
const withProperty = (property: unknown) => withSchema({ properties: { p: property } })

const mistakes: Record<string, { body: unknown; at: string[] }> = {
  'an alias with a space': { body: { ...good, id: 'a b' }, at: ['/id'] },
  'an alias that is no text': { body: { ...good, id: 7 }, at: ['/id'] },
  'an empty alias': { body: { ...good, id: '' }, at: ['/id'] },
  'an alias with a NUL character': { body: { ...good, id: 'a\0' }, at: ['/id'] },
  'an empty display name': { body: { ...good, displayName: '' }, at: ['/displayName'] },
  'a display name with a lone surrogate': { body: { ...good, displayName: 'a\ud800' }, at: ['/displayName'] },
  'a definition that is a list': { body: { ...good, jsonSchema: [] }, at: ['/jsonSchema'] },
  'a definition that is null': { body: { ...good, jsonSchema: null }, at: ['/jsonSchema'] },
  'no $schema': { body: withSchema({ $schema: undefined }), at: ['/jsonSchema/$schema'] },
  'an older draft': {
    body: withSchema({ $schema: 'http://json-schema.org/draft-07/schema#' }),
    at: ['/jsonSchema/$schema'],
  },
  'another type at the top': { body: withSchema({ type: 'array' }), at: ['/jsonSchema/type'] },
  'no properties': { body: withSchema({ properties: {} }), at: ['/jsonSchema/properties'] },
  'an object in a property': {
    body: withProperty({ type: 'object', properties: {} }),
    at: ['/jsonSchema/properties/p/properties', '/jsonSchema/properties/p/type'],
  },
  'a list in a property': {
    body: withProperty({ type: 'array', items: {} }),
    at: ['/jsonSchema/properties/p/items', '/jsonSchema/properties/p/type'],
  },
  'several types': {
    body: withProperty({ type: ['string', 'null'] }),
    at: ['/jsonSchema/properties/p/type'],
  },
  'no type': { body: withProperty({}), at: ['/jsonSchema/properties/p/type'] },
  'a reference': {
    body: withProperty({ type: 'string', $ref: '#/x' }),
    at: ['/jsonSchema/properties/p/$ref'],
  },
  'an unknown format': {
    body: withProperty({ type: 'string', format: 'colour' }),
    at: ['/jsonSchema/properties/p/format'],
  },
  'a broken pattern': {
    body: withProperty({ type: 'string', pattern: '(' }),
    at: ['/jsonSchema/properties/p/pattern'],
  },
  'a pattern that cannot run in linear time': {
    body: withProperty({ type: 'string', pattern: '(a)\\1' }),
    at: ['/jsonSchema/properties/p/pattern'],
  },
  'a switch that is neither true nor false': {
    body: withProperty({ type: 'string', showInContactCard: 'yes' }),
    at: ['/jsonSchema/properties/p/showInContactCard'],
  },
  'a place that is no number': {
    body: withProperty({ type: 'string', sortOrder: 'first' }),
    at: ['/jsonSchema/properties/p/sortOrder'],
  },
  'a productSku that is a number': {
    body: withSchema({ properties: { productSku: { type: 'integer' } } }),
    at: ['/jsonSchema/properties/productSku/type'],
  },
  'a required property that there is not': {
    body: withSchema({ required: ['name', 'size'] }),
    at: ['/jsonSchema/required/1'],
  },
  'a name that needs escaping': {
    body: withSchema({ properties: { 'a/b~c': { type: 'text' } } }),
    at: ['/jsonSchema/properties/a~1b~0c/type'],
  },
  'several mistakes at once': {
    body: { id: '?', displayName: '', jsonSchema: { ...good.jsonSchema, type: 'x', required: [1] } },
    at: ['/displayName', '/id', '/jsonSchema/required/0', '/jsonSchema/type'],
  },
}
for (const [words, { body, at }] of Object.entries(mistakes)) {
  test(`a definition with ${words} is refused, and the refusal says where`, async () => {
    const company = await newCompany()
    const answer = await create(company, body)
    assertRefusal(answer, 400, 'InvalidInteractionSchema')
    const { validationErrors } = answer.body
    assert.deepEqual(validationErrors.map(({ field }: { field: string }) => field).sort(), at)
    for (const { errorDescription } of validationErrors) assert.match(errorDescription, /\w/)
    assert.deepEqual(await aliasesOf(company), [])
  })
}

test('a body without one of the three fields is refused, and the refusal names it', async () => {
  const company = await newCompany()
  for (const field of ['id', 'displayName', 'jsonSchema']) {
    const answer = await create(company, { ...storeVisit, [field]: undefined })
    assert.equal(answer.status, 400)
    const fields = answer.body.validationErrors.map((error: { field: string }) => error.field)
    assert.ok(fields.length === 1 && fields[0].endsWith(field), answer.text)
  }
})
