import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertProblem, newParleyCompany } from '../../../../test/kit/parley.ts'

const app = await testApp()
const received: string[] = []
let status = 200
const gateway = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  received.push(Buffer.concat(chunks).toString())
  response.writeHead(status).end('{"id":"m-1"}')
})
await new Promise<void>(resolve => gateway.listen(0, '127.0.0.1', resolve))
after(async () => {
  gateway.closeAllConnections()
  gateway.close()
  await app.close()
})

const settings = {
  url: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/sms`,
  body: '{"to": {{ message.to | json }}, "text": {{ message.text | json }}}',
  from: 'Shop',
  reference: '{{ reply.body.id }}',
}

test('a provider is tried by one message, and its word is the answer', async () => {
  const { get, ask } = await newParleyCompany(app)
  const other = await newParleyCompany(app)
  const { id } = await get('POST', '/providers', { name: 'SMS', channel: 'sms', kind: 'sms-http', settings })
  const path = `/providers/${id}/test`
  const taken = await get('POST', path, { to: '+46 70 123 45 67' })
  assert.deepEqual(taken, { outcome: 'accepted', reference: 'm-1', detail: null })
  assert.equal(JSON.parse(received[0]!).to, '+46701234567')
  assert.deepEqual((await get('GET', '/sends')).items, [])
  status = 400
  const refused = await get('POST', path, { to: '+46701234567' })
  assert.deepEqual([refused.outcome, typeof refused.detail], ['refused', 'string'])
  assertProblem(await ask('POST', path, { body: { to: 'nobody' } }), 400, 'input-invalid')
  assertProblem(await other.ask('POST', path, { body: { to: '+46701234567' } }), 404, 'provider-not-found')
  assert.equal(received.length, 2)
  const { items } = await get('GET', '/audit-trail?action=provider.tested')
  assert.deepEqual(
    items.map(({ details }: { details: { outcome: string } }) => details.outcome),
    ['refused', 'accepted'],
  )
})

test('what only captures has nothing to try', async () => {
  const { get, ask } = await newParleyCompany(app)
  const { id } = await get('POST', '/providers', { name: 'Kept', channel: 'email', kind: 'outbox' })
  const answer = await ask('POST', `/providers/${id}/test`, { body: { to: 'ada@example.com' } })
  assertProblem(answer, 400, 'input-invalid')
})
