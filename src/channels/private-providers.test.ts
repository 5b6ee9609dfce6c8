import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newPeer } from '../../test/kit/peer.ts'
import type { CourierKind, OutgoingMessage } from '../domain/messaging/courier.ts'
import { newId } from '../kernel/ids.ts'
import { privateEmail } from './private-email.ts'
import { readEmailReport, readSmsReport, readWhatsappReport } from './private-reports.ts'
import { privateSms } from './private-sms.ts'
import { privateWhatsapp } from './private-whatsapp.ts'

const open: { close(): void }[] = []
after(() => {
  for (const each of open) each.close()
})

const message = (other: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  sendId: newId(),
  contactId: newId(),
  channel: 'email',
  to: 'ada@example.com',
  toName: 'Ada Lovelace',
  devices: [],
  from: null,
  subject: 'Your lamp',
  html: '<p>Hello</p>',
  text: 'Hello',
  payload: null,
  headers: {},
  isTransactional: true,
  ...other,
})
const sms = (other: Partial<OutgoingMessage> = {}) =>
  message({ channel: 'sms', to: '+46701234567', subject: null, html: null, ...other })

function courierOf(kind: CourierKind, settings: object, allowPrivate = true) {
  assert.deepEqual(kind.faultsOf({ ...settings }), [])
  const courier = kind.open({ ...settings }, 4, { allowPrivate, allowPrivateDevices: false })
  open.push(courier)
  return courier
}

const shop = { address: 'shop@shop.example', name: 'Shop', replyTo: 'help@shop.example' }
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/

test('a mail is posted in the format of a private ESP, with the headers of the company', async () => {
  const peer = await newPeer(() => ({ status: 200, body: '{"status":"SUCCESS","statusCode":1000}' }))
  const headers = { 'X-Key': 'hush' }
  const courier = courierOf(privateEmail, { url: `${peer.url}/esp`, headers, from: shop })
  const unsubscribe = { 'List-Unsubscribe': '<https://a.example/u>' }
  const one = message({ isTransactional: false, headers: unsubscribe })
  assert.deepEqual(await courier.deliver(one), { kind: 'accepted', reference: null })
  const [posted] = peer.posted
  assert.deepEqual(
    [posted!.path, posted!.headers['x-key'], posted!.headers['content-type']],
    ['/esp', 'hush', 'application/json'],
  )
  const { metadata, ...rest } = JSON.parse(posted!.text)
  assert.deepEqual(rest, {
    version: '1.0',
    email: {
      from: 'shop@shop.example',
      fromName: 'Shop',
      replyTo: ['help@shop.example'],
      subject: 'Your lamp',
      text: 'Hello',
      html: '<p>Hello</p>',
      recipients: { to: [{ name: 'Ada Lovelace', email: 'ada@example.com' }], cc: [], bcc: [] },
      attachments: [],
    },
  })
  const { timestamp, ...facts } = metadata
  assert.ok(Math.abs(timestamp - Date.now() / 1000) < 60, `${timestamp} in seconds`)
  assert.deepEqual(facts, {
    campaignType: 'PROMOTIONAL',
    custom: { TrackerId: one.sendId, ...unsubscribe },
    messageId: one.sendId,
  })
})

test('an SMS is posted in the format of a private SSP, in India with the ids of its register', async () => {
  const peer = await newPeer(() => ({ status: 200, body: '{"status":"sms_accepted"}' }))
  const one = sms({ from: { address: 'LAMPS' } })
  const courier = courierOf(privateSms, { url: peer.url, from: 'Shop' })
  assert.deepEqual(await courier.deliver(one), { kind: 'accepted', reference: null })
  const dlt = { principalEntityId: '1101', contentTemplateId: '1707' }
  await courierOf(privateSms, { url: peer.url, from: 'Shop', ...dlt }).deliver(sms())
  const [first, second] = peer.posted.map(({ text }) => JSON.parse(text))
  const { timestamp, ...metadata } = first.metadata
  assert.match(timestamp, isoTime)
  assert.deepEqual(
    { ...first, metadata },
    {
      version: '1.0',
      smsData: { toNumber: '+46701234567', fromNumber: 'LAMPS', body: 'Hello' },
      metadata: { campaignType: 'TRANSACTIONAL', custom: { UUID: one.sendId }, messageId: one.sendId },
    },
  )
  assert.deepEqual(
    [second.version, second.smsData.fromNumber, second.metadata.indiaDLT],
    ['2.0', 'Shop', dlt],
  )
})

