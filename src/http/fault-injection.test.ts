import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Answer, type Company, testApp } from '../../test/kit/app.ts'
import { eventually } from '../../test/kit/eventually.ts'
import { assertRefusal } from '../../test/kit/voyado.ts'
import { rawRequest, sendRaw } from '../../test/kit/wire.ts'
import type { FaultRule } from '../domain/accounts/fault-rule.ts'
import { addFaultRule, clearFaultRules } from '../domain/accounts/fault-rules.ts'
import { transact } from '../storage/database.ts'

const { app, services, newCompany, close } = await testApp()
after(close)

const seed = { seed: 'seed', probability: 1, remaining: null }
type Strike = Pick<FaultRule, 'action'> & Partial<FaultRule>

async function strike({ tenant }: Company, rule: Strike) {
  const whole: FaultRule = { id: 'bad-day', requests: {}, when: 'before', ...seed, ...rule }
  await transact(services.db, tx => addFaultRule(tx, tenant, whole, 'test', new Date()))
  await services.directory.refresh()
}

async function makePeace({ tenant }: Company) {
  await transact(services.db, tx => clearFaultRules(tx, tenant, 'test', new Date()))
  await services.directory.refresh()
}

async function struckCompany(rule: Strike): Promise<Company> {
  const company = await newCompany()
  await strike(company, rule)
  return company
}

const create = ({ call }: Company, email: string, headers = {}) =>
  call('POST', '/api/v3/contacts', { body: { email }, headers })
const count = async (company: Company): Promise<Answer> => company.call('GET', '/api/v3/contacts/count')
const faultOf = ({ headers }: Answer) => headers['parley-fault']

test('a refusal before the operation leaves nothing written, and says which rule struck', async () => {
  const company = await struckCompany({ requests: { method: 'POST' }, action: { status: 503 } })
  const answer = await create(company, 'anna@example.com')
  assertRefusal(answer, 503, 'ServiceUnavailable', /bad-day/)
  assert.equal(faultOf(answer), 'bad-day')
  assert.equal(answer.headers['retry-after'], '1')
  assert.equal((await count(company)).body, 0)
})

test('the time-out of create contact can be had in every version', async () => {
  const rule = { requests: { operation: 'ContactsV_CreateContact*' }, action: { status: 504 } }
  const company = await struckCompany(rule)
  for (const version of ['v1', 'v2', 'v3']) {
    const answer = await company.call('POST', `/api/${version}/contacts`, {
      body: { email: 'a@example.com' },
    })
    assertRefusal(answer, 504, 'RequestTimeOut')
  }
  const other = await count(company)
  assert.deepEqual([other.status, other.body, faultOf(other)], [200, 0, undefined])
})

test('a refusal after the operation is the lost answer: it was done, and the client is not told', async () => {
  const company = await struckCompany({
    requests: { method: 'POST' },
    when: 'after',
    action: { status: 504 },
  })
  const answer = await create(company, 'anna@example.com')
  assertRefusal(answer, 504, 'RequestTimeOut')
  assert.equal(faultOf(answer), 'bad-day')
  assert.equal((await count(company)).body, 1)
})

test('an Idempotency-Key gets the lost answer back', async () => {
  const once = { requests: { method: 'POST' }, when: 'after', remaining: 1, action: { status: 504 } } as const
  const company = await struckCompany(once)
  const headers = { 'idempotency-key': 'try-1' }
  assert.equal((await create(company, 'anna@example.com', headers)).status, 504)
  const again = await create(company, 'anna@example.com', headers)
  assert.equal(again.status, 201)
  assert.equal(again.headers['idempotent-replayed'], 'true')
  assert.equal((await count(company)).body, 1)
})

test('the code and the body of a refusal can be chosen', async () => {
  const company = await struckCompany({
    id: 'code',
    remaining: 1,
    action: { status: 422, errorCode: 'Chosen' },
  })
  await strike(company, { id: 'body', action: { status: 500, body: ['any', { thing: 1 }] } })
  assertRefusal(await count(company), 422, 'Chosen')
  const { status, body } = await count(company)
  assert.deepEqual([status, body], [500, ['any', { thing: 1 }]])
})

test('a refused request is struck as well when the rule comes after', async () => {
  const company = await struckCompany({ when: 'after', action: { status: 502 } })
  assertRefusal(await company.call('GET', '/api/v3/contacts/no-uuid'), 502, 'BadGateway')
})

test('rules see those only who were let in', async () => {
  const company = await struckCompany({ action: { status: 503 } })
  const { status } = await company.call('GET', '/api/v3/contacts/count', { headers: { apikey: 'wrong' } })
  assert.equal(status, 401)
  assert.equal((await company.call('GET', '/api/v3/nothing')).status, 404)
})

test('rules are of one tenant, and gone when they are cleared', async () => {
  const [struck, other] = [await struckCompany({ action: { status: 503 } }), await newCompany()]
  assert.equal((await count(struck)).status, 503)
  assert.equal((await count(other)).status, 200)
  await makePeace(struck)
  const answer = await count(struck)
  assert.deepEqual([answer.status, faultOf(answer)], [200, undefined])
})

