import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { newParleyCompany } from '../../../../test/kit/parley.ts'
import { assertError, contactOf } from '../../../../test/kit/webengage.ts'
import { createKey } from '../../../domain/accounts/create-key.ts'
import { moveTransactions } from '../../../domain/messaging/move-transactions.ts'
import { prepareSends } from '../../../domain/messaging/prepare-sends.ts'
import { originOf } from '../../../domain/messaging/send.ts'
import { transact } from '../../../storage/database.ts'
import { transactionsPlace } from '../rate-limits.ts'

const app = await testApp()
after(app.close)
const { db } = app.services

/** A company with an e-mail and an SMS campaign that run, and a user. */
async function newCampaigns(on = app) {
  const company = await newParleyCompany(on)
  const { db, directory } = on.services
  const { secret } = await transact(db, tx =>
    createKey(tx, company.tenant.id, { dialect: 'webengage', name: 'w' }, 'test', new Date()),
  )
  await directory.refresh()
  const code = company.tenant.id.slice(-8)
  const call = (path: string, body: unknown) =>
    company.call('POST', path.replace('{lc}', code), {
      headers: { apikey: undefined, authorization: `Bearer ${secret}` },
      body,
    })
  const campaign = async (name: string, template: object) => {
    const made = await company.get('POST', '/templates', { name, isTransactional: true, ...template })
    const { id } = await company.get('POST', '/campaigns', {
      name,
      kind: 'transactional',
      templateId: made.id,
    })
    await company.get('POST', `/campaigns/${id}/start`, {})
    return id as string
  }
  const email = await campaign('~3abc12d', {
    channel: 'email',
    subject: "Hi {{ user['system']['first_name'] }}, order {{token.order.id}}",
    text: "{{ token.at | we_date: 'DD MMM YYYY' }} {{ user['custom']['Plan'] }} {{ user['cuid'] }}",
  })
  const sms = await campaign('otp', { channel: 'sms', text: 'Code {{token.otp}}' })
  await call('/v1/accounts/{lc}/users', {
    userId: 'u-77',
    firstName: 'Ana',
    email: 'ana@example.org',
    attributes: { Plan: 'pro' },
  })
  const rows = () =>
    db
      .selectFrom('message_sends')
      .selectAll()
      .where('tenant_id', '=', company.tenant.id)
      .orderBy('id')
      .execute()
  return {
    company,
    call,
    email,
    sms,
    rows,
    one: (id: string) => `/v2/accounts/{lc}/experiments/${id}/transaction`,
  }
}

const token = { order: { id: 12 }, at: '2026-05-01T10:00:00+0000', otp: '0042' }
const order = { userId: 'u-77', overrideData: { context: { token } } }

