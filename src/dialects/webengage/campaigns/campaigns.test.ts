import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { settled, withSender } from '../../../../test/kit/sends.ts'
import { assertError, newAskedCompany } from '../../../../test/kit/webengage.ts'
import { unsubscribe } from '../../../domain/messaging/follow-link.ts'
import { forgetSends } from '../../../domain/messaging/forget-sends.ts'
import { moveTransactions } from '../../../domain/messaging/move-transactions.ts'
import { transact } from '../../../storage/database.ts'

const app = await testApp()
const { db } = app.services
withSender(app)

/** A company with two campaigns that run, and two users: one with an e-mail address and a phone number, one with the latter. */
async function newSending() {
  const { company, ask } = await newAskedCompany(app)
  const campaign = async (name: string, template: object): Promise<string> => {
    const made = await company.get('POST', '/templates', { name, isTransactional: true, ...template })
    const input = { name, kind: 'transactional', templateId: made.id }
    const { id } = await company.get('POST', '/campaigns', input)
    await company.get('POST', `/campaigns/${id}/start`, {})
    return id
  }
  const email = await campaign('~mail', {
    channel: 'email',
    subject: 'Order {{token.id}}',
    text: "Dear {{ user['system']['first_name'] }}, order {{token.id}}",
  })
  const sms = await campaign('~sms', { channel: 'sms', text: 'Order {{token.id}}' })
  const users = [
    { userId: 'ana', firstName: 'Ana', email: 'ana@example.org', phone: '+351912345678' },
    { userId: 'bo', firstName: 'Bo', phone: '+351912345679' },
  ]
  for (const user of users) await ask('POST', '/v1/accounts/{lc}/users', user)
  const send = async (userId: string, ids: readonly string[], token: object, more: object = {}) => {
    const query = ids.map(id => `campaignIds=${id}`).join('&')
    const path = `/v2/accounts/{lc}/transaction?${query}&mode=fallback_on_attempt_failure`
    const answer = await ask('POST', path, { userId, overrideData: { context: { token } }, ...more })
    assert.equal(answer.status, 200, answer.text)
  }
  return {
    company,
    ask,
    campaign,
    email,
    sms,
    send,
    settled: () => settled(db, company.tenant),
    audit: (uid: string, body?: unknown) =>
      ask('POST', `/v2/accounts/{lc}/campaign-audit?uid=${encodeURIComponent(uid)}`, body),
    stats: (id: string, query = '') => ask('GET', `/v1/accounts/{lc}/campaigns/${id}/stats${query}`),
    /** Lets campaigns stand in for those that came to nothing. */
    async fallBack() {
      while ((await moveTransactions(db, assert.ifError)) > 0) await settled(db, company.tenant)
    },
  }
}

// biome-ignore lint/suspicious/noExplicitAny: each test says by its assertions what it expects.
const contentsOf = (answer: { body: any }): any[] => answer.body.response.data.contents

test('an audit has all that was sent to one user, with what it said and what became of it', async () => {
  const { email, sms, send, audit, settled } = await newSending()
  await send('ana', [email], { id: 1 }, { txnId: 'inv-1' })
  await send('ana', [sms], { id: 2 })
  await send('bo', [sms], { id: 3 })
  await settled()
  const answer = await audit('ana')
  assert.equal(answer.status, 200, answer.text)
  const { contents, ...page } = answer.body.response.data
  assert.deepEqual(page, { pageNo: 1, pageSize: 20, totalPages: 1, totalCount: 2 })
  const [second, first] = contents
  assert.equal(first.status, 'SENT', JSON.stringify(first))
  assert.match(first.createdOn, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/)
  assert.match(first.sentOn, /\+0000$/)
  const { id, createdOn, sentOn, ...rest } = first
  assert.deepEqual(rest, {
    txnId: 'inv-1',
    experimentId: email,
    campaignName: '~mail',
    channel: 'EMAIL',
    status: 'SENT',
    failureReason: null,
    failureDetail: null,
    to: 'ana@example.org',
    content: { subject: 'Order 1', text: 'Dear Ana, order 1', html: null, payload: null },
    endedOn: null,
    openedOn: null,
    clickedOn: null,
    clicks: 0,
  })
  assert.deepEqual([second.channel, second.content.text], ['SMS', 'Order 2'])
  assert.deepEqual(
    contentsOf(await audit('bo')).map(each => each.content.text),
    ['Order 3'],
  )
})