test('a path is matched below the version, whatever its letters and its query', async () => {
  const company = await struckCompany({ requests: { path: '/contacts/*' }, action: { status: 503 } })
  assert.equal((await company.call('GET', '/API/v2/Contacts/COUNT?a=/b/c')).status, 503)
  assert.equal((await company.call('GET', '/api/v3/contacts/Member/count')).status, 200)
})

test('an answer can be made to wait, before the operation or after it', async () => {
  for (const when of ['before', 'after'] as const) {
    const company = await struckCompany({ when, action: { latencyMs: 300 } })
    const started = performance.now()
    const answer = await count(company)
    assert.ok(performance.now() - started >= 295, when)
    assert.deepEqual([answer.status, answer.body, faultOf(answer)], [200, 0, 'bad-day'])
  }
})

const rawCall = (company: Company, method = 'GET', body = '') =>
  sendRaw(
    app,
    rawRequest(method, method === 'GET' ? '/api/v3/contacts/count' : '/api/v3/contacts', [
      `apikey: ${company.apiKey}`,
      'user-agent: Raw/1',
      ...(body ? ['content-type: application/json', `content-length: ${body.length}`] : []),
    ]) + body,
  )
/** What comes back, also when the connection breaks. */
const whatComes = (asking: Promise<string>) => asking.catch((error: NodeJS.ErrnoException) => error.code)

test('a connection is broken off before the operation', async () => {
  const company = await struckCompany({ action: { reset: true } })
  assert.equal(await whatComes(rawCall(company, 'POST', '{"email":"anna@example.com"}')), 'ECONNRESET')
  await makePeace(company)
  assert.equal((await count(company)).body, 0)
})

test('a connection is broken off after the operation', async () => {
  const company = await struckCompany({ when: 'after', action: { reset: true } })
  assert.equal(await whatComes(rawCall(company, 'POST', '{"email":"anna@example.com"}')), 'ECONNRESET')
  await makePeace(company)
  assert.equal((await count(company)).body, 1)
})

test('an answer is cut, and its length was promised', async () => {
  const company = await struckCompany({ when: 'after', action: { truncate: 10 } })
  const answer = await rawCall(company, 'POST', '{"email":"anna@example.com"}')
  const [head = '', body] = answer.split('\r\n\r\n')
  assert.match(head, /^HTTP\/1\.1 201 /)
  assert.match(head, /\r\nparley-fault: bad-day\r\n/)
  assert.match(head, /\r\nconnection: close/)
  assert.ok(Number(/content-length: (\d+)/.exec(head)?.[1]) > 100)
  assert.equal(body?.length, 10)
})

test('an answer that is shorter than the cut loses its last byte, and one without a body all of it', async () => {
  const company = await newCompany()
  const { id } = (await create(company, 'anna@example.com')).body
  await strike(company, { when: 'after', action: { truncate: 1000 } })
  const [head, body] = (await rawCall(company)).split('\r\n\r\n')
  assert.match(head!, /content-length: 1(\r\n|$)/)
  assert.equal(body, '')
  const deleting = rawRequest('DELETE', `/api/v3/contacts/${id}`, [
    `apikey: ${company.apiKey}`,
    'user-agent: Raw/1',
  ])
  assert.equal(await whatComes(sendRaw(app, deleting)), 'ECONNRESET')
})

test('an answer trickles, and arrives whole', async () => {
  const company = await struckCompany({
    when: 'after',
    requests: { method: 'POST' },
    action: { throttle: 1000 },
  })
  const started = performance.now()
  const answer = await create(company, 'anna@example.com')
  const ms = performance.now() - started
  assert.equal(answer.status, 201)
  assert.match(answer.body.id, /^[0-9a-f-]{36}$/)
  assert.ok(ms > answer.text.length * 0.7, `${answer.text.length} bytes in ${ms} ms`)
})

test('the same seed strikes the same requests of two companies', async () => {
  const rule = { probability: 0.5, seed: 'twice', action: { status: 503 } }
  const runs: string[] = []
  for (const company of [await struckCompany(rule), await struckCompany(rule)]) {
    const statuses: number[] = []
    for (let n = 0; n < 24; n++) statuses.push((await count(company)).status)
    runs.push(statuses.join(' '))
  }
  assert.equal(runs[0], runs[1])
  assert.match(runs[0]!, /503/)
  assert.match(runs[0]!, /200/)
})

test('other processes follow a new rule by themselves', async () => {
  const company = await newCompany()
  const whole: FaultRule = { id: 'later', requests: {}, when: 'before', ...seed, action: { status: 503 } }
  await transact(services.db, tx => addFaultRule(tx, company.tenant, whole, 'test', new Date()))
  await eventually(async () => ((await count(company)).status === 503 ? true : undefined), 3000)
})
