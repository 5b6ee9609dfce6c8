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

const place = settings.url.replace(/\/sms$/, '')

test('WhatsApp is tried by a number, a webhook without any address', async () => {
  status = 200
  const { get, ask } = await newParleyCompany(app)
  const whatsapp = await get('POST', '/providers', {
    name: 'WhatsApp',
    channel: 'whatsapp',
    kind: 'whatsapp-cloud',
    settings: { url: place, phoneNumberId: '1', accessToken: 'secret' },
  })
  await get('POST', `/providers/${whatsapp.id}/test`, { to: '+46701234567' })
  assert.equal(JSON.parse(received.at(-1)!).to, '46701234567')
  assertProblem(await ask('POST', `/providers/${whatsapp.id}/test`, { body: {} }), 400, 'input-invalid')
  const webhook = await get('POST', '/providers', {
    name: 'Own',
    channel: 'webhook',
    kind: 'webhook',
    settings: { url: place, secret: `whsec_${Buffer.alloc(24, 1).toString('base64')}` },
  })
  const taken = await get('POST', `/providers/${webhook.id}/test`, {})
  assert.equal(taken.outcome, 'accepted')
  assert.equal(JSON.parse(received.at(-1)!).subject, 'Test message')
})

test('push is tried with the devices that a contact has on its channel', async () => {
  status = 200
  const { get, ask } = await newParleyCompany(app)
  const { id } = await get('POST', '/providers', {
    name: 'Push',
    channel: 'push',
    kind: 'fcm',
    settings: { url: place, projectId: 'shop', accessToken: 'secret' },
  })
  const contact = await get('POST', '/contacts', { attributes: { email: 'push@example.com' } })
  const path = `/providers/${id}/test`
  assertProblem(await ask('POST', path, { body: { to: contact.id } }), 400, 'input-invalid')
  assertProblem(await ask('POST', path, { body: { to: crypto.randomUUID() } }), 404, 'contact-not-found')
  await get('POST', `/contacts/${contact.id}/devices`, { channel: 'push', address: 'token-1' })
  assert.equal((await get('POST', path, { to: contact.id })).outcome, 'accepted')
  assert.equal(JSON.parse(received.at(-1)!).message.token, 'token-1')
})

test('what only captures has nothing to try', async () => {
  const { get, ask } = await newParleyCompany(app)
  const { id } = await get('POST', '/providers', { name: 'Kept', channel: 'email', kind: 'outbox' })
  const answer = await ask('POST', `/providers/${id}/test`, { body: { to: 'ada@example.com' } })
  assertProblem(answer, 400, 'input-invalid')
})
