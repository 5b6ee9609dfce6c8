import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/kit/app.ts'
import { assertRefusal } from '../../../test/kit/voyado.ts'
import { rawRequest, sendRaw } from '../../../test/kit/wire.ts'

const lines: string[] = []
const { app, services, newCompany, close } = await testApp({ log: line => lines.push(line) })
after(close)

const spellings = [
  'apikey',
  'apiKey',
  'APIKEY',
  'api_key',
  'api-key',
  '%61pikey',
  '%61%70%69%6b%65%79',
  'api%5Fkey',
  'api%4Bey',
  'apikey%5B%5D',
  'apikey[]',
  '+apikey',
  '%20apikey',
  '?apikey',
  'x-api-key',
]

test('a key in the address is refused in every spelling, even when it is valid', async () => {
  const { apiKey, call } = await newCompany()
  for (const name of spellings) {
    for (const query of [`${name}=${apiKey}`, `email=a@example.com&${name}=${apiKey}`, name]) {
      const alone = await call('GET', `/api/v3/contacts/count?${query}`, { headers: { apikey: undefined } })
      assertRefusal(alone, 401, 'Unauthorized', /header apikey/)
      const besides = await call('GET', `/api/v3/contacts/count?${query}`)
      assertRefusal(besides, 401, 'Unauthorized', /header apikey/)
    }
  }
})

test('parameters that only resemble a key are let through', async () => {
  const { call } = await newCompany()
  for (const query of ['email=apikey', 'key=1', 'api=1', 'x=apikey%3D1', '', 'apple=keys'])
    assert.equal((await call('GET', `/api/v3/contacts/count?${query}`)).status, 200, query)
})

test('a key in the address is neither logged nor repeated, wherever the address leads', async () => {
  const { apiKey, call } = await newCompany()
  lines.length = 0
  const paths = [
    '/api/v3/contacts/count',
    '/api/v1/contacts/count',
    '/api/v3/nowhere',
    '/nowhere',
    '/api/v3/interactions/%FF',
    `/api/v3/interactions/${'x'.repeat(600)}`,
    '/health/live',
    '/api/v3/ui/index',
    '/docs/swagger-ui/nothing.js',
  ]
  for (const path of paths) {
    for (const name of spellings) {
      const { text, headers } = await call('GET', `${path}?${name}=${apiKey}`)
      assert.ok(!text.includes(apiKey), `${path} ${name}`)
      assert.ok(!JSON.stringify(headers).includes(apiKey), `${path} ${name}`)
    }
  }
  const posted = await call('POST', `/api/v3/contacts?apikey=${apiKey}`, { body: '{"broken' })
  assert.equal(posted.status, 401)

  assert.ok(lines.length > 0, 'what is asked of operations is logged at this level')
  assert.ok(!lines.join('').includes(apiKey))
})

test('a key in its header is not logged either', async () => {
  const { apiKey, call } = await newCompany()
  lines.length = 0
  await call('GET', '/api/v3/contacts/count')
  await call('POST', '/api/v3/contacts', { body: '{"broken' })
  services.logger.error({ err: new Error('the server is told to log') }, 'after')
  assert.ok(lines.length >= 3)
  assert.ok(!lines.join('').includes(apiKey))
})

test('a key behind the sign of a fragment is refused, too', async () => {
  const { apiKey } = await newCompany()
  const headers = [`apikey: ${apiKey}`, 'User-Agent: a/1']
  const answer = await sendRaw(app, rawRequest('GET', `/api/v3/contacts/count#apikey=${apiKey}`, headers))
  assert.match(answer, /^HTTP\/1\.1 401 /)
  assert.ok(!answer.includes(apiKey))
})
