import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/kit/app.ts'
import { assertError, contactOf, newWebengageCompany } from '../../../test/kit/webengage.ts'

let aheadMs = 0
const app = await testApp({ rateLimits: true, wallMs: () => Date.now() + aheadMs })
after(app.close)

const body = { userId: 'u' }

test('a key that is missing, wrong, revoked or of another API is unauthorised', async () => {
  const company = await newWebengageCompany(app)
  const other = await app.newCompany()
  for (const authorization of [
    undefined,
    'Bearer',
    'Bearer wrong',
    `Basic ${company.apiKey}`,
    company.apiKey,
    `Bearer ${other.apiKey}`,
  ])
    assertError(
      await company.ask('POST', '/users', { body, headers: { authorization } }),
      401,
      'Unauthorized',
    )
  const lower = await company.ask('POST', '/users', {
    body,
    headers: { authorization: `bearer ${company.apiKey}` },
  })
  assert.equal(lower.status, 201)
})

test('a key may do what its role says', async () => {
  const editor = await newWebengageCompany(app, { key: { scopes: ['segment-editor:write'] } })
  assertError(await editor.ask('POST', '/users', { body }), 401, 'Unauthorized')
  const ingestion = await newWebengageCompany(app, { key: { scopes: ['data-ingestion:*'] } })
  assert.equal((await ingestion.ask('POST', '/users', { body })).status, 201)
})

test('another license code is not found, nor is another path', async () => {
  const company = await newWebengageCompany(app)
  const other = await newWebengageCompany(app)
  for (const path of [
    `//v1/accounts/${other.licenseCode}/users`,
    '//v1/accounts/~/users',
    '/customers',
    '//v2/accounts',
    '//v1',
  ])
    assertError(await company.ask('POST', path, { body }), 404, 'Not Found')
  assertError(await company.ask('GET', '/users'), 404, 'Not Found')
})

test('a license code is what the tenant chose, its tilde encoded or not', async () => {
  const company = await newWebengageCompany(app, { settings: { licenseCode: '~99199077' } })
  for (const code of ['~99199077', '%7E99199077', '%7e99199077'])
    assert.equal((await company.ask('POST', `//v1/accounts/${code}/users`, { body })).status, 201)
})

test('the host of another data centre is a wrong one', async () => {
  const company = await newWebengageCompany(app, { settings: { dataCentre: 'india' } })
  const at = (host: string) => company.ask('POST', '/users', { body, headers: { host } })
  assert.equal((await at('api.in.webengage.com')).status, 201)
  assert.equal((await at('parley.example')).status, 201)
  assertError(await at('api.webengage.com'), 404, 'Not Found')
  assertError(await at('api.ksa.webengage.com:443'), 404, 'Not Found')
})

test('an answer is XML where it is asked for, and a refusal never', async () => {
  const company = await newWebengageCompany(app)
  const xml = await company.ask('POST', '/users?format=xml', { body })
  assert.equal(xml.headers['content-type'], 'application/xml;charset=UTF-8')
  assert.equal(
    xml.text,
    '<?xml version="1.0" encoding="UTF-8"?>\n<response><status>queued</status></response>\n',
  )
  assertError(await company.ask('POST', '/users?format=xml', { body: {} }), 400, /cannot be empty/)
  const json = await company.ask('POST', '/users?format=yaml', { body })
  assert.deepEqual(json.body, { response: { status: 'queued' } })
})

test('any parameter may stand in the address, and the body has the last word', async () => {
  const company = await newWebengageCompany(app)
  const first = '?userId=u&firstName=Ana&emailOptIn=false&tzOffset=60&attributes=%7B%22seats%22%3A4%7D'
  const send = (query: string, given?: unknown) =>
    company.ask('POST', `/users${query}`, given === undefined ? {} : { body: given })
  assert.equal((await send(first)).status, 201)
  const { attributes, preferences } = await contactOf(app, company, 'u')
  assert.deepEqual(
    [attributes.firstName, attributes.tzOffset, attributes.seats, preferences.email],
    ['Ana', 60, 4, false],
  )
  assert.equal((await send('?firstName=Eva&lastName=Lima', { userId: 'u', firstName: 'Bo' })).status, 201)
  const later = (await contactOf(app, company, 'u')).attributes
  assert.deepEqual([later.firstName, later.lastName], ['Bo', 'Lima'])
  assertError(await send('?userId=u&emailOptIn=maybe'), 400, /^Error: emailOptIn must be/)
  assertError(await send('?userId=u&userId=v'), 400, /^Error: userId must be/)
  assertError(await send('?userId=u', [1]), 400, /^Error: body must be object/)
})

test('an event of the address is kept as if it had come in the body', async () => {
  const company = await newWebengageCompany(app)
  const data = encodeURIComponent('{"count":2}')
  const path = `/events?userId=u&eventName=Seat%20Added&eventData=${data}&format=xml`
  assert.equal((await company.ask('POST', path)).status, 201)
  const rows = await app.services.db
    .selectFrom('interactions')
    .select('payload')
    .where('tenant_id', '=', company.tenant.id)
    .execute()
  assert.deepEqual(rows, [{ payload: { count: 2 } }])
})

