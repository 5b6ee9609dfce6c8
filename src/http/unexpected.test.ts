import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../test/kit/app.ts'
import { voyado } from '../dialects/voyado/dialect.ts'
import { unauthorized } from './errors.ts'
import { operation } from './operation.ts'
import { createServer } from './server.ts'

const lines: string[] = []
const { services, newCompany, close } = await testApp({ log: line => lines.push(line) })
after(close)

const breaking = (path: string, error: unknown) =>
  operation({
    method: 'GET',
    path,
    name: path,
    summary: 'Breaks',
    tag: 'Tests',
    scope: 'tests:read',
    replies: { 200: null },
    handle: () => Promise.reject(error),
  })

const lost = Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:5432'), { code: 'ECONNREFUSED' })
const operations = [
  breaking('/defect', new TypeError('secret: x is not a function')),
  breaking('/text', 'secret text'),
  breaking('/away', lost),
  breaking('/foreseen', unauthorized('Foreseen.')),
]
const app = await createServer(services, [{ ...voyado, operations }], { trustProxy: false, tls: undefined })
after(() => app.close())

async function get(path: string) {
  const { apiKey } = await newCompany()
  lines.length = 0
  const { statusCode, headers, body } = await app.inject({
    url: `/api/v3${path}?email=ada@example.com`,
    headers: { apikey: apiKey, 'user-agent': 'a/1' },
  })
  return { status: statusCode, headers, body: JSON.parse(body), text: body }
}

for (const path of ['/defect', '/text']) {
  test(`what nobody foresaw (${path}) is answered with nothing but the id under which it is logged`, async () => {
    const { status, body } = await get(path)
    assert.equal(status, 500)
    const { requestId } = body.messageDetails
    assert.deepEqual(body, {
      errorCode: 'InternalServerError',
      message: 'An unexpected error.',
      messageDetails: { requestId },
    })
    const logged = lines.filter(line => line.includes('unexpected error'))
    assert.equal(logged.length, 1)
    assert.ok(logged[0]!.includes(requestId))
    assert.ok(logged[0]!.includes('secret'), 'the cause is in the log')
    assert.ok(!logged[0]!.includes('ada@example.com'), 'the query is not')
  })
}

test('a database that is away is told as such, and not where it would be', async () => {
  const { status, headers, text } = await get('/away')
  assert.equal(status, 503)
  assert.equal(headers['retry-after'], '1')
  assert.doesNotMatch(text, /10\.1\.2\.3|ECONN/)
})

test('a refusal that was foreseen is no line in the log', async () => {
  assert.equal((await get('/foreseen')).status, 401)
  assert.deepEqual(
    lines.filter(line => line.includes('Foreseen')),
    [],
  )
})
