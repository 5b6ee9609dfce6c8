import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { until } from '../../../../test/kit/eventually.ts'
import { newParleyCompany } from '../../../../test/kit/parley.ts'
import { newPeer } from '../../../../test/kit/peer.ts'
import { startTestSender } from '../../../../test/kit/sends.ts'
import { assertError } from '../../../../test/kit/webengage.ts'
import { createKey } from '../../../domain/accounts/create-key.ts'
import { newId } from '../../../kernel/ids.ts'
import { transact } from '../../../storage/database.ts'

const app = await testApp()
const { db, signal, clock, directory } = app.services
const sender = startTestSender({ db } as never, {}, undefined, { signal, clock })
after(async () => {
  await sender.stop()
  await app.close()
  assert.deepEqual(sender.errors, [])
})

interface Posted {
  readonly metadata: { readonly messageId: string }
  readonly email?: { readonly recipients: { readonly to: unknown } }
  readonly smsData?: { readonly toNumber: string }
  readonly whatsAppData?: { readonly toNumber: string }
}

const channels = {
  email: {
    kind: 'private-email',
    from: { address: 'shop@shop.example' },
    reply: { status: 'SUCCESS', statusCode: 1000 },
    template: { subject: 'Order {{token.id}}', text: 'Hello' },
    toOf: (posted: Posted) => posted.email?.recipients.to,
    to: [{ name: 'Ana', email: 'ana@example.org' }],
  },
  sms: {
    kind: 'private-sms',
    from: 'Shop',
    reply: { status: 'sms_accepted' },
    template: { text: 'Order {{token.id}}' },
    toOf: (posted: Posted) => posted.smsData?.toNumber,
    to: '+351912345678',
  },
  whatsapp: {
    kind: 'private-whatsapp',
    from: '+4680001',
    reply: { status: 'whatsapp_accepted', statusCode: 0 },
    template: { text: 'Order {{token.id}}' },
    toOf: (posted: Posted) => posted.whatsAppData?.toNumber,
    to: '+351912345678',
  },
} as const

/** A company with a private provider and a campaign of one channel, and a user who is reached on it. */
async function newProvided(channel: keyof typeof channels) {
  const company = await newParleyCompany(app)
  const { kind, from, reply, template } = channels[channel]
  const newKey = async (scopes: string[] = []) => {
    const { secret } = await transact(db, tx =>
      createKey(tx, company.tenant.id, { dialect: 'webengage', name: 'w', scopes }, 'test', new Date()),
    )
    await directory.refresh()
    return secret
  }
  const key = await newKey()
  const code = company.tenant.id.slice(-8)
  const call = (path: string, body: unknown, secret = key) =>
    company.call('POST', path.replace('{lc}', code), {
      headers: { apikey: undefined, authorization: `Bearer ${secret}` },
      body,
    })
  const peer = await newPeer(() => ({ status: 200, body: JSON.stringify(reply) }))
  const settings = { url: peer.url, headers: { 'x-key': 'hush' }, from }
  const provider = await company.get('POST', '/providers', { name: 'Own', channel, kind, settings })
  const made = await company.get('POST', '/templates', {
    name: 'T',
    channel,
    isTransactional: true,
    ...template,
  })
  const campaign = { name: 'order', kind: 'transactional', templateId: made.id }
  const { id } = await company.get('POST', '/campaigns', campaign)
  await company.get('POST', `/campaigns/${id}/start`, {})
  const user = { userId: 'u', firstName: 'Ana', email: 'ana@example.org', phone: '+351912345678' }
  await call('/v1/accounts/{lc}/users', { ...user, whatsappOptIn: true })
  const sent = async () => {
    const before = peer.posted.length
    const overrideData = { context: { token: { id: newId() } } }
    const answer = await call('/v2/accounts/{lc}/experiments/order/transaction', {
      userId: 'u',
      overrideData,
    })
    assert.equal(answer.status, 200, answer.text)
    await until(() => peer.posted.length > before)
    const posted = JSON.parse(peer.posted.at(-1)!.text) as Posted
    const sendId = posted.metadata.messageId
    await until(async () => (await company.get('GET', `/sends/${sendId}`)).state === 'sent')
    return { posted, sendId }
  }
  const notice = (
    body: unknown,
    secret?: string,
    providerId: string = provider.id,
    place: string = channel,
  ) => call(`/v1/accounts/{lc}/dsn/${place}/${providerId}`, body, secret)
  const stateOf = async (sendId: string) => {
    const { state, openedAt } = await company.get('GET', `/sends/${sendId}`)
    return openedAt === null ? state : `${state}, opened`
  }
  return { company, provider, peer, sent, notice, stateOf, newKey, call }
}

