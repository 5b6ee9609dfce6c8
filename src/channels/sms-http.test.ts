import assert from 'node:assert/strict'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, afterEach, test } from 'node:test'
import type { OutgoingMessage } from '../domain/messaging/courier.ts'
import { newId } from '../kernel/ids.ts'
import { smsHttp } from './sms-http.ts'

const received: { headers: Record<string, unknown>; body: string }[] = []
let answer: (response: ServerResponse) => void = response => void response.end('{}')
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
  answer(response)
})
await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms`
afterEach(() => {
  received.length = 0
})
after(() => {
  server.closeAllConnections()
  server.close()
})

const settings = {
  url,
  headers: { authorization: 'Bearer hush', 'idempotency-key': '{{ message.id }}' },
  body: '{"to": {{ message.to | json }}, "from": {{ message.from | json }}, "text": {{ message.text | json }}}',
  from: 'Shop',
  accepted: '{{ reply.body.ok }}',
  reference: '{{ reply.body.id }}',
  report: {
    reference: '{{ report.id }}',
    outcome:
      '{% if report.status == "DELIVRD" %}delivered{% elsif report.status == "UNDELIV" %}bounced{% endif %}',
    detail: '{{ report.error | default: "" }}',
  },
}

const message: OutgoingMessage = {
  sendId: newId(),
  contactId: newId(),
  channel: 'sms',
  to: '+46701234567',
  toName: null,
  devices: [],
  from: null,
  subject: null,
  html: null,
  text: 'He said "hi"\n& left',
  payload: null,
  headers: {},
  isTransactional: true,
}

const deliver = async (other: object = {}, allowPrivate = true) => {
  const whole = { ...settings, ...other }
  assert.deepEqual(smsHttp.faultsOf(whole), [])
  const courier = smsHttp.open(whole, 2, { allowPrivate, allowPrivateDevices: false })
  const handover = await courier.deliver(message)
  courier.close()
  return handover
}
const answerWith = (status: number, body: string) => {
  answer = response => void response.writeHead(status).end(body)
}

test('the request is written from its template, and the reply is read by one', async () => {
  answerWith(200, '{"ok": true, "id": "m-1", "cost": null}')
  assert.deepEqual(await deliver(), { kind: 'accepted', reference: 'm-1' })
  const [one] = received
  assert.deepEqual(JSON.parse(one!.body), { to: '+46701234567', from: 'Shop', text: 'He said "hi"\n& left' })
  assert.equal(one!.headers.authorization, 'Bearer hush')
  assert.equal(one!.headers['idempotency-key'], message.sendId)
})

test('what the provider answers says whether it has the message, will never have it, or nobody knows', async () => {
  for (const [status, body, kind] of [
    [200, '{"ok": false}', 'refused'],
    [200, 'not JSON', 'refused'],
    [400, '', 'refused'],
    [401, '', 'unavailable'],
    [429, '', 'unavailable'],
    [503, '', 'unavailable'],
    [500, '', 'unknown'],
    [302, '', 'unknown'],
  ] as const) {
    answerWith(status, body)
    assert.equal((await deliver()).kind, kind, `${status}`)
  }
  answer = response => void response.destroy()
  assert.equal((await deliver()).kind, 'unknown')
  assert.equal((await deliver({ url: 'http://127.0.0.1:1/' })).kind, 'unavailable')
})

test('a private address is not spoken to unless that is allowed', async () => {
  answerWith(200, '{}')
  assert.equal((await deliver({}, false)).kind, 'unavailable')
  assert.equal((await deliver({ url: url.replace('127.0.0.1', 'localhost') }, false)).kind, 'unavailable')
  assert.deepEqual(received, [])
})

test('what the provider posts later is read by its template', () => {
  const read = (body: unknown) => smsHttp.readReports!(settings, body)
  assert.deepEqual(read({ id: 'm-1', status: 'DELIVRD' }), [{ outcome: 'delivered', reference: 'm-1' }])
  assert.deepEqual(
    read([{ id: 'm-2', status: 'UNDELIV', error: 'off' }, { id: 'm-3', status: 'ENROUTE' }, null, 7]),
    [{ outcome: 'bounced', reference: 'm-2', detail: 'off' }],
  )
})

test('settings that cannot work are refused, each with its name', () => {
  const faults = smsHttp.faultsOf({
    url: 'ftp://x',
    body: '{{ oops',
    headers: { 'a b': 'c' },
    report: { other: '' },
  })
  assert.deepEqual(
    faults.map(({ field }) => field),
    ['settings.url', 'settings.headers', 'settings.body', 'settings.report'],
  )
})
