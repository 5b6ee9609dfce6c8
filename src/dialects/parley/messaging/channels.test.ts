import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { newBrowser } from '../../../../test/kit/browser.ts'
import { until } from '../../../../test/kit/eventually.ts'
import {
  assertProblem,
  newParleyCompany,
  newParleyContact,
  type ParleyCompany,
} from '../../../../test/kit/parley.ts'
import { newPeer } from '../../../../test/kit/peer.ts'
import { statusMail } from '../../../../test/kit/returned-mail.ts'
import { withSender } from '../../../../test/kit/sends.ts'
import { newSigningSecret } from '../../../domain/webhooks/signature.ts'

const app = await testApp()
const { db } = app.services
withSender(app)

/** Sends a template to a contact, and answers the send once it is at an end. */
async function send({ get }: ParleyCompany, contactId: string, template: object, channel: string) {
  const whole = { name: 'News', channel, text: 'Hello {{ contact.firstName | default: "you" }}', ...template }
  const { id: templateId } = await get('POST', '/templates', whole)
  const { id } = await get('POST', '/sends', { contactId, templateId })
  await until(async () => !['queued', 'sending'].includes((await get('GET', `/sends/${id}`)).state))
  return get('GET', `/sends/${id}`)
}

const outcomeOf = async (...given: Parameters<typeof send>) => {
  const { state, reason } = await send(...given)
  return [state, reason]
}

test('a browser is kept for a contact, gets what is sent, and is forgotten when it is gone', async () => {
  const company = await newParleyCompany(app)
  const { get, ask } = company
  const peer = await newPeer(() => ({ status: 201 }))
  const browser = newBrowser()
  const provider = await get('POST', '/providers', {
    name: 'Push',
    channel: 'webPush',
    kind: 'web-push',
    settings: { subject: 'mailto:shop@shop.example' },
  })
  assert.match(provider.settings.publicKey, /^[\w-]{87}$/)
  assert.equal(provider.settings.privateKey, '***')
  const contactId = await newParleyContact(company, { firstName: 'Ada' })
  assert.deepEqual(await outcomeOf(company, contactId, {}, 'webPush'), ['suppressed', 'address-missing'])

  const device = { channel: 'webPush', address: `${peer.url}/a`, keys: browser.keys, label: 'Phone' }
  const kept = await get('POST', `/contacts/${contactId}/devices`, device)
  assert.deepEqual((await get('GET', `/contacts/${contactId}/devices`)).items, [kept])
  const template = {
    subject: 'Hi {{ contact.firstName }}',
    payload: { url: 'https://shop.example/{{ contact.id }}', tag: 'a' },
    tracksLinks: true,
  }
  const sent = await send(company, contactId, template, 'webPush')
  assert.deepEqual([sent.state, sent.address, sent.providerId], ['sent', device.address, provider.id])
  const shown = JSON.parse(browser.decrypt(peer.posted[0]!.bytes))
  assert.deepEqual([shown.id, shown.title, shown.body, shown.tag], [sent.id, 'Hi Ada', 'Hello Ada', 'a'])
  const path = new URL(shown.url).pathname + new URL(shown.url).search
  const followed = await app.app.inject({ method: 'GET', url: path })
  assert.equal(followed.headers.location, `https://shop.example/${contactId}`)

  const reports = [{ sendId: sent.id, outcome: 'dismissed' }]
  for (let n = 0; n < 2; n++)
    assert.equal((await get('POST', `/providers/${provider.id}/reports`, { reports })).known, 1)
  const told = (await get('GET', `/contacts/${contactId}/timeline?types=message.dismissed`)).items
  assert.equal(told.length, 1, 'what is said twice is told once')

  peer.answer = () => ({ status: 410 })
  assert.deepEqual(await outcomeOf(company, contactId, {}, 'webPush'), ['bounced', 'address-refused'])
  assert.deepEqual((await get('GET', `/contacts/${contactId}/devices`)).items, [])
  assert.deepEqual((await get('GET', '/suppressions')).items, [])
  const facts = (await get('GET', `/contacts/${contactId}/timeline?limit=100`)).items
  assert.deepEqual(
    facts
      .map(({ type }: { type: string }) => type)
      .filter((type: string) => type.startsWith('device.'))
      .sort(),
    ['device.added', 'device.removed'],
  )
  await get('POST', `/contacts/${contactId}/devices`, device)
  await get('PATCH', `/contacts/${contactId}`, { preferences: { webPush: false } })
  assert.deepEqual(await outcomeOf(company, contactId, {}, 'webPush'), ['suppressed', 'preference-refused'])
  assert.equal((await ask('GET', `/contacts/${contactId}/devices`)).body.items.length, 1)
})