test('WhatsApp gets a text, or a template with its variables, its picture and what else the format has', async () => {
  const peer = await newPeer(() => ({ status: 200, body: '{"status":"whatsapp_accepted","statusCode":0}' }))
  const courier = courierOf(privateWhatsapp, { url: peer.url, from: '+4680001' })
  const text = sms({ channel: 'whatsapp' })
  assert.deepEqual(await courier.deliver(text), { kind: 'accepted', reference: null })
  const parameters = [
    { type: 'text', text: 'Ada' },
    { type: 'text', text: '12' },
  ]
  const components = [
    { type: 'header', parameters: [{ type: 'image', image: { link: 'https://a.example/l.png' } }] },
    { type: 'BODY', parameters },
    { type: 'button', sub_type: 'url', parameters: [{ type: 'text', text: 'lamp' }] },
    null,
    { type: 7, parameters: 'odd' },
  ]
  const template = { name: 'order', language: { code: 'sv' }, components }
  const payload = { template, templateData: { footer: 'Bye' } }
  await courier.deliver(sms({ channel: 'whatsapp', payload }))
  const [first, second] = peer.posted.map(({ text: body }) => JSON.parse(body))
  const { timestamp, ...metadata } = first.metadata
  assert.match(timestamp, isoTime)
  assert.deepEqual(
    { ...first, metadata },
    {
      version: '1.0',
      whatsAppData: {
        toNumber: '+46701234567',
        fromNumber: '+4680001',
        templateData: { templateName: '', language: '', type: 'TEXT', message: 'Hello' },
        customData: { UUID: text.sendId },
      },
      metadata: { campaignType: 'TRANSACTIONAL', messageId: text.sendId },
    },
  )
  assert.deepEqual(second.whatsAppData.templateData, {
    templateName: 'order',
    language: 'sv',
    type: 'IMAGE',
    mediaUrl: 'https://a.example/l.png',
    templateVariables: ['Ada', '12'],
    buttonUrlParam: 'lamp',
    footer: 'Bye',
  })
})

/** Of each code of the vendor's tables: what its HTTP status is, and how the hand-over ends. */
const codes: Readonly<Record<string, readonly (readonly [status: number, code: number, kind: string])[]>> = {
  'private-email': [
    [200, 9002, 'unavailable'],
    [403, 9003, 'unavailable'],
    [400, 9004, 'refused'],
    [400, 9005, 'refused'],
    [200, 9006, 'refused'],
    [200, 9007, 'refused, the address'],
    [200, 9008, 'refused'],
    [200, 9009, 'refused'],
    [200, 9010, 'refused, the address'],
    [400, 9011, 'refused'],
    [200, 9012, 'refused'],
    [200, 9013, 'refused'],
    [500, 9014, 'unavailable'],
    [401, 9015, 'unavailable'],
    [400, 9016, 'refused'],
    [400, 9017, 'refused'],
    [400, 9018, 'refused, the address'],
    [200, 9019, 'refused'],
    [500, 9020, 'unavailable'],
    [200, 9021, 'refused, the address'],
    [400, 9022, 'refused'],
    [403, 9024, 'unavailable'],
    [200, 9452, 'unavailable'],
    [200, 9512, 'unavailable'],
    [200, 9999, 'refused'],
  ],
  'private-sms': [
    [200, 2000, 'unavailable'],
    [401, 2001, 'unavailable'],
    [400, 2002, 'refused'],
    [400, 2003, 'refused, the address'],
    [400, 2004, 'refused'],
    [403, 2005, 'unavailable'],
    [403, 2006, 'refused'],
    [413, 2007, 'refused'],
    [200, 2008, 'refused'],
    [400, 2010, 'refused'],
    [401, 2011, 'unavailable'],
    [200, 2023, 'refused'],
    [403, 2022, 'refused'],
    [403, 3000, 'refused, the address'],
    [200, 9988, 'refused'],
  ],
  'private-whatsapp': [
    [429, 2015, 'unavailable'],
    [400, 2003, 'refused, the address'],
    [400, 2004, 'refused'],
    [200, 2006, 'refused, the address'],
    [200, 2021, 'refused'],
    [400, 2023, 'refused'],
    [200, 9988, 'refused'],
  ],
}
const kinds = [privateEmail, privateSms, privateWhatsapp]
const words: Readonly<Record<string, string>> = {
  'private-email': 'ERROR',
  'private-sms': 'sms_rejected',
  'private-whatsapp': 'whatsapp_rejected',
}
const fromOf = (kind: CourierKind) => (kind === privateEmail ? shop : '+4680001')