test('a message of a campaign is queued under its id or name, and rendered in the notation of the vendor', async () => {
  const { company, call, email, rows, one } = await newCampaigns()
  const answer = await call(one('~3abc12d'), { ...order, txnId: 'inv-9', ttl: 300 })
  assert.equal(answer.status, 200, answer.text)
  const data = { txnId: 'inv-9', experimentId: '~3abc12d', userId: 'u-77', ttl: 300 }
  assert.deepEqual(answer.body, { response: { data } })
  const other = { ...order, overrideData: { ...order.overrideData, email: 'Other@example.org' } }
  const generated = (await call(one(email), other)).body.response.data.txnId
  assert.match(generated, /^0{5}[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)

  const sends = (await rows()).map(row => ({
    tenantId: row.tenant_id,
    id: row.id,
    contactId: row.contact_id,
    templateId: row.template_id,
    channel: 'email' as const,
    laneId: row.lane_id,
    origin: originOf(row),
    context: row.context as Record<string, unknown>,
    tries: 0,
    providerId: null,
    expiresAt: row.expires_at,
    leasedUntil: new Date(),
  }))
  const { ready, unfit } = await prepareSends(db, company.tenant.id, sends, 'http://parley', new Date())
  assert.deepEqual(unfit, [])
  assert.deepEqual(
    ready.map(({ message }) => [message.to, message.subject, message.text]),
    [
      ['ana@example.org', 'Hi Ana, order 12', '01 May 2026 pro u-77'],
      ['other@example.org', 'Hi Ana, order 12', '01 May 2026 pro u-77'],
    ],
  )
})

test('within the window of its dedupe the same request is the first one', async () => {
  const { call, rows, one } = await newCampaigns()
  const send = (more: object) => call(one('~3abc12d'), { ...order, dedupe: { ttl: 600 }, ...more })
  const first = (await send({})).body.response.data.txnId
  const mixed = { at: token.at, otp: token.otp, order: { id: 12 } }
  assert.equal((await send({ overrideData: { context: { token: mixed } } })).body.response.data.txnId, first)
  assert.notEqual(
    (await send({ overrideData: { context: { token: { ...token, otp: '1' } } } })).body.response.data.txnId,
    first,
  )
  await send({ txnId: 'a' })
  await send({ txnId: 'a', overrideData: { context: { token: { ...token, otp: '2' } } } })
  assert.equal((await rows()).length, 3)
})

test('who is unknown, what is unknown, what is paused and who is unreachable is refused', async () => {
  const { company, call, email, sms, one, rows } = await newCampaigns()
  assertError(await call(one(email), { ...order, userId: 'nobody' }), 404, /There is no user nobody/)
  assertError(await call(one('~unheard'), order), 404, /There is no campaign ~unheard/)
  assertError(await call(one(sms), order), 412, /cannot be reached/)
  await call('/v1/accounts/{lc}/users', { userId: 'u-77', emailOptIn: false })
  assertError(await call(one(email), order), 412, /cannot be reached/)
  await call('/v1/accounts/{lc}/users', { userId: 'u-77', emailOptIn: true })
  await company.get('POST', '/suppressions', { channel: 'email', address: 'ana@example.org' })
  assertError(await call(one(email), order), 412, /cannot be reached/)
  await company.get('POST', `/campaigns/${email}/pause`, {})
  assertError(await call(one(email), { ...order, overrideData: { email: 'x@example.org' } }), 412, /paused/)
  assert.deepEqual(await rows(), [])
})

test('each field that is wrong is named', async () => {
  const { call, email, one } = await newCampaigns()
  const wrong: [object, RegExp][] = [
    [{ userId: undefined }, /^Error: userId is required/],
    [{ userId: 7 }, /^Error: userId must be string/],
    [{ ttl: 0 }, /^Error: ttl must be/],
    [{ ttl: '60' }, /^Error: ttl must be/],
    [{ dedupe: { ttl: 4 } }, /^Error: dedupe\.ttl must be/],
    [{ dedupe: { ttl: 1801 } }, /^Error: dedupe\.ttl must be/],
    [{ txnId: '' }, /^Error: txnId must/],
    [{ overrideData: { email: 'x' } }, /^Error: overrideData\.email must be/],
    [{ overrideData: { phone: 'x' } }, /^Error: overrideData\.phone must be/],
    [{ overrideData: { context: { token: 'x' } } }, /^Error: overrideData\.context\.token must be/],
    [
      { overrideData: { context: { token: { s: '\u0000' } } } },
      /^Error: overrideData\.context\.token\.s must/,
    ],
  ]
  for (const [more, message] of wrong)
    assertError(await call(one(email), { ...order, ...more }), 400, message)
})

test('several campaigns are all sent, or the next when the one before came to nothing', async () => {
  const { company, call, email, sms, rows } = await newCampaigns()
  await call('/v1/accounts/{lc}/users', { userId: 'u-77', phone: '+351912345678' })
  const several = (mode: string, ids = [email, sms]) =>
    `/v2/accounts/{lc}/transaction?${ids.map(id => `campaignIds=${id}`).join('&')}&mode=${mode}`
  const all = await call(several('all'), { ...order, txnId: 't' })
  assert.deepEqual(all.body.response.data, {
    txnId: 't',
    experimentId: email,
    campaignIds: [email, sms],
    mode: 'all',
    userId: 'u-77',
    ttl: 120,
  })
  assert.equal((await rows()).length, 2)

  const mark = (state: string) =>
    db.updateTable('message_sends').set({ state }).where('tenant_id', '=', company.tenant.id).execute()
  const move = () => moveTransactions(db, assert.ifError)
  await call(several('fallback_on_attempt_failure'), order)
  assert.equal((await rows()).length, 3)
  await move()
  assert.equal((await rows()).length, 3)
  await mark('failed')
  await move()
  await move()
  const channels = (await rows()).map(row => row.channel)
  assert.deepEqual(channels, ['email', 'sms', 'email', 'sms'])

  await call(several('fallback_on_delivery_failure'), order)
  await mark('sent')
  await move()
  assert.equal((await rows()).length, 5)
  await mark('delivered')
  await move()
  await mark('failed')
  await move()
  assert.equal((await rows()).length, 5)
  assertError(await call(several('some'), order), 400, /^Error: mode /)
  assertError(
    await call('/v2/accounts/{lc}/transaction?mode=all', order),
    400,
    /^Error: campaignIds is required/,
  )
})

test('each message of a call counts, also one that stands in for another later', async () => {
  let wallMs = Date.now()
  const limited = await testApp({ rateLimits: true, wallMs: () => wallMs })
  try {
    const { company, call, email, sms, one } = await newCampaigns(limited)
    await call('/v1/accounts/{lc}/users', { userId: 'u-77', phone: '+351912345678' })
    const several = (mode: string) =>
      `/v2/accounts/{lc}/transaction?campaignIds=${email}&campaignIds=${sms}&mode=${mode}`
    wallMs += 60_000 - (wallMs % 60_000)
    const left = async (path: string) => Number((await call(path, order)).headers['x-ratelimit-remaining'])
    const { minuteLimits } = limited.services
    assert.equal(await left(several('all')), 99)
    assert.equal(await left(several('fallback_on_attempt_failure')), 97)
    await limited.services.db
      .updateTable('message_sends')
      .set({ state: 'failed' })
      .where('tenant_id', '=', company.tenant.id)
      .execute()
    const count = (tenantId: string) => minuteLimits.add(tenantId, transactionsPlace, 1)
    await moveTransactions(limited.services.db, assert.ifError, count)
    assert.equal(await left(one(email)), 95)
    minuteLimits.add(company.tenant.id, transactionsPlace, 95)
    assertError(await call(one(email), order), 429, 'Rate limit exceeded.')
  } finally {
    await limited.close()
  }
})

test('what is to be tracked is noted once the messages are queued', async () => {
  const { company, call, email, rows } = await newCampaigns()
  const path = `/v2/accounts/{lc}/transaction?campaignIds=${email}&mode=all`
  const trackConfig = { eventName: 'otp_sent', updateUser: { lastName: 'Lima', attributes: { sent: 1 } } }
  const answer = await call(path, { ...order, txnId: 't', trackConfig })
  assert.equal(answer.status, 200, answer.text)
  const { attributes } = await contactOf(app, company, 'u-77')
  assert.deepEqual([attributes.lastName, attributes.sent, attributes.Plan], ['Lima', 1, 'pro'])
  const { payload } = await db
    .selectFrom('interactions')
    .select('payload')
    .where('tenant_id', '=', company.tenant.id)
    .executeTakeFirstOrThrow()
  assert.deepEqual(payload, {
    'order.id': 12,
    at: '2026-05-01T10:00:00.000Z',
    otp: '0042',
    txnId: 't',
    ttl: 120,
  })
  assert.equal((await call(path, { ...order, trackConfig: { eventName: 'we_sent' } })).status, 200)
  const { count } = await db
    .selectFrom('interactions')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('tenant_id', '=', company.tenant.id)
    .executeTakeFirstOrThrow()
  assert.equal(Number(count), 1, 'names of the vendor are passed over')
  const wrong = { eventName: 'otp_sent', updateUser: { email: 'x', birthDate: 'then' } }
  assertError(await call(path, { ...order, trackConfig: wrong }), 400, /trackConfig\.updateUser\.birthDate/)
  for (const [field, value] of [
    ['firstName', 5],
    ['email', 'nobody'],
    ['phone', '12'],
    ['attributes', 'x'],
  ] as const) {
    const broken = { ...order, trackConfig: { updateUser: { [field]: value, unheardOf: {} } } }
    assertError(await call(path, broken), 400, new RegExp(`^Error: trackConfig\\.updateUser\\.${field} must`))
  }
  assert.equal((await rows()).length, 2)
})