test('a device is one contact’s; of many the oldest go; what is none is refused', async () => {
  const company = await newParleyCompany(app)
  const { get, ask } = company
  const [one, other] = [await newParleyContact(company), await newParleyContact(company)]
  const add = (contactId: string, address: string) =>
    get('POST', `/contacts/${contactId}/devices`, { channel: 'push', address })
  const { id } = await add(one, 'token-0')
  assert.equal((await add(other, 'token-0')).id, id)
  assert.deepEqual((await get('GET', `/contacts/${one}/devices`)).items, [])
  assertProblem(await ask('DELETE', `/contacts/${one}/devices/${id}`), 404, 'device-not-found')
  assert.equal((await ask('DELETE', `/contacts/${other}/devices/${id}`)).status, 204)
  for (let n = 0; n < 12; n++) await add(one, `token-${n}`)
  const { items } = await get('GET', `/contacts/${one}/devices`)
  assert.deepEqual(
    items.map(({ address }: { address: string }) => address),
    [11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map(n => `token-${n}`),
  )
  const { keys } = newBrowser()
  for (const [body, fields] of [
    [{ channel: 'email', address: 'a' }, ['channel']],
    [{ channel: 'push', address: 'a b' }, ['address']],
    [{ channel: 'push', address: 'a', keys }, ['keys']],
    [{ channel: 'webPush', address: 'ftp://a.example', keys }, ['address']],
    [
      { channel: 'webPush', address: 'https://a.example', keys: { ...keys, p256dh: 'B'.repeat(87) } },
      ['keys'],
    ],
    [{ channel: 'webPush', address: 'https://a.example' }, ['keys']],
  ] as const) {
    const refused = await ask('POST', `/contacts/${one}/devices`, { body })
    assertProblem(refused, 422, 'device-invalid')
    assert.deepEqual(
      refused.body.errors.map(({ field }: { field: string }) => field),
      fields,
    )
  }
  assertProblem(
    await ask('POST', `/contacts/${id}/devices`, { body: { channel: 'push', address: 'a' } }),
    404,
    'contact-not-found',
  )
})

test('WhatsApp is for those who asked for it, and tells what became of a message', async () => {
  const company = await newParleyCompany(app)
  const { get } = company
  let report: (sendId: string, status: string) => Promise<number> = async () => 0
  const peer = await newPeer(async ({ text }) => {
    // The report overtakes the answer.
    assert.equal(await report(JSON.parse(text).biz_opaque_callback_data, 'delivered'), 204)
    return { status: 200, body: '{"messages": [{"id": "wamid.1"}]}' }
  })
  const settings = {
    url: peer.url,
    phoneNumberId: '1',
    accessToken: 'a',
    appSecret: 'secret',
    verifyToken: 'word',
  }
  const { id: providerId } = await get('POST', '/providers', {
    name: 'Meta',
    channel: 'whatsapp',
    kind: 'whatsapp-cloud',
    settings,
  })
  const { pathname: url } = new URL((await get('GET', `/providers/${providerId}`)).reportUrl)
  const post = (payload: string, signature: string) =>
    app.app.inject({ method: 'POST', url, payload, headers: { 'x-hub-signature-256': signature } })
  report = async (sendId, status) => {
    const statuses = [{ id: 'wamid.1', status, biz_opaque_callback_data: sendId }]
    const payload = JSON.stringify({ entry: [{ changes: [{ value: { statuses } }] }] })
    return (await post(payload, `sha256=${createHmac('sha256', 'secret').update(payload).digest('hex')}`))
      .statusCode
  }
  const challenge = (word: string) =>
    app.app.inject({
      method: 'GET',
      url: `${url}?hub.mode=subscribe&hub.verify_token=${word}&hub.challenge=42`,
    })
  assert.deepEqual([(await challenge('word')).body, (await challenge('x')).statusCode], ['42', 404])
  assert.equal((await post('{}', 'sha256=00')).statusCode, 401)

  const contactId = await newParleyContact(company, { mobilePhone: '+46701234567' })
  assert.deepEqual(await outcomeOf(company, contactId, {}, 'whatsapp'), ['suppressed', 'preference-missing'])
  await get('PATCH', `/contacts/${contactId}`, { preferences: { whatsapp: true } })
  const payload = { template: { name: 'order', language: 'sv', components: [{ text: '{{ contact.id }}' }] } }
  const sent = await send(company, contactId, { text: null, payload }, 'whatsapp')
  assert.deepEqual([sent.state, sent.openedAt], ['delivered', null])
  await until(async () => (await get('GET', `/sends/${sent.id}`)).reference === 'wamid.1')
  assert.deepEqual(JSON.parse(peer.posted[0]!.text).template.components, [{ text: contactId }])
  assert.equal(await report(sent.id, 'read'), 204)
  const read = await get('GET', `/sends/${sent.id}`)
  assert.ok(read.state === 'delivered' && read.openedAt !== null && read.sentAt !== null)
  const types = (
    await db
      .selectFrom('events')
      .select('type')
      .where('tenant_id', '=', company.tenant.id)
      .where('type', 'like', 'message.%')
      .orderBy('seq')
      .execute()
  ).map(({ type }) => type)
  assert.deepEqual(types.sort(), [
    'message.delivered',
    'message.opened',
    'message.queued',
    'message.queued',
    'message.sent',
    'message.suppressed',
  ])
})

test('a message for the company is for each contact, but for those without the consent that it asks for', async () => {
  const company = await newParleyCompany(app)
  const { get } = company
  const peer = await newPeer(() => ({ status: 200 }))
  const settings = { url: peer.url, secret: newSigningSecret() }
  await get('POST', '/providers', { name: 'Bot', channel: 'webhook', kind: 'webhook', settings })
  const contactId = await newParleyContact(company)
  const template = { text: null, payload: { who: '{{ contact.id }}', list: [1, '{{ message.id }}'] } }
  const sent = await send(company, contactId, template, 'webhook')
  assert.equal(sent.state, 'sent')
  assert.deepEqual(JSON.parse(peer.posted[0]!.text).payload, { who: contactId, list: [1, sent.id] })
  assert.deepEqual(
    await outcomeOf(company, contactId, { ...template, consentIds: ['profiling'] }, 'webhook'),
    ['suppressed', 'consent-missing'],
  )
})

test('a mail that came back is taken: what it tells of a send, or nothing', async () => {
  const company = await newParleyCompany(app)
  const { get, ask } = company
  const contactId = await newParleyContact(company, { email: 'ada@example.com' })
  const template = { subject: 'News', isTransactional: true }
  const { id: sendId, address } = await send(company, contactId, template, 'email')
  const settings = { host: 'mail.example.com', from: { address: 'shop@shop.example' } }
  const { id } = await get('POST', '/providers', { name: 'Mail', channel: 'email', kind: 'smtp', settings })
  await db.updateTable('message_sends').set({ provider_id: id }).where('id', '=', sendId).execute()
  const take = (mail: string, encoding?: 'text') =>
    get('POST', `/providers/${id}/bounces`, { mail, ...(encoding && { encoding }) })
  assert.deepEqual(await take('Subject: I am away\r\n\r\nBack soon', 'text'), { reports: 0, known: 0 })
  assert.deepEqual(await take('no mail'), { reports: 0, known: 0 })
  const mail = Buffer.from(statusMail({ sendId })).toString('base64')
  assert.deepEqual(await take(mail), { reports: 1, known: 1 })
  assert.deepEqual(await take(mail), { reports: 1, known: 1 })
  const bounced = await get('GET', `/sends/${sendId}`)
  assert.deepEqual([bounced.state, bounced.reason], ['bounced', 'not-delivered'])
  assert.deepEqual(
    (await get('GET', '/suppressions')).items.map((each: { address: string }) => each.address),
    [address],
  )
  assertProblem(
    await ask('POST', `/providers/${sendId}/bounces`, { body: { mail } }),
    404,
    'provider-not-found',
  )
})

test('without a provider every channel captures, also in a campaign', async () => {
  const company = await newParleyCompany(app)
  const { get } = company
  const contactId = await newParleyContact(company, { mobilePhone: '+46701234567' })
  await get('PATCH', `/contacts/${contactId}`, { preferences: { whatsapp: true } })
  await get('POST', `/contacts/${contactId}/devices`, { channel: 'push', address: 'token' })
  const { keys } = newBrowser()
  await get('POST', `/contacts/${contactId}/devices`, {
    channel: 'webPush',
    address: 'https://push.example/a',
    keys,
  })
  for (const channel of ['whatsapp', 'push', 'webPush', 'webhook']) {
    const { id: templateId } = await get('POST', '/templates', { name: 'x', channel, text: 'Hi' })
    const { id } = await get('POST', '/campaigns', { name: 'x', kind: 'transactional', templateId })
    await get('POST', `/campaigns/${id}/start`, {})
    await get('POST', `/campaigns/${id}/sends`, { contactId, dedupeKey: 'a' })
  }
  await until(async () => (await get('GET', '/outbox')).items.length === 4)
  const { items } = await get('GET', '/outbox')
  assert.deepEqual(
    items.map(({ channel, to }: { channel: string; to: string }) => [channel, to]).toReversed(),
    [
      ['whatsapp', '+46701234567'],
      ['push', 'token'],
      ['webPush', 'https://push.example/a'],
      ['webhook', contactId],
    ],
  )
})

test('parts that a channel has not, and payloads that cannot work, are refused at their place', async () => {
  const { ask } = await newParleyCompany(app)
  for (const [template, field] of [
    [{ channel: 'push', text: 'x', html: '<p>' }, 'html'],
    [{ channel: 'sms', text: 'x', payload: {} }, 'payload'],
    [{ channel: 'webPush', subject: 'x' }, 'text'],
    [{ channel: 'webhook' }, 'text'],
    [{ channel: 'whatsapp', payload: { template: { name: 'a' } } }, 'payload'],
    [{ channel: 'webhook', payload: { a: ['{{ oops'] } }, 'payload/a/0'],
    [{ channel: 'webhook', payload: { a: '{{ nobody.knows }}' } }, 'variables'],
    [{ channel: 'webhook', payload: { a: Array(501).fill('x') } }, 'payload'],
  ] as const) {
    const refused = await ask('POST', '/templates', { body: { name: 'x', ...template } })
    assertProblem(refused, 422, 'template-invalid')
    assert.equal(refused.body.errors[0].field, field)
  }
})

test('a text of a payload that ends the rendering of all is told, and sends nothing', async () => {
  const company = await newParleyCompany(app)
  const contactId = await newParleyContact(company)
  const payload = { a: '{% break %}', b: 'x' }
  assert.deepEqual(await outcomeOf(company, contactId, { text: null, payload }, 'webhook'), [
    'failed',
    'template-broken',
  ])
})