test('the code in an answer says whether the provider will ever have the message, and whose fault it is', async () => {
  const peer = await newPeer()
  for (const kind of kinds) {
    const courier = courierOf(kind, { url: peer.url, from: fromOf(kind) })
    for (const [status, code, expected] of codes[kind.name]!) {
      const reply = { status: words[kind.name], statusCode: code, message: 'no', supportedVersion: '9' }
      peer.answer = () => ({ status, body: JSON.stringify(reply) })
      const handover = await courier.deliver(kind === privateEmail ? message() : sms())
      const whose = handover.kind === 'refused' && handover.isAddress ? ', the address' : ''
      assert.equal(handover.kind + whose, expected, `${kind.name} ${code}`)
      assert.ok('detail' in handover)
      assert.equal(handover.detail, `${status} ${code} no (supports 9)`)
    }
  }
})

test('an answer in no documented form is read by its status, and nobody knows of a message after a good one', async () => {
  const peer = await newPeer()
  for (const kind of kinds) {
    const courier = courierOf(kind, { url: peer.url, from: fromOf(kind) })
    for (const [status, body, expected] of [
      [200, 'OK', 'unknown'],
      [200, '[]', 'unknown'],
      [200, '{"status":"SENT"}', 'unknown'],
      [500, JSON.stringify({ status: 'SUCCESS' }), 'unknown'],
      [302, '', 'unknown'],
      [500, '', 'unknown'],
      [400, 'null', 'refused'],
      [401, '', 'unavailable'],
      [503, '', 'unavailable'],
    ] as const) {
      peer.answer = () => ({ status, body })
      const handover = await courier.deliver(kind === privateEmail ? message() : sms())
      assert.equal(handover.kind, expected, `${kind.name} ${status} ${body}`)
    }
  }
})

test('a provider that is too busy is asked again at once, and is then not there', async () => {
  let busy = 2
  const peer = await newPeer(() =>
    busy-- > 0
      ? { status: 429, body: '{"status":"ERROR","statusCode":9001,"message":"slow"}' }
      : { status: 200, body: '{"status":"SUCCESS","statusCode":1000}' },
  )
  const courier = courierOf(privateEmail, { url: peer.url, from: shop })
  const one = message()
  assert.equal((await courier.deliver(one)).kind, 'accepted')
  assert.deepEqual(
    peer.posted.map(({ text }) => JSON.parse(text).metadata.messageId),
    [one.sendId, one.sendId, one.sendId],
  )
  busy = 1000
  peer.posted.length = 0
  assert.equal((await courier.deliver(message())).kind, 'unavailable')
  assert.equal(peer.posted.length, 6)
  const whatsapp = courierOf(privateWhatsapp, { url: peer.url, from: '+4680001' })
  peer.posted.length = 0
  assert.equal((await whatsapp.deliver(sms())).kind, 'unavailable')
  assert.equal(peer.posted.length, 1, 'minutes are for the queue')
})

test('a courier that is closed waits no more for one that is too busy', async () => {
  const peer = await newPeer(() => ({ status: 429 }))
  const courier = privateSms.open({ url: peer.url, from: 'Shop' }, 1, {
    allowPrivate: true,
    allowPrivateDevices: false,
  })
  const handover = courier.deliver(sms())
  while (peer.posted.length < 2) await new Promise(resolve => setImmediate(resolve))
  courier.close()
  assert.equal((await handover).kind, 'unavailable')
  assert.ok(peer.posted.length < 6)
})

