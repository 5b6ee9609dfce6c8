import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { testApp } from '../../test/kit/app.ts'
import { assertRefusal, furnish } from '../../test/kit/voyado.ts'
import { rawRequest, sendRaw } from '../../test/kit/wire.ts'

const { app, newCompany, close } = await testApp()
after(close)

const nowhere = [
  '/nowhere',
  '/api',
  '/api/v3',
  '/api/v1/nowhere',
  '/api/v2/nowhere',
  '/api/v3/nowhere',
  '/API/V3/x',
]

test('an address where nothing is answers 404 with JSON, under every prefix and with no key', async () => {
  const { call } = await newCompany()
  for (const path of nowhere) {
    for (const method of ['GET', 'POST', 'DELETE', 'PATCH', 'OPTIONS'] as const) {
      const answer = await call(method, path, { headers: { apikey: undefined } })
      assertRefusal(answer, 404, 'NotFound', new RegExp(`${method} `))
    }
  }
})

test('where nothing is, a body makes no difference', async () => {
  const { call } = await newCompany()
  for (const path of nowhere) {
    for (const body of ['{', Buffer.alloc(2_000_000, 0x20)])
      assertRefusal(await call('POST', path, { body }), 404, 'NotFound')
    const headers = { 'content-type': 'no/type/at all' }
    assertRefusal(await call('OPTIONS', path, { body: '{}', headers }), 404, 'NotFound')
  }
})

test('the query is not repeated in a 404', async () => {
  const { call } = await newCompany()
  for (const path of nowhere) assert.doesNotMatch((await call('GET', `${path}?a=secret`)).text, /secret/)
})

test('a method that a path does not have answers 404 with JSON', async () => {
  const { call } = await newCompany()
  assertRefusal(await call('PATCH', '/api/v3/interactions', { body: {} }), 404, 'NotFound')
  assertRefusal(await call('PUT', '/api/v3/interactionschemas/x', { body: {} }), 404, 'NotFound')
  assertRefusal(await call('DELETE', '/api/v3/contacts'), 404, 'NotFound')
  for (const method of ['HEAD', 'PROPFIND', 'TRACE'] as const) {
    const { statusCode } = await app.inject({ method: method as 'HEAD', url: '/api/v3/contacts/count' })
    assert.equal(statusCode, 404, method)
  }
})

test('no answer lets a browser of another origin in', async () => {
  const company = await newCompany()
  const { interactionId } = await furnish(company)
  const origin = 'https://shop.example.com'
  const asked = {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'apikey,content-type',
  }
  const paths = [
    '/api/v1/contacts/count',
    '/api/v3/contacts/count',
    `/api/v3/interactions/${interactionId}`,
    '/api/v3/interactions/x',
    '/api/v3/nowhere',
    '/api/v3/openapi.json',
    '/api/v3/ui/index',
    '/docs/swagger-ui/swagger-ui.css',
    '/health/live',
    '/nowhere',
  ]
  for (const path of paths) {
    for (const method of ['GET', 'OPTIONS'] as const) {
      const answer = await company.call(method, path, { headers: asked })
      const cors = Object.keys(answer.headers).filter(name => name.startsWith('access-control-'))
      assert.deepEqual(cors, [], `${method} ${path}`)
      if (method === 'OPTIONS') assertRefusal(answer, 404, 'NotFound')
    }
  }
})

test('paths match in any letter case and with a slash at the end, ids and aliases as they are', async () => {
  const company = await newCompany()
  const { contactId, schemaId, interactionId } = await furnish(company)
  const paths = [
    '/API/V3/CONTACTS/COUNT',
    '/Api/v3/Contacts/Count/',
    `/api/V2/Interactions/${interactionId}/`,
    `/api/v3/INTERACTIONS/${interactionId.toUpperCase()}/Body`,
    `/api/v1/InteractionSchemas/${schemaId}/`,
    `/api/v3/contacts/${contactId.toUpperCase()}`,
    `/api/v3/interactions/?contactId=${contactId.toUpperCase()}&schemaId=${schemaId}`,
  ]
  for (const path of paths) assert.equal((await company.call('GET', path)).status, 200, path)
  const upper = await company.call('GET', `/api/v3/interactionschemas/${schemaId.toUpperCase()}`)
  assertRefusal(upper, 404, 'InteractionSchemaNotFound')
})

