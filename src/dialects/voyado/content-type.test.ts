import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/kit/app.ts'
import { assertRefusal, furnish, newInteraction, storeVisit } from '../../../test/kit/voyado.ts'

const { newCompany, close } = await testApp()
after(close)

const documented = '{"message":"An error has occurred"}'
const schemas = '/api/v3/interactionschemas'

test('a body without Content-Type: application/json is answered with 500, as documented to the letter', async () => {
  const { call } = await newCompany()
  const wrong = [
    undefined,
    '',
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'json',
  ]
  for (const type of wrong) {
    const answer = await call('POST', schemas, { body: storeVisit, headers: { 'content-type': type } })
    assert.equal(answer.status, 500, String(type))
    assert.equal(answer.text, documented)
    assert.match(String(answer.headers['content-type']), /^application\/json\b/)
  }
  assert.deepEqual((await call('GET', schemas)).body, [])
})

test('Content-Type: application/json may have parameters and any letter case', async () => {
  const { call } = await newCompany()
  const types = [
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
    'Application/JSON ; charset=utf-8',
  ]
  for (const [index, type] of types.entries()) {
    const body = { ...storeVisit, id: `visit-${index}` }
    const { status, text } = await call('POST', schemas, { body, headers: { 'content-type': type } })
    assert.equal(status, 200, `${type}: ${text}`)
  }
})

test('requests without a body need no Content-Type', async () => {
  const company = await newCompany()
  const { contactId, schemaId, interactionId } = await furnish(company)
  const paths = [
    ['GET', `/api/v3/interactions/${interactionId}`],
    ['POST', `/api/v3/interactions/${interactionId}`],
    ['GET', `/api/v3/interactions?contactId=${contactId}&schemaId=${schemaId}`],
    ['DELETE', `/api/v3/interactions/${interactionId}`],
    ['DELETE', `${schemas}/${schemaId}`],
    ['DELETE', `/api/v3/contacts/${contactId}`],
  ] as const
  for (const [method, path] of paths) {
    const { status } = await company.call(method, path)
    assert.equal(status, 200, `${method} ${path}`)
  }
})

test('a DELETE that names a Content-Type and has no body is served', async () => {
  const company = await newCompany()
  const first = await furnish(company)
  const second = await newInteraction(company, first)
  for (const id of [first.interactionId, second]) {
    const headers = { 'content-type': 'application/json', ...(id === second && { 'content-length': '0' }) }
    assert.equal((await company.call('DELETE', `/api/v3/interactions/${id}`, { headers })).status, 200)
  }
})

test('a DELETE with a body must say what it is', async () => {
  const company = await newCompany()
  const { interactionId } = await furnish(company)
  const path = `/api/v3/interactions/${interactionId}`
  const headers = { 'content-type': 'text/plain' }
  assert.equal((await company.call('DELETE', path, { body: '{}', headers })).text, documented)
  assert.equal((await company.call('DELETE', path, { body: '{}' })).status, 200)
})

test('a company may insist on the Content-Type of every request', async () => {
  const { call } = await newCompany({ settings: { contentType: 'all' } })
  const without = await call('GET', '/api/v3/contacts/count')
  assert.equal(without.status, 500)
  assert.equal(without.text, documented)
  const headers = { 'content-type': 'application/json' }
  assert.equal((await call('GET', '/api/v3/contacts/count', { headers })).status, 200)
})

test('who may not call is told that first', async () => {
  const { call } = await newCompany()
  const headers = { 'content-type': undefined, apikey: 'wrong' }
  assertRefusal(await call('POST', schemas, { body: '{}', headers }), 401, 'Unauthorized')
})