test('a read takes its filters from the address, too', async () => {
  const company = await newWebengageCompany(app)
  const page = async (query: string, body?: object) => {
    const answer = await company.ask('POST', `/feedbacks/searches${query}`, body ? { body } : {})
    assert.equal(answer.status, 200, answer.text)
    const { pageNo, pageSize } = answer.body.response.data
    return [pageNo, pageSize]
  }
  assert.deepEqual(await page('?pageNo=2&pageSize=5'), [2, 5])
  assert.deepEqual(await page('?pageNo=2&pageSize=5', { pageSize: '7' }), [2, 7])
  const filter = encodeURIComponent('{"email":7}')
  assertError(
    await company.ask('POST', `/feedbacks/searches?filter=${filter}`),
    400,
    /^Error: filter\.email must/,
  )
})

test('every answer says how many requests there may be, and one too many is refused', async () => {
  const company = await newWebengageCompany(app, { settings: { usersPerMinute: 3 } })
  const left = []
  // At the beginning of a minute, so that none ends meanwhile.
  aheadMs += 60_000 - ((Date.now() + aheadMs) % 60_000)
  for (const given of [body, {}, body, body]) {
    const { status, headers } = await company.ask('POST', '/users', { body: given })
    left.push([status, headers['x-ratelimit-limit'], headers['x-ratelimit-remaining']].map(Number))
  }
  assert.deepEqual(left, [
    [201, 3, 2],
    [400, 3, 1],
    [201, 3, 0],
    [429, 3, 0],
  ])
  const full = await company.ask('POST', '/users', { body })
  assertError(full, 429, 'Rate limit exceeded.')
  assert.ok(Number(full.headers['retry-after']) <= 60)
  assert.equal((await company.ask('POST', '/bulk-users', { body: { users: [body] } })).status, 201)
  aheadMs += 60_000
  assert.equal((await company.ask('POST', '/users', { body })).status, 201)
})

test('a minute has one definition and one business event, unless the company says otherwise', async () => {
  const company = await newWebengageCompany(app)
  const ask = (place: string, eventName = 'Sale') =>
    company.ask('POST', `//v2/accounts/${company.licenseCode}/business/${place}`, { body: { eventName } })
  aheadMs += 60_000 - ((Date.now() + aheadMs) % 60_000)
  assert.equal((await ask('events/definition')).status, 200)
  assert.equal((await ask('save-event')).status, 200)
  assertError(await ask('events/definition'), 429, 'Rate limit exceeded.')
  assertError(await ask('save-event'), 429, 'Rate limit exceeded.')
  aheadMs += 60_000
  assert.equal((await ask('save-event')).status, 200)
  const other = await newWebengageCompany(app, { settings: { businessEventsPerMinute: 500 } })
  const answers = await Promise.all(
    ['a', 'b', 'c'].map(name =>
      other.ask('POST', `//v2/accounts/${other.licenseCode}/business/events/definition`, {
        body: { eventName: name },
      }),
    ),
  )
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200],
  )
})

test('a request id is taken once in four hours, at its own place', async () => {
  const company = await newWebengageCompany(app)
  const send = (firstName: string, path = '/users') => {
    const user = { userId: 'u', firstName }
    const given = path === '/users' ? user : { users: [user] }
    return company.ask('POST', path, { body: given, headers: { 'x-request-id': '9f3c0ab17d' } })
  }
  const nameNow = async () => (await contactOf(app, company, 'u')).attributes.firstName
  assert.equal((await send('One')).status, 201)
  const again = await send('Two', '/users')
  assert.deepEqual([again.status, again.body], [201, { response: { status: 'queued' } }])
  assert.equal((await send('Two')).headers['idempotent-replayed'], 'true')
  assert.equal(await nameNow(), 'One')
  await send('Three', '/bulk-users')
  assert.equal(await nameNow(), 'Three')
  aheadMs += 4 * 3_600_000 + 1000
  await send('Four')
  assert.equal(await nameNow(), 'Four')
})

test('a request that was refused may be mended under its id, and a stored answer can be XML', async () => {
  const company = await newWebengageCompany(app)
  const send = (path: string, given: object) =>
    company.ask('POST', path, { body: given, headers: { 'x-request-id': 'one' } })
  assert.equal((await send('/users', {})).status, 400)
  assert.equal((await send('/users', body)).status, 201)
  assert.match((await send('/users?format=xml', body)).text, /<status>queued<\/status>/)
})

test('what is not JSON is refused in the container', async () => {
  const company = await newWebengageCompany(app)
  assertError(await company.ask('POST', '/users', { body: '{"userId":' }), 400, 'Error: Malformed JSON')
  assertError(await company.ask('POST', '/users', { body: '[1]' }), 400, /^Error: body must be object/)
  assertError(
    await company.ask('POST', '/users', { body: `{"a":"${'x'.repeat(1024 * 1024)}"}` }),
    413,
    /^Error: /,
  )
})