test('an audit looks for channels, a campaign and a time, and turns its pages', async () => {
  const { company, email, sms, send, audit, settled } = await newSending()
  for (const id of [1, 2, 3]) await send('ana', [id === 2 ? sms : email], { id })
  await settled()
  const subjects = async (body: object) =>
    contentsOf(await audit('ana', body)).map(each => each.content.subject ?? each.content.text)
  assert.deepEqual(await subjects({ channel: 'sms' }), ['Order 2'])
  assert.deepEqual(await subjects({ channel: ['PUSH', 'WhatsApp'] }), [])
  assert.deepEqual(await subjects({ experimentId: '~mail' }), ['Order 3', 'Order 1'])
  assert.deepEqual(await subjects({ experimentId: sms }), ['Order 2'])
  assert.deepEqual(await subjects({ experimentId: '~gone' }), [])
  assert.deepEqual(await subjects({ pageSize: '2' }), ['Order 3', 'Order 2'])
  assert.deepEqual(await subjects({ pageNo: 2, pageSize: '2' }), ['Order 1'])
  assert.deepEqual(await subjects({ to: '2020-01-01' }), [])
  assert.deepEqual(await subjects({ from: '2020-01-01' }), ['Order 3', 'Order 2', 'Order 1'])
  await company.get('POST', '/clock', { move: 'advance', by: '14d' })
  assert.equal((await subjects({})).length, 3)
  await company.get('POST', '/clock', { move: 'advance', by: '2d' })
  assert.deepEqual(await subjects({ from: '2020-01-01' }), [])
})

test('what was put on show is in an audit under a word of its own, with what it said and became', async () => {
  const { campaign, send, audit, settled } = await newSending()
  const text = 'Order {{token.id}}'
  await send('ana', [await campaign('~site', { channel: 'onSite', text })], { id: 1 })
  const payload = { placement: 'home' }
  await send('ana', [await campaign('~place', { channel: 'inline', text, payload })], { id: 2 })
  await send('bo', [await campaign('~app', { channel: 'inApp', subject: 'Hi', text })], { id: 3 })
  await settled()
  const told = async (user: string, body = {}) =>
    contentsOf(await audit(user, body)).map(each => [each.channel, each.status, each.content.text])
  assert.deepEqual(await told('ana', { channel: 'on_site' }), [['ON_SITE', 'SENT', 'Order 1']])
  assert.deepEqual(
    (await told('ana')).map(([channel]) => channel),
    ['INLINE', 'ON_SITE'],
  )
  assert.deepEqual(await told('bo'), [['IN_APP', 'SENT', 'Order 3']])
})

test('an audit names what is wrong, and knows its users only', async () => {
  const { ask, audit } = await newSending()
  const other = await newSending()
  await other.ask('POST', '/v1/accounts/{lc}/users', { userId: 'of-another' })
  assertError(await ask('POST', '/v2/accounts/{lc}/campaign-audit'), 400, /^Error: uid is required/)
  assertError(await audit(''), 400, /^Error: uid must/)
  assertError(await audit('of-another'), 404, /of-another/)
  const wrong = { channel: 'fax', pageNo: 'one', pageSize: 101, from: 'then', to: '2026-13-01' }
  assertError(
    await audit('ana', wrong),
    400,
    /^Error: pageNo must .*; pageSize must .*; channel must .*EMAIL.*; from must .*; to must /,
  )
  assertError(await audit('ana', { experimentId: 7 }), 400, /^Error: experimentId must/)
  assertError(await audit('ana', []), 400, /^Error: body must/)
})

test('statistics tell what became of messages, why they failed, and where they stood in for others', async () => {
  const { email, sms, send, stats, settled, fallBack } = await newSending()
  await send('ana', [email, sms], { id: 1 })
  await send('ana', [email, sms], {}) // what the template asks for is missing
  await send('bo', [email, sms], { id: 3 }) // has no e-mail address
  await settled()
  await fallBack()
  const mail = (await stats(email)).body.response.data
  assert.deepEqual(mail, {
    campaignId: email,
    campaignName: '~mail',
    from: null,
    to: null,
    sent: 2,
    queued: 0,
    failed: 1,
    delivered: 1,
    confirmed: 0,
    failures: { 'Personalization Error': 1 },
    opens: 0,
    clicks: 0,
    uniqueClicks: 0,
    unsubscribes: 0,
    conversions: null,
    fallback: [{ place: 1, sent: 2, queued: 0, failed: 1, delivered: 1 }],
  })
  const text = (await stats('~sms')).body.response.data
  assert.deepEqual([text.sent, text.failures], [2, { 'Personalization Error': 1 }])
  assert.deepEqual(text.fallback, [{ place: 2, sent: 2, queued: 0, failed: 1, delivered: 1 }])
})

test('statistics are of a time, where one is asked for', async () => {
  const { company, email, send, stats } = await newSending()
  await company.get('POST', '/clock', { move: 'freeze', at: '2026-12-01T10:00:00Z' })
  await send('ana', [email], { id: 1 })
  await company.get('POST', '/clock', { move: 'advance', by: '1d' })
  await send('ana', [email], { id: 2 })
  const sent = async (query: string) => (await stats(email, query)).body.response.data.sent
  assert.equal(await sent('?from=2026-12-01&to=2026-12-02'), 1)
  assert.equal(await sent('?from=2026-12-02T10:00:00%2B0000'), 1)
  assert.equal(await sent('?to=2026-12-01T10:00:00Z'), 0)
  assert.equal(await sent(''), 2)
  assertError(await stats(email, '?from=then'), 400, /^Error: from must be/)
  assertError(await stats(email, '?from=2026-12-02&to=2026-12-01'), 400, 'Error: to must be later than from')
  assertError(await stats('~none'), 404, /~none/)
  const other = await newSending()
  assertError(await other.stats(email), 404, /There is no campaign/)
})

