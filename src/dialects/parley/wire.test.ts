import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { testApp } from '../../../test/kit/app.ts'
import { assertProblem, newParleyCompany } from '../../../test/kit/parley.ts'
import { parley } from './dialect.ts'
import { problems } from './errors.ts'

const app = await testApp({ rateLimits: true })
after(app.close)

const get = (url: string) => app.app.inject({ url })

test('the description names every operation once, its scope is real, and it is valid', async () => {
  const document = JSON.parse((await get('/parley/v1/openapi.json')).body)
  assert.deepEqual(document.components.securitySchemes.key, { type: 'http', scheme: 'bearer' })
  const described = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, { operationId: string }>).map(
      ([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`,
    ),
  )
  const served = parley.operations.map(({ method, path, name }) => `${method} ${path} ${name}`)
  assert.deepEqual(described.sort(), served.sort())
  assert.equal(new Set(parley.operations.map(({ name }) => name)).size, parley.operations.length)
  new Ajv2020({ strict: false, validateFormats: false }).compile(document.components.schemas.Error)
  const refusal = document.paths['/contacts'].get.responses.default.content
  assert.deepEqual(Object.keys(refusal), ['application/problem+json'])
  assert.equal((await get('/parley/v1/ui/index')).statusCode, 200)
})

test('a parameter that an operation does not know is refused by its name, not ignored', async () => {
  const company = await newParleyCompany(app)
  const unknown = [
    ['/sends?sate=failed', 'sate'],
    ['/tenant?pretty=true', 'pretty'],
  ] as const
  for (const [url, field] of unknown) {
    const answer = await company.ask('GET', url)
    assertProblem(answer, 400, 'input-invalid')
    assert.deepEqual(answer.body.errors, [{ field, detail: 'is not known here' }])
  }
})

test('every error that an operation names is a problem', () => {
  const unknown = parley.operations.flatMap(({ name, errors = [] }) =>
    errors.filter(code => !problems.has(code)).map(code => `${name}: ${code}`),
  )
  assert.deepEqual(unknown, [])
})

test('every problem has a page that needs no key, and an unknown one is not repeated', async () => {
  for (const [code, { title }] of problems) {
    const { statusCode, headers, body } = await get(`/parley/v1/problems/${code}`)
    assert.equal(statusCode, 200, code)
    assert.match(String(headers['content-type']), /^text\/html/)
    assert.ok(body.includes(title) && body.includes(code))
  }
  assert.match((await get('/parley/v1/problems')).body, /contact-not-found/)
  const odd = await get('/parley/v1/problems/%3Cscript%3E')
  assert.equal(odd.statusCode, 404)
  assert.doesNotMatch(odd.body, /script/)
})

test('answers tell how many requests are left, and one too many is told when to come again', async () => {
  const company = await newParleyCompany(app, { settings: { requestsPerSecond: 3 } })
  const answers = []
  for (let n = 0; n < 4; n++) answers.push(await company.ask('GET', '/tenant'))
  assert.deepEqual(
    answers.map(({ headers }) => headers.ratelimit),
    ['"tenant";r=2;t=1', '"tenant";r=1;t=1', '"tenant";r=0;t=1', '"tenant";r=0;t=1'],
  )
  assert.equal(answers[0]?.headers['ratelimit-policy'], '"tenant";q=3;w=1')
  assertProblem(answers[3]!, 429, 'too-many-requests')
  assert.equal(answers[3]!.headers['retry-after'], '1')
})

test('what is sent in a wrong way is a problem, too', async () => {
  const { ask } = await newParleyCompany(app)
  const xml = { 'content-type': 'text/xml' }
  assertProblem(await ask('POST', '/contacts', { body: '<a/>', headers: xml }), 415, 'content-type-wrong')
  const json = { 'content-type': 'application/merge-patch+json' }
  assertProblem(await ask('POST', '/contacts', { body: '{', headers: json }), 400, 'body-malformed')
  const large = { body: { attributes: { note: 'x'.repeat(300_000) } } }
  assertProblem(await ask('POST', '/contacts', large), 413, 'body-too-large')
  assertProblem(await ask('GET', '/nowhere'), 404, 'route-not-found')
  assertProblem(await ask('PUT', '/contacts', { body: {} }), 404, 'route-not-found')
  assertProblem(await ask('POST', '/contacts', { body: [] }), 400, 'input-invalid')
  const key = { 'idempotency-key': 'ö'.repeat(3) }
  assertProblem(await ask('POST', '/contacts', { body: {}, headers: key }), 400, 'idempotency-key-invalid')
})
