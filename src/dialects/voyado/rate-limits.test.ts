import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Company, testApp } from '../../../test/kit/app.ts'
import { assertRefusal } from '../../../test/kit/voyado.ts'
import { createKey } from '../../domain/accounts/create-key.ts'
import { createRateLimits } from '../../http/rate-limits.ts'
import { createServer } from '../../http/server.ts'
import { transact } from '../../storage/database.ts'
import { voyado } from './dialect.ts'

let nowMs = Date.now()
const { services, newCompany, close } = await testApp({ rateLimits: true, wallMs: () => nowMs })
after(close)

const path = '/api/v3/contacts/count'
const warning = 'x-ratelimit-warning'

async function calls({ call }: Company, count: number, headers: Record<string, string> = {}) {
  const answers = []
  for (let n = 0; n < count; n++) answers.push(await call('GET', path, { headers }))
  return answers
}
const served = (answers: { status: number }[]) => answers.filter(({ status }) => status === 200).length

test('two hundred requests in a second are served, the next one is told when to come again', async () => {
  const company = await newCompany()
  const answers = await calls(company, 201)
  assert.equal(served(answers), 200)
  const refusal = answers.at(-1)!
  assertRefusal(refusal, 429, 'TooManyRequests', /200/)
  assert.equal(refusal.headers['retry-after'], '1')

  nowMs += 1000 * Number(refusal.headers['retry-after'])
  assert.equal((await company.call('GET', path)).status, 200)
})

test('who waits as long as Retry-After says is served, whenever in a second the burst began', async () => {
  for (const start of [0, 1, 99, 500, 999]) {
    const company = await newCompany({ settings: { requestsPerSecond: 5 } })
    nowMs = Math.ceil(nowMs / 1000) * 1000 + start
    assert.equal(served(await calls(company, 12)), 5)
    nowMs += 1000
    assert.equal(served(await calls(company, 5)), 5, `at ${start} ms`)
  }
})

test('answers above the advised rate of fifty carry a warning', async () => {
  const answers = await calls(await newCompany(), 52)
  assert.deepEqual(
    answers.map(({ headers }) => warning in headers),
    [...new Array(50).fill(false), true, true],
  )
  assert.match(String(answers.at(-1)?.headers[warning]), /50 requests per second/)
})

test('the keys of a company share its limit, and those of another have their own', async () => {
  const company = await newCompany({ settings: { requestsPerSecond: 10 } })
  const other = await newCompany({ settings: { requestsPerSecond: 10 } })
  const { secret } = await transact(services.db, tx =>
    createKey(tx, company.tenant.id, { dialect: 'voyado', name: 'second' }, 'test', new Date(nowMs)),
  )
  await services.directory.refresh()
  assert.equal(served(await calls(company, 6)), 6)
  assert.equal(served(await calls(company, 6, { apikey: secret })), 4)
  assert.equal(served(await calls(other, 10)), 10)
})

test('both limits are settings of the company', async () => {
  const company = await newCompany({ settings: { requestsPerSecond: 4, advisedRequestsPerSecond: 2 } })
  const answers = await calls(company, 5)
  assert.deepEqual(
    answers.map(({ status, headers }) => [status, warning in headers]),
    [
      [200, false],
      [200, false],
      [200, true],
      [200, true],
      [429, false],
    ],
  )
  assert.match(answers.at(-1)?.body.message, /4 requests per second/)
})

test('all versions and operations count together', async () => {
  const { call } = await newCompany({ settings: { requestsPerSecond: 3 } })
  assert.equal((await call('GET', '/api/v1/contacts/count')).status, 200)
  assert.equal((await call('GET', '/api/v2/interactionschemas')).status, 200)
  assert.equal((await call('POST', '/api/v3/contacts', { body: {} })).status, 400)
  assertRefusal(await call('GET', '/api/v3/interactionschemas'), 429, 'TooManyRequests')
})

test('what is refused stores nothing', async () => {
  const company = await newCompany({ settings: { requestsPerSecond: 1 } })
  await company.call('GET', path)
  const refused = await company.call('POST', '/api/v3/contacts', { body: { email: 'a@example.com' } })
  assertRefusal(refused, 429, 'TooManyRequests')
  nowMs += 1000
  assert.equal((await company.call('GET', path)).body, 0)
})

test('a stranger does not use up a limit', async () => {
  const company = await newCompany({ settings: { requestsPerSecond: 2 } })
  await calls(company, 10, { apikey: 'wrong' })
  assert.equal(served(await calls(company, 2)), 2)
})

test('limits can be switched off', async () => {
  const { apiKey } = await newCompany({ settings: { requestsPerSecond: 1, advisedRequestsPerSecond: 1 } })
  const rateLimits = createRateLimits(false)
  const app = await createServer({ ...services, rateLimits }, [voyado], { trustProxy: false, tls: undefined })
  for (let n = 0; n < 10; n++) {
    const { statusCode, headers } = await app.inject({
      url: path,
      headers: { apikey: apiKey, 'user-agent': 'a/1' },
    })
    assert.equal(statusCode, 200)
    assert.ok(!(warning in headers))
  }
  await app.close()
})