test('a user who leaves the channel by a message is counted once, also when the message is kept no more', async () => {
  const { company, email, send, stats, settled } = await newSending()
  await send('ana', [email], { id: 1 })
  await send('ana', [email], { id: 2 })
  await settled()
  const [one] = await db
    .selectFrom('message_sends')
    .select('id')
    .where('tenant_id', '=', company.tenant.id)
    .orderBy('id')
    .execute()
  const link = { tenant: company.tenant, sendId: one!.id }
  for (const _ of [1, 2]) await transact(db, tx => unsubscribe(tx, link, new Date()))
  const unsubscribes = async (query = '') => (await stats(email, query)).body.response.data.unsubscribes
  assert.equal(await unsubscribes(), 1)
  assert.equal(await unsubscribes('?to=2020-01-01'), 0)
  await forgetSends(db, new Date(Date.now() + 4000 * 86_400_000))
  assert.equal(await unsubscribes(), 1)
})

test('conversions are events that follow a message in time, each once, with what they brought', async () => {
  const { company, ask, email, sms, send, stats, settled } = await newSending()
  const happen = (userId: string, eventTime: string, total: unknown, eventName = 'Order Placed') =>
    ask('POST', '/v1/accounts/{lc}/events', { userId, eventName, eventTime, eventData: { total } })
  const freeze = (time: string) => company.get('POST', '/clock', { move: 'freeze', at: time })
  await freeze('2026-12-01T10:00:00Z')
  await happen('ana', '2026-11-30T10:00:00Z', 1000)
  await send('ana', [email], { id: 1 })
  await send('bo', [sms], { id: 1 })
  await settled()
  await freeze('2026-12-02T10:00:00Z')
  await send('ana', [email], { id: 2 })
  await settled()
  await happen('ana', '2026-12-02T11:00:00Z', 19.5)
  await freeze('2026-12-20T10:00:00Z')
  await happen('ana', '2026-12-09T09:59:59Z', 5.25)
  await happen('ana', '2026-12-09T10:00:00Z', 700)
  await happen('ana', '2026-12-05T10:00:00Z', 9, 'Seen')
  await happen('bo', '2026-12-01T12:00:00Z', 3)
  const { id: sendId } = await db
    .updateTable('message_sends')
    .set({ clicked_at: new Date('2026-12-03T00:00:00Z') })
    .where('tenant_id', '=', company.tenant.id)
    .where('sent_at', '=', new Date('2026-12-02T10:00:00Z'))
    .returning('id')
    .executeTakeFirstOrThrow()
  assert.ok(sendId)
  const of = async (id: string, query: string) => (await stats(id, query)).body.response.data.conversions
  const asked = '?conversionEvent=Order%20Placed&revenueAttribute=total'
  assert.deepEqual(await of(email, asked), {
    event: 'Order Placed',
    days: 7,
    total: 2,
    unique: 1,
    clickThrough: 1,
    revenue: 24.75,
  })
  assert.deepEqual((await of(email, `${asked}&conversionDays=8`)).total, 3)
  assert.deepEqual((await of(email, `${asked}&to=2026-12-02`)).total, 1)
  assert.deepEqual((await of(sms, '?conversionEvent=Order%20Placed')).revenue, null)
  assert.equal((await of(sms, asked)).revenue, 3)
  assert.equal(await of(email, ''), null)
  const wrong = [
    ['?conversionEvent=Unheard', /^Error: conversionEvent must be/],
    ['?revenueAttribute=total', /^Error: conversionEvent is required/],
    [`${asked}&conversionDays=61`, /^Error: conversionDays must/],
  ] as const
  for (const [query, message] of wrong) assertError(await stats(email, query), 400, message)
})

test('what is no longer kept counts still, and its orders are gone with it', async () => {
  const { company, email, sms, send, stats, settled } = await newSending()
  await send('ana', [email], { id: 1 })
  await send('ana', [email, sms], { id: 2 }) // may still go on to the other campaign
  await settled()
  await forgetSends(db, new Date(Date.now() + 4000 * 86_400_000))
  const now = (await stats(email)).body.response.data
  assert.deepEqual([now.sent, now.delivered, now.failed], [2, 2, 0])
  assert.equal((await stats(email, '?from=2020-01-01')).body.response.data.sent, 0)
  const orders = await db
    .selectFrom('message_transactions')
    .select('is_open')
    .where('tenant_id', '=', company.tenant.id)
    .execute()
  assert.deepEqual(orders, [{ is_open: true }])
})