test('a message goes through a private provider, whose secrets are told no more', async () => {
  for (const channel of ['email', 'sms', 'whatsapp'] as const) {
    const { company, provider, peer, sent } = await newProvided(channel)
    assert.equal(provider.settings.headers, '***')
    assert.doesNotMatch(JSON.stringify(await company.get('GET', '/providers')), /hush/)
    const { posted } = await sent()
    assert.equal(peer.posted[0]!.headers['x-key'], 'hush')
    assert.deepEqual(channels[channel].toOf(posted), channels[channel].to)
  }
})

test('what a private provider tells moves the send, with a key or at the address that names it', async () => {
  for (const [channel, told, state] of [
    ['email', { event: 'SENT', statusCode: 1000 }, 'delivered'],
    ['email', { event: 'BOUNCE', statusCode: 9007, message: 'gone\0\ud800' }, 'bounced'],
    ['sms', { status: 'sms_sent', statusCode: 0, toNumber: '+351912345678' }, 'delivered'],
    ['sms', { status: 'sms_failed', statusCode: 2008 }, 'failed'],
    ['whatsapp', { status: 'whatsapp_sent', statusCode: 0, timestamp: 'x' }, 'delivered'],
    ['whatsapp', { status: 'whatsapp_read', statusCode: 0 }, 'delivered, opened'],
    ['whatsapp', { status: 'whatsapp_failed', statusCode: 2024, reason: 'no' }, 'failed'],
  ] as const) {
    const { company, provider, sent, notice, stateOf } = await newProvided(channel)
    const { sendId } = await sent()
    const body = { version: '1.0', messageId: sendId, ...told }
    for (const _twice of [1, 2]) {
      const answer = await notice(body)
      assert.deepEqual([answer.status, answer.body], [200, { response: { status: 'queued' } }], answer.text)
      assert.equal(await stateOf(sendId), state)
    }
    const { reportUrl } = await company.get('GET', `/providers/${provider.id}`)
    const other = await sent().catch(() => undefined)
    if (!other) continue // its address is suppressed now
    const url = new URL(reportUrl).pathname
    const payload = JSON.stringify({ ...body, messageId: other.sendId })
    assert.equal((await app.app.inject({ method: 'POST', url, payload })).statusCode, 204)
    assert.equal(await stateOf(other.sendId), state)
  }
})

test('who leaves by a private provider gets no more of the channel, and a complaint suppresses the address', async () => {
  const { company, sent, notice } = await newProvided('email')
  const { sendId } = await sent()
  const { contactId } = await company.get('GET', `/sends/${sendId}`)
  assert.equal((await notice({ messageId: sendId, event: 'UNSUBSCRIBE' })).status, 200)
  assert.equal((await company.get('GET', `/contacts/${contactId}`)).preferences.email, false)
  const row = await db
    .selectFrom('message_sends')
    .select('unsubscribed_at')
    .where('id', '=', sendId)
    .executeTakeFirst()
  assert.ok(row?.unsubscribed_at)
  assert.equal((await notice({ messageId: sendId, event: 'SPAM' })).status, 200)
  const [suppressed] = (await company.get('GET', '/suppressions')).items
  assert.deepEqual([suppressed.address, suppressed.reason], ['ana@example.org', 'complaint'])
})