const odd = [
  '%00',
  'a%00b',
  '%FF',
  '%C0%80',
  '%ED%A0%80',
  '%',
  '%2',
  '%zz',
  '%2F',
  '..%2F..%2Fetc%2Fpasswd',
  '%0d%0aX: y',
  "'; drop table interactions; --",
  '__proto__',
  'constructor',
  'undefined',
  'null',
  '{interactionId}',
  '*',
  ':id',
  '🙂',
  '%F0%9F%99%82',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'x'.repeat(499),
  'x'.repeat(501),
  'x'.repeat(20_000),
  '%61'.repeat(400),
]

test('an odd id in a path or a query is refused with JSON and harms nothing', async () => {
  const { call } = await newCompany()
  for (const id of odd) {
    const places = [
      ['GET', `/api/v3/contacts/${id}`],
      ['DELETE', `/api/v3/contacts/${id}`],
      ['GET', `/api/v3/contacts/${id}/count`],
      ['GET', `/api/v3/interactions/${id}`],
      ['POST', `/api/v3/interactions/${id}`],
      ['DELETE', `/api/v3/interactions/${id}`],
      ['GET', `/api/v3/interactions/${id}/body`],
      ['GET', `/api/v3/interactionschemas/${id}`],
      ['DELETE', `/api/v3/interactionschemas/${id}`],
      ['DELETE', `/api/v3/interactions?interactionId=${id}`],
      ['DELETE', `/api/v3/interactionschemas?interactionSchemaId=${id}`],
      ['GET', `/api/v3/interactions?interactionId=${id}`],
      ['GET', `/api/v3/interactions?contactId=${id}&schemaId=${id}&continuation=${id}`],
      ['GET', `/api/v3/contacts/id?email=${id}`],
      ['GET', `/api/v3/contacts/id?any=${id}&contactType=${id}`],
    ] as const
    for (const [method, path] of places) {
      const { status, text, body } = await call(method, path)
      assert.ok(
        status >= 400 && status < 500,
        `${method} ${path.slice(0, 100)}: ${status} ${text.slice(0, 200)}`,
      )
      assert.equal(typeof body.errorCode, 'string', text)
      assert.equal(typeof body.message, 'string', text)
    }
  }
})

test('every refusal has the shape that the reference promises', async () => {
  const { call } = await newCompany()
  const { components } = (await call('GET', '/api/v3/openapi.json')).body
  const isRefusal = new Ajv2020({ strict: false }).compile(components.schemas.Error)
  const answers = [
    await call('GET', '/api/v3/contacts/x'),
    await call('POST', '/api/v3/interactionschemas', { body: {} }),
    await call('GET', '/api/v3/nowhere'),
    await call('GET', '/api/v3/interactions/%FF'),
    await call('POST', '/api/v3/contacts', { body: 'x', headers: { 'content-type': 'text/plain' } }),
  ]
  for (const { status, body, text } of answers) assert.ok(status >= 400 && isRefusal(body), text)
})

test('a parameter given twice is refused', async () => {
  const { call } = await newCompany()
  const twice = await call('GET', '/api/v3/interactions?contactId=a&contactId=b&schemaId=c')
  assertRefusal(twice, 400, 'ValidationError', /contactId/)
})

test('bytes above ASCII in an address and in headers break nothing', async () => {
  const { apiKey } = await newCompany()
  const headers = [`apikey: ${apiKey}`, 'User-Agent: \xe5\xff/1']
  const answer = await sendRaw(app, rawRequest('GET', '/api/v1/interactions/\xff\xfe', headers))
  assert.match(answer, /^HTTP\/1\.1 4\d\d .*"errorCode"/s)
})

test('an absolute address is served as the path in it', async () => {
  const { apiKey } = await newCompany()
  const headers = [`apikey: ${apiKey}`, 'User-Agent: a/1']
  const target = 'http://example.com/api/v1/contacts/count'
  const answer = await sendRaw(app, rawRequest('GET', target, headers))
  assert.match(answer, /^HTTP\/1\.1 200 /)
  assert.match(answer, /\r\nlink: <http:\/\/localhost\/api\/v3\/contacts\/count>/)
})
