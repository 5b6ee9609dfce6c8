import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, test } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { newPeer } from '../../test/kit/peer.ts'
import type { CourierKind, OutgoingMessage } from '../domain/messaging/courier.ts'
import { newSigningSecret } from '../domain/webhooks/signature.ts'
import { newId } from '../kernel/ids.ts'
import { companyWebhook } from './company-webhook.ts'
import { whatsappCloud } from './whatsapp-cloud.ts'

const open: { close(): void }[] = []
after(() => {
  for (const each of open) each.close()
})

const message = (other: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  sendId: newId(),
  contactId: newId(),
  channel: 'whatsapp',
  to: '+46701234567',
  toName: null,
  devices: [],
  from: null,
  subject: null,
  html: null,
  text: 'Hello',
  payload: null,
  headers: {},
  isTransactional: true,
  ...other,
})

function courierOf(kind: CourierKind, settings: object, allowPrivate = true) {
  assert.deepEqual(kind.faultsOf({ ...settings }), [])
  const courier = kind.open({ ...settings }, 4, { allowPrivate, allowPrivateDevices: false })
  open.push(courier)
  return courier
}

const meta = { version: 'v23.0', phoneNumberId: '106540352242922', accessToken: 'hush' }

test('a text or a template goes to WhatsApp, under the id of its send', async () => {
  const peer = await newPeer(() => ({ status: 200, body: '{"messages": [{"id": "wamid.1"}]}' }))
  const courier = courierOf(whatsappCloud, { ...meta, url: peer.url })
  const text = message()
  assert.deepEqual(await courier.deliver(text), { kind: 'accepted', reference: 'wamid.1' })
  const components = [{ type: 'body', parameters: [{ type: 'text', text: 'Ada' }] }]
  await courier.deliver(message({ payload: { template: { name: 'order', language: 'sv', components } } }))
  const [first, second] = peer.posted
  assert.deepEqual(
    [first!.path, first!.headers.authorization],
    ['/v23.0/106540352242922/messages', 'Bearer hush'],
  )
  assert.deepEqual(JSON.parse(first!.text), {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: '46701234567',
    biz_opaque_callback_data: text.sendId,
    type: 'text',
    text: { preview_url: false, body: 'Hello' },
  })
  const { type, template } = JSON.parse(second!.text)
  assert.deepEqual([type, template], ['template', { name: 'order', language: { code: 'sv' }, components }])
})

test('what WhatsApp answers says whether it has the message, will never have it, or nobody knows', async () => {
  const peer = await newPeer()
  const courier = courierOf(whatsappCloud, { ...meta, url: peer.url })
  for (const [status, code, kind] of [
    [400, 131_009, 'refused'],
    [400, 130_429, 'unavailable'],
    [401, 190, 'unavailable'],
    [429, 80_007, 'unavailable'],
    [500, 131_000, 'unknown'],
    [503, 131_016, 'unavailable'],
  ] as const) {
    peer.answer = () => ({ status, body: JSON.stringify({ error: { code, message: 'no' } }) })
    assert.equal((await courier.deliver(message())).kind, kind, `${status} ${code}`)
  }
  const guarded = courierOf(whatsappCloud, { ...meta, url: peer.url }, false)
  assert.equal((await guarded.deliver(message())).kind, 'unavailable')
})

test('what Meta posts is believed when it is signed, and read: delivered, read, failed', () => {
  const sendId = newId()
  const status = (word: string, other: object = {}) => ({
    id: 'wamid.1',
    status: word,
    recipient_id: '46',
    ...other,
  })
  const statuses = [
    status('sent'),
    status('delivered', { biz_opaque_callback_data: sendId }),
    status('read'),
    status('failed', { errors: [{ code: 131_026, title: 'Message undeliverable' }] }),
    null,
  ]
  const body = {
    object: 'whatsapp_business_account',
    entry: [
      { id: '1', changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', statuses } }, 7] },
    ],
  }
  assert.deepEqual(whatsappCloud.readReports!({}, body), [
    { outcome: 'delivered', sendId },
    { outcome: 'read', reference: 'wamid.1' },
    { outcome: 'failed', reference: 'wamid.1', detail: '131026 Message undeliverable' },
  ])
  for (const odd of [
    null,
    7,
    [],
    { entry: 7 },
    { entry: [null, { changes: [{ value: { statuses: {} } }] }] },
  ])
    assert.deepEqual(whatsappCloud.readReports!({}, odd), [])

  const text = JSON.stringify(body)
  const signature = (secret: string) => `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`
  const isGenuine = (settings: object, header?: string) =>
    whatsappCloud.isPostedBy!({ ...settings }, header ? { 'x-hub-signature-256': header } : {}, text)
  assert.ok(isGenuine({ appSecret: 's' }, signature('s')))
  assert.ok(!isGenuine({ appSecret: 's' }, signature('t')))
  assert.ok(!isGenuine({ appSecret: 's' }))
  assert.ok(!isGenuine({}, signature('')))
})

test('Meta is told its challenge when it knows the word for it', () => {
  const ask = (token: string, settings: object = { verifyToken: 'word' }) =>
    whatsappCloud.answerChallenge!(
      { ...settings },
      { 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': '1158201444' },
    )
  assert.deepEqual([ask('word'), ask('other'), ask('undefined', {})], ['1158201444', undefined, undefined])
})

test('a message for the company is posted signed, under the id of its send', async () => {
  const peer = await newPeer(() => ({ status: 204 }))
  const secret = newSigningSecret()
  const courier = courierOf(companyWebhook, { url: `${peer.url}/bot`, secret })
  const one = message({ channel: 'webhook', payload: { room: 'a' } })
  assert.deepEqual(await courier.deliver(one), { kind: 'accepted', reference: null })
  const [posted] = peer.posted
  assert.equal(posted!.headers['webhook-id'], one.sendId)
  const read = new Webhook(secret).verify(posted!.text, posted!.headers as Record<string, string>)
  assert.deepEqual(read, {
    type: 'message',
    sendId: one.sendId,
    contactId: one.contactId,
    subject: null,
    text: 'Hello',
    payload: { room: 'a' },
  })
  for (const [status, kind] of [
    [400, 'refused'],
    [429, 'unavailable'],
    [302, 'unknown'],
    [500, 'unknown'],
  ] as const) {
    peer.answer = () => ({ status })
    assert.equal((await courier.deliver(one)).kind, kind, `${status}`)
  }
})

test('settings that cannot work are refused, each with its name', () => {
  const fields = (kind: CourierKind, settings: object) =>
    kind.faultsOf({ ...settings }).map(({ field }) => field)
  assert.deepEqual(fields(companyWebhook, { url: 'ftp://x', secret: 'short' }), [
    'settings.url',
    'settings.secret',
  ])
  assert.deepEqual(fields(whatsappCloud, { version: '23', phoneNumberId: '../x' }), [
    'settings.version',
    'settings.phoneNumberId',
    'settings.accessToken',
  ])
})