test('a private provider is at a public address unless others are allowed', async () => {
  const peer = await newPeer()
  for (const kind of kinds) {
    const guarded = courierOf(kind, { url: peer.url, from: fromOf(kind) }, false)
    assert.equal((await guarded.deliver(kind === privateEmail ? message() : sms())).kind, 'unavailable')
  }
  assert.equal(peer.posted.length, 0)
})

test('settings that cannot work are refused, each with its name', () => {
  const fields = (kind: CourierKind, settings: object) =>
    kind.faultsOf({ ...settings }).map(({ field }) => field)
  const url = 'https://esp.example'
  assert.deepEqual(fields(privateEmail, {}), ['settings.url', 'settings.from'])
  assert.deepEqual(fields(privateEmail, { url: 'ftp://a', from: { address: 'no' } }), [
    'settings.url',
    'settings.from',
  ])
  assert.deepEqual(fields(privateSms, { url, from: 'a', principalEntityId: 7, other: 1 }), [
    'settings.other',
    'settings.principalEntityId',
  ])
  for (const headers of [
    { 'Content-Type': 'text/plain' },
    { host: 'a' },
    { 'a b': 'c' },
    { a: 'c\r\nd: e' },
    { a: '☃' },
    { a: 7 },
    [],
  ])
    assert.deepEqual(fields(privateWhatsapp, { url, from: '1', headers }), ['settings.headers'])
})

test('what a private provider tells is read in its format', () => {
  const messageId = newId()
  const told = (body: object) => ({ version: '1.0', messageId, ...body })
  for (const [read, body, expected] of [
    [readEmailReport, { event: 'SENT', statusCode: 1000 }, { outcome: 'delivered', detail: '1000' }],
    [readEmailReport, { event: 'DELIVERED', timestamp: 1 }, { outcome: 'delivered' }],
    [
      readEmailReport,
      { event: 'BOUNCE', statusCode: '9007', message: 'gone', email: 'a@b.example' },
      { outcome: 'bounced', isPermanent: true, detail: '9007 gone' },
    ],
    [
      readEmailReport,
      { event: 'BOUNCE', statusCode: 9019 },
      { outcome: 'bounced', isPermanent: false, detail: '9019' },
    ],
    [readEmailReport, { event: 'UNSUBSCRIBE' }, { outcome: 'unsubscribed' }],
    [readEmailReport, { event: 'SPAM' }, { outcome: 'complained' }],
    [
      readSmsReport,
      { status: 'sms_sent', statusCode: 0, smsCount: 2 },
      { outcome: 'delivered', detail: '0' },
    ],
    [readSmsReport, { status: 'sms_failed', statusCode: 2008 }, { outcome: 'failed', detail: '2008' }],
    [
      readSmsReport,
      { status: 'sms_failed', statusCode: 3000 },
      { outcome: 'bounced', isPermanent: true, detail: '3000' },
    ],
    [readWhatsappReport, { status: 'whatsapp_sent' }, { outcome: 'delivered' }],
    [readWhatsappReport, { status: 'whatsapp_read' }, { outcome: 'read' }],
    [
      readWhatsappReport,
      { status: 'whatsapp_failed', statusCode: 2024, reason: 'not opted in' },
      { outcome: 'failed', detail: '2024 not opted in' },
    ],
  ] as const)
    assert.deepEqual(read(told(body)), { reports: [{ sendId: messageId, ...expected }], faults: [] })

  const fields = (body: unknown) => readEmailReport(body).faults.map(({ field }) => field)
  assert.deepEqual(fields({}), ['messageId', 'event'])
  assert.deepEqual(fields({ messageId: 7, event: 'toString', statusCode: 1.5, message: {} }), [
    'messageId',
    'event',
    'statusCode',
    'message',
  ])
  for (const odd of [null, 7, 'text', []]) assert.deepEqual(fields(odd), ['body'])
})
