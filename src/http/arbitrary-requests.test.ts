import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { testApp } from '../../test/kit/app.ts'
import { draft, furnish, storeVisit } from '../../test/kit/voyado.ts'
import { voyado } from '../dialects/voyado/dialect.ts'

const { services, newCompany, close } = await testApp()
after(close)

const documented = '{"message":"An error has occurred"}'
const company = await newCompany()
const { contactId, schemaId, interactionId } = await furnish(company)

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values)
const words = (list: string) => oneOf(...list.split(' '))
const known = oneOf(contactId, schemaId, interactionId, 'a@example.com', 'Member', '')
const hostile = oneOf('\0', '\ud800', '__proto__', 'constructor', 'toJSON', '1e400', 'x'.repeat(600))
const text = fc.oneof(known, hostile, fc.string({ unit: 'binary', maxLength: 30 }))

/** Text as a part of an address: encoded, encoded byte by byte, or as it is. */
const inAddress = fc.oneof(
  { weight: 3, arbitrary: text.map(each => encodeURIComponent(each.toWellFormed())) },
  {
    weight: 1,
    arbitrary: fc
      .uint8Array({ maxLength: 9 })
      .map(bytes => Buffer.from(bytes).toString('hex').replaceAll(/../g, '%$&')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: 12 }) },
)
const parameters = words(
  'contactId schemaId continuation interactionId interactionSchemaId email any contactType customKey mobilePhone socialSecurityNumber source createAsUnapproved storeExternalId __proto__',
)
const query = fc
  .array(fc.tuple(fc.oneof(parameters, inAddress), inAddress), { maxLength: 4 })
  .map(pairs => pairs.map(([name, value]) => `${name}=${value}`).join('&'))

/** Mostly the method and the path of an operation, sometimes a path with another method or under no version. */
const place = fc
  .record({
    operation: oneOf(...voyado.operations),
    prefix: fc.oneof({ weight: 9, arbitrary: oneOf('/api/v1', '/api/v2', '/API/v3') }, oneOf('', '/api/v4')),
    ids: fc.array(inAddress, { minLength: 2, maxLength: 2 }),
    other: fc.oneof(
      { weight: 9, arbitrary: fc.constant(undefined) },
      oneOf('GET', 'POST', 'DELETE', 'PATCH', 'OPTIONS'),
    ),
  })
  .map(({ operation, prefix, ids, other }) => ({
    method: other ?? operation.method,
    path: prefix + operation.path.split(/\{\w+\}/).reduce((path, part, n) => path + ids[n - 1] + part),
  }))

const fields = words(
  'id displayName jsonSchema contactId schemaId createdDate payload visitedAt minutes email mobilePhone contactType preferences acceptsEmail consents value date __proto__ constructor',
)
const keywords = words(
  'type format pattern enum const minLength maximum multipleOf displayName sortOrder addToSegmentation showInContactCard $ref $id default',
)
const values = words(
  'string integer object date-time uuid ^(a+)+$ [ true 2025-01-01T00:00:00Z 9999-12-31T23:59:59-23:59',
)
const { json } = fc.letrec(tie => ({
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    oneOf<unknown>(null, true, false, 0, -1, 2 ** 53, 1e308),
    fc.oneof(text, values, fc.double()),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fields, keywords, text), tie('json'), { maxKeys: 5 }),
  ),
}))
/** The value, or now and then anything. */
const about = (value: unknown) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: json })
const interaction = fc.record({
  contactId: about(contactId),
  schemaId: about(schemaId),
  createdDate: about('2025-01-01T00:00:00'),
  payload: fc.oneof(json, fc.record({ visitedAt: about('2025-01-01T00:00:00Z'), minutes: json })),
})
const property = fc.oneof(json, fc.dictionary(keywords, fc.oneof(values, json), { maxKeys: 4 }))
const schema = fc.record({
  id: fc.oneof(fc.uuid(), text),
  displayName: about('Kind'),
  jsonSchema: fc.record({
    $schema: about(draft),
    type: about('object'),
    properties: fc.dictionary(fc.oneof(fields, text), property, { minKeys: 1, maxKeys: 4 }),
    required: fc.oneof(fc.constant([]), json),
  }),
})
const contact = fc.record(
  {
    email: fc.oneof(fc.emailAddress(), json),
    preferences: json,
    consents: json,
    contactType: json,
    other: json,
  },
  { requiredKeys: ['email'] },
)
const fitting = new Map<string, fc.Arbitrary<unknown>>([
  ['/interactions', interaction],
  ['/interactionschemas', fc.oneof(schema, fc.constant(storeVisit))],
  ['/contacts', contact],
])
/** Mostly what the operation at a path reads, now and then something else, half of it, or bytes. */
const bodyFor = (path: string) => {
  const [, fits = json] = [...fitting].find(([end]) => path.endsWith(end)) ?? []
  const document = fc.oneof({ weight: 4, arbitrary: fits }, json).map(each => JSON.stringify(each))
  return fc.oneof(
    { weight: 8, arbitrary: document },
    fc.tuple(document, fc.nat(300)).map(([each, cut]) => each.slice(0, cut)),
    fc.uint8Array({ maxLength: 60 }).map(bytes => Buffer.from(bytes)),
  )
}

const header = fc.string({ unit: 'grapheme-ascii', maxLength: 20 })
const headers = fc.record(
  {
    'idempotency-key': fc.uuid(),
    source: header,
    createasunapproved: oneOf('true', 'False', 'x'),
    'x-forwarded-for': header,
  },
  { requiredKeys: [] },
)
const oddHeaders = fc.record(
  { 'content-type': header, 'idempotency-key': header, 'user-agent': header, host: header },
  { requiredKeys: [] },
)
const request = place.chain(({ method, path }) =>
  fc.record({
    method: fc.constant(method),
    path: fc.constant(path),
    query,
    body: method === 'POST' ? bodyFor(path) : fc.option(bodyFor(path), { freq: 2, nil: undefined }),
    headers: fc.oneof({ weight: 5, arbitrary: headers }, oddHeaders),
  }),
)

test('no request, however odd, is answered with an error of the server', async () => {
  const property = fc.asyncProperty(request, async ({ method, path, query, body, headers }) => {
    const address = query === '' ? path : `${path}?${query}`
    fc.pre(method !== 'DELETE' || ![contactId, schemaId].some(id => address.includes(id)))
    const options = { ...(body !== undefined && { body }), headers }
    const { status, text } = await company.call(method as 'GET', address, options)
    if (status === 500 && text === documented) return
    assert.ok(status < 500, `${status} ${text}`)
    if (status >= 400) assert.match(JSON.parse(text).errorCode, /^[A-Z]/, text)
  })
  await fc.assert(property, { numRuns: 600, interruptAfterTimeLimit: 8000 })
})

test('after all that the server still does its work', async () => {
  assert.equal((await company.call('GET', `/api/v3/contacts/${contactId}`)).status, 200)
  await furnish(await newCompany())
  await services.keyUsage.flush()
})
