import assert from 'node:assert/strict'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { CallRequest } from '../domain/automations/call.ts'
import { createCaller } from './automation-http.ts'

const seen: IncomingMessage[] = []
const server = createServer((request, response) => {
  seen.push(request)
  if (request.url === '/slow') return
  if (request.url === '/big') return void response.end(`"${'x'.repeat(1_000_000)}"`)
  if (request.url === '/away') return void response.writeHead(302, { location: '/json' }).end()
  if (request.url === '/odd') return void response.end('{"a":"\\u0000"}')
  response.writeHead(201, { 'content-type': 'application/json' }).end('{"level":"gold"}')
})
let origin = ''
before(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
const caller = createCaller(true)
after(async () => {
  await caller.close()
  server.closeAllConnections()
  server.close()
})

const requestTo = (path: string, more: Partial<CallRequest> = {}): CallRequest => ({
  method: 'POST',
  url: `${origin}${path}`,
  headers: {},
  body: '{}',
  timeoutMs: 1000,
  retries: 0,
  ...more,
})

test('a call sends what was fixed, and its own headers come before those of the author', async () => {
  const request = requestTo('/json', {
    method: 'PUT',
    headers: { 'X-Key': 's', 'Idempotency-Key': 'theirs' },
  })
  const reply = await caller.call(request, { 'idempotency-key': 'ours' })
  assert.deepEqual([reply.status, reply.body, reply.problem], [201, { level: 'gold' }, null])
  const { method, headers } = seen.at(-1)!
  assert.deepEqual(
    [method, headers['x-key'], headers['idempotency-key'], headers['content-type']],
    ['PUT', 's', 'ours', 'application/json'],
  )
})

test('a reply is cut, a redirect is not followed, and what cannot be stored is not kept as it is', async () => {
  const big = await caller.call(requestTo('/big'), {})
  assert.equal((big.body as string).length, 16_384)
  assert.equal((await caller.call(requestTo('/away'), {})).status, 302)
  assert.ok(!JSON.stringify((await caller.call(requestTo('/odd'), {})).body).includes('\0'))
})

test('who does not answer in time, or is not there, is a problem', async () => {
  const slow = await caller.call(requestTo('/slow', { timeoutMs: 100 }), {})
  assert.deepEqual([slow.status, slow.problem], [null, 'no whole answer within 100 ms'])
  const nobody = await caller.call(requestTo('/', { url: 'http://127.0.0.1:1/' }), {})
  assert.match(nobody.problem!, /ECONNREFUSED/)
})

test('private networks are out of reach, by address and by name', async () => {
  const guarded = createCaller(false)
  for (const url of [
    `${origin}/json`,
    origin.replace('127.0.0.1', 'localhost'),
    'http://[::1]/',
    'http://169.254.169.254/',
  ])
    assert.match((await guarded.call(requestTo('/', { url }), {})).problem!, /is not a public address/)
  await guarded.close()
})
