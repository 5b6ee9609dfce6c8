import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/kit/app.ts'
import { assertRefusal, newContact } from '../../../test/kit/voyado.ts'
import { createServer } from '../../http/server.ts'
import { countContacts } from './contacts/countContacts.ts'
import { voyado } from './dialect.ts'
import { versions } from './versions.ts'

let nowMs = Date.parse('2026-06-01T00:00:00Z')
const { services, newCompany, close } = await testApp({ wallMs: () => nowMs })
after(close)

const lifeCycle = ['deprecation', 'sunset', 'link']

test('answers of v1 say since when it is deprecated, when it ends and what follows', async () => {
  const { call } = await newCompany()
  const { status, headers } = await call('GET', '/api/v1/contacts/count', {
    headers: { host: 'api.example.com' },
  })
  assert.equal(status, 200)
  assert.equal(headers.deprecation, `@${Date.parse('2024-01-01T00:00:00Z') / 1000}`)
  assert.equal(headers.sunset, 'Sat, 01 Jan 2028 00:00:00 GMT')
  assert.equal(headers.link, '<http://api.example.com/api/v3/contacts/count>; rel="successor-version"')
})

test('refusals by operations of v1 say it, too', async () => {
  const { call } = await newCompany()
  const answer = await call('GET', '/API/V1/interactions/<x>?y=1')
  assertRefusal(answer, 400, 'InvalidInteractionId')
  assert.match(
    String(answer.headers.link),
    /\/api\/v3\/interactions\/%3Cx%3E\?y=1>; rel="successor-version"$/,
  )
})

test('answers of v2 and v3 say nothing of a life cycle', async () => {
  const { call } = await newCompany()
  for (const version of ['v2', 'v3']) {
    const { status, headers } = await call('GET', `/api/${version}/contacts/count`)
    assert.equal(status, 200)
    for (const name of lifeCycle) assert.ok(!(name in headers), `${name} in ${version}`)
  }
})

test('all operations of a version answer 410 from the moment it ends', async () => {
  const company = await newCompany()
  const contactId = await newContact(company)
  const before = nowMs
  nowMs = Date.parse('2028-01-01T00:00:00Z') - 1
  assert.equal((await company.call('GET', `/api/v1/contacts/${contactId}`)).status, 200)
  nowMs += 1
  for (const operation of voyado.operations) {
    if (operation.versions && !operation.versions.includes('v1')) continue
    const path = `/api/v1${operation.path.replaceAll(/\{\w+\}/g, contactId)}`
    const answer = await company.call(operation.method, path, operation.body ? { body: {} } : {})
    assertRefusal(answer, 410, 'ApiVersionEnded', /v1/)
    assert.deepEqual(answer.body.messageDetails, { version: 'v1', successor: 'v3' })
  }
  assert.equal((await company.call('GET', `/api/v2/contacts/${contactId}`)).status, 200)
  assert.equal((await company.call('GET', `/api/v3/contacts/${contactId}`)).status, 200)
  nowMs = before
})

test('the same operations are served in v1, v2 and v3, and in no other version', async () => {
  const { call } = await newCompany()
  for (const { name } of versions) {
    assert.equal((await call('GET', `/api/${name}/contacts/count`)).status, 200)
    assert.equal((await call('GET', `/api/${name}/interactionschemas`)).status, 200)
  }
  for (const name of ['v0', 'v4', 'v', '3', 'v03', 'latest'])
    assertRefusal(await call('GET', `/api/${name}/contacts/count`), 404, 'NotFound')
})

test('an operation with a feature is for companies that have it switched on', async () => {
  const limited = { ...countContacts, path: '/contacts/limited', name: 'Limited', feature: 'early-count' }
  const dialect = { ...voyado, operations: [countContacts, limited] }
  const app = await createServer(services, [dialect], { trustProxy: false, tls: undefined })
  const get = async (path: string, apikey: string) => {
    const { statusCode, body } = await app.inject({ url: path, headers: { apikey, 'user-agent': 'a/1' } })
    return { status: statusCode, body: JSON.parse(body) }
  }
  const without = await newCompany()
  const withIt = await newCompany({ settings: { features: ['other', 'early-count'] } })
  const { status, body } = await get('/api/v3/contacts/limited', without.apiKey)
  assert.equal(status, 403)
  assert.equal(body.errorCode, 'FeatureNotEnabled')
  assert.match(body.message, /early-count/)
  assert.equal((await get('/api/v3/contacts/count', without.apiKey)).status, 200)
  assert.deepEqual(await get('/api/v3/contacts/limited', withIt.apiKey), { status: 200, body: 0 })
  await app.close()
})

test('the addresses that answers give keep to the version and the host that was called', async () => {
  const company = await newCompany()
  for (const { name } of versions) {
    const body = { id: `kind-${name}`, displayName: 'Kind', jsonSchema: schema }
    const headers = { host: 'api.example.com' }
    const answer = await company.call('POST', `/API/${name}/interactionSchemas/`, { body, headers })
    assert.equal(
      answer.body.self.href,
      `http://api.example.com/api/${name}/interactionschemas/kind-${name}`,
      answer.text,
    )
  }
})

const schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: { name: { type: 'string' } },
}