test('a notification that breaks a rule is refused by its field, and one of an unknown message is taken', async () => {
  const { notice, sent, stateOf } = await newProvided('sms')
  const { sendId } = await sent()
  const good = { messageId: sendId, status: 'sms_sent' }
  assertError(await notice({ ...good, messageId: undefined }), 400, /messageId/)
  assertError(await notice({ ...good, messageId: 7 }), 400, /^Error: messageId must be/)
  assertError(await notice({ ...good, status: 'sms_flown' }), 400, /^Error: status must be one of sms_sent/)
  assertError(await notice({ ...good, statusCode: 'x' }), 400, /^Error: statusCode must be an integer$/)
  assertError(await notice({ ...good, message: 7 }), 400, /^Error: message must be/)
  assertError(await notice([]), 400, /body must be object/)
  assert.equal(await stateOf(sendId), 'sent')
  for (const messageId of [newId(), 'no id', '\0'])
    assert.equal((await notice({ ...good, messageId })).status, 200)
})

test('only a private provider of the channel, a key that may, and the own license code are heard', async () => {
  const { notice, company, provider, newKey, sent, stateOf } = await newProvided('sms')
  const { sendId } = await sent()
  const body = { messageId: sendId, status: 'sms_sent' }
  assertError(await notice(body, undefined, newId()), 404, 'Not Found')
  assertError(await notice(body, undefined, 'odd'), 404, 'Not Found')
  assertError(await notice(body, undefined, provider.id, 'email'), 404, 'Not Found')
  const outbox = await company.get('POST', '/providers', { name: 'O', channel: 'sms', kind: 'outbox' })
  assertError(await notice(body, undefined, outbox.id), 404, 'Not Found')
  assertError(await notice(body, await newKey(['data-ingestion:write'])), 401, 'Unauthorized')
  const stranger = await newProvided('sms')
  assertError(await stranger.notice(body, undefined, provider.id), 404, 'Not Found')
  assert.equal((await stranger.notice(body)).status, 200)
  assert.equal(await stateOf(sendId), 'sent')
  assert.equal((await notice(body, await newKey(['campaign-execution:*']))).status, 200)
  assert.equal(await stateOf(sendId), 'delivered')
})

test('a user without an address is reached by the hashed one, where only private providers carry the channel', async () => {
  const hashed = { userId: 'h', hashedEmail: 'enc:9f3c', hashedPhone: 'enc:0ab1', whatsappOptIn: true }
  for (const channel of ['email', 'sms', 'whatsapp'] as const) {
    const { company, call, peer } = await newProvided(channel)
    await call('/v1/accounts/{lc}/users', hashed)
    const order = () =>
      call('/v2/accounts/{lc}/experiments/order/transaction', {
        userId: 'h',
        overrideData: { context: { token: { id: newId() } } },
      })
    assert.equal((await order()).status, 200)
    await until(() => peer.posted.length > 0)
    const posted = JSON.parse(peer.posted[0]!.text) as Posted
    const to = channel === 'email' ? [{ name: '', email: 'enc:9f3c' }] : 'enc:0ab1'
    assert.deepEqual(channels[channel].toOf(posted), to)
    const sendId = posted.metadata.messageId
    await until(async () => (await company.get('GET', `/sends/${sendId}`)).state === 'sent')

    const address = channel === 'email' ? 'enc:9f3c' : 'enc:0ab1'
    const send = await company.get('GET', `/sends/${sendId}`)
    assert.equal(send.address, address)
    if (channel !== 'sms') continue
    const settings = { url: peer.url, from: 'Shop', body: '{}' }
    await company.get('POST', '/providers', { name: 'Else', channel, kind: 'sms-http', settings })
    assertError(await order(), 412, /cannot be reached/)
  }
})
