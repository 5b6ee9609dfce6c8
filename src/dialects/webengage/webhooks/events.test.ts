import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { newTenant } from '../../../../test/kit/database.ts'
import { until } from '../../../../test/kit/eventually.ts'
import { catchUp, deliveriesOf, setUpSending, subscribe } from '../../../../test/kit/webhooks.ts'
import { changeSettings } from '../../../domain/accounts/change-settings.ts'
import type { Tenant } from '../../../domain/accounts/tenant.ts'
import { changeState } from '../../../domain/automations/change-state.ts'
import { createAutomation } from '../../../domain/automations/write-automations.ts'
import { upsertIdentified } from '../../../domain/contacts/upsert-identified.ts'
import { prepare } from '../../../domain/interactions/interaction.ts'
import { recordInteractions } from '../../../domain/interactions/record-interactions.ts'
import { learnSchema } from '../../../domain/schemas/learn-schema.ts'
import { sampleMessage } from '../../../domain/webhooks/send-test-message.ts'
import { transact } from '../../../storage/database.ts'
import { appendEvents } from '../../../storage/log/events.ts'
import { webengageFace } from './face.ts'

const { db, receiver, start } = await setUpSending()

const at = new Date('2026-02-01T10:00:00Z')
const md5 = (text: string) => createHash('md5').update(text).digest('hex')
const none = { email: true, sms: true }

async function newAccount(): Promise<Tenant> {
  const tenant = await newTenant(db)
  await transact(db, tx => changeSettings(tx, tenant, { licenseCode: 'acme0001' }, 'test', new Date()))
  return tenant
}

const listen = (tenant: Tenant, eventTypes: readonly string[], more: object = {}) =>
  subscribe(db, tenant, { dialect: 'webengage', url: receiver.url, secret: 'key-17', eventTypes, ...more })

/** The id of the contact of a user id, or of an anonymous id. */
async function userOf(tenant: Tenant, value: string, kind: 'userId' | 'anonymousId' = 'userId') {
  const identity = { kind, value }
  await transact(db, tx => upsertIdentified(tx, tenant, [{ identity, patch: {} }], none, at))
  const { contact_id } = await db
    .selectFrom('contact_keys')
    .select('contact_id')
    .where('tenant_id', '=', tenant.id)
    .where('value', '=', value)
    .executeTakeFirstOrThrow()
  return contact_id
}

async function record(tenant: Tenant, contactId: string, name: string, payload: Record<string, unknown>) {
  await transact(db, async tx => {
    const schema = (await learnSchema(tx, tenant, name, [payload], at))!
    const interaction = { contactId, schemaId: name, createdDate: at, payload, body: JSON.stringify(payload) }
    await recordInteractions(tx, [{ prepared: prepare(tenant.id, schema, interaction), receivedAt: at }])
  })
}

const tell = (tenant: Tenant, contactId: string, type: string, data: object) =>
  transact(db, tx => appendEvents(tx, [{ tenantId: tenant.id, type, contactId, data: { ...data }, at }]))

const origin = { kind: 'campaign', id: '~20ab' }
const message = { sendId: 's-1', templateId: '1if', channel: 'email', origin }

/** What is received until there are so many, by their events: the query and the body. */
async function received(tenant: Tenant, count: number) {
  await catchUp(db, tenant)
  start()
  await until(async () => {
    const deliveries = await deliveriesOf(db, tenant)
    return deliveries.length >= count && deliveries.every(({ state }) => state === 'delivered')
  })
  return receiver.received.map(({ path, body, headers }) => {
    const { from, ...query } = Object.fromEntries(new URL(path, receiver.url).searchParams)
    return { query, body, requestId: String(headers['x-request-id']) }
  })
}
const namesOf = (posts: readonly { body: { event_name: string } }[]) =>
  posts.map(({ body }) => body.event_name).sort()

test('an event of a user is posted with who it was, and with digest and license code in the address', async () => {
  const tenant = await newAccount()
  await listen(tenant, ['APPLICATION_EVENT'], { schemaIds: ['Seat Added'] })
  const ana = await userOf(tenant, 'ana')
  await record(tenant, ana, 'Seat Added', { count: 2 })
  await record(tenant, ana, 'Seat Removed', { count: 1 })
  await record(tenant, await userOf(tenant, 'visitor-1', 'anonymousId'), 'Seat Added', { count: 3 })
  const posts = await received(tenant, 2)
  const [known, unknown] = posts.toSorted(
    (one, other) => one.body.event_data.count - other.body.event_data.count,
  )
  assert.deepEqual(known!.query, {
    eventType: 'APPLICATION_EVENT',
    licenseCode: 'acme0001',
    secret: md5('acme0001:key-17'),
  })
  assert.match(known!.requestId, /^[0-9a-f]{32}$/)
  assert.deepEqual(known!.body, {
    event_name: 'Seat Added',
    category: 'application',
    license_code: 'acme0001',
    event_time: '2026-02-01T10:00:00+0000',
    user_id: 'ana',
    anonymous_id: null,
    event_data: { count: 2 },
    system_data: {},
  })
  assert.deepEqual([unknown!.body.user_id, unknown!.body.anonymous_id], [null, 'visitor-1'])
  assert.equal(posts.length, 2)
})

test('what becomes of messages is posted under the names of the vendor, all of it or one by one', async () => {
  const tenant = await newAccount()
  await listen(tenant, ['email_open'])
  const ana = await userOf(tenant, 'ana')
  await tell(tenant, ana, 'message.sent', message)
  await tell(tenant, ana, 'message.opened', message)
  await tell(tenant, ana, 'message.opened', { ...message, channel: 'sms' })
  const [opened, ...others] = await received(tenant, 1)
  assert.deepEqual(others, [])
  assert.equal(opened!.query.eventType, 'email_open')
  assert.deepEqual(opened!.body, {
    event_name: 'email_open',
    category: 'system',
    license_code: 'acme0001',
    event_time: '2026-02-01T10:00:00+0000',
    user_id: 'ana',
    anonymous_id: null,
    event_data: { message_id: 's-1' },
    system_data: { id: '~20ab', variation_id: '1if' },
  })

  receiver.received.length = 0
  const all = await newAccount()
  await listen(all, ['SYSTEM_EVENT'])
  const bo = await userOf(all, 'bo')
  const sms = { ...message, channel: 'sms' }
  for (const [type, data] of [
    ['message.sent', sms],
    ['message.delivered', sms],
    ['message.failed', { ...sms, reason: 'not-delivered' }],
    ['message.failed', { ...sms, reason: 'message-refused' }],
    ['message.clicked', { ...message, url: 'https://shop.example/' }],
    ['contact.updated', { preferences: { email: false } }],
    ['contact.updated', { attributes: ['city'] }],
    ['device.added', { deviceId: 'd', channel: 'webPush' }],
    ['message.opened', { ...message, channel: 'onSite' }],
    ['message.clicked', { ...message, channel: 'inApp', url: 'https://shop.example/' }],
    ['message.dismissed', { ...message, channel: 'onSite' }],
    ['message.opened', { ...message, channel: 'inline' }],
    ['message.sent', { ...message, channel: 'inApp' }],
    ['automation.run.ended', { automationId: 'a', runId: 'r', reason: 'goal' }],
    ['automation.run.ended', { automationId: 'a', runId: 'r', reason: 'completed' }],
  ] as const)
    await tell(all, bo, type, data)
  // The contact itself was made with an e-mail preference, which is no change of one.
  assert.deepEqual(namesOf(await received(all, 11)), [
    'email_click',
    'email_unsubscribe',
    'goal_accomplish',
    'notification_click',
    'notification_close',
    'notification_view',
    'push_notification_registered',
    'sms_accepted',
    'sms_failed',
    'sms_rejected',
    'sms_sent',
  ])
})

test('the life of a journey is posted', async () => {
  const tenant = await newAccount()
  await listen(tenant, ['JOURNEY_EVENT'])
  const definition = {
    entry: { kind: 'manual' },
    start: 'end',
    steps: { end: { kind: 'exit', reason: 'done' } },
  }
  const { id } = await transact(db, tx => createAutomation(tx, tenant, { name: 'Welcome', definition }, at))
  for (const action of ['start', 'pause', 'resume', 'stop'] as const)
    await transact(db, tx => changeState(tx, tenant, id, action, at, { actor: 'person:ann@example.com' }))
  const posts = await received(tenant, 5)
  assert.deepEqual(namesOf(posts), [
    'journey_activated',
    'journey_created',
    'journey_paused',
    'journey_resumed',
    'journey_stopped',
  ])
  const activated = posts.find(({ body }) => body.event_name === 'journey_activated')!
  assert.equal(activated.query.eventType, 'journey_activated')
  assert.deepEqual(activated.body, {
    category: 'account',
    resource: 'Journey',
    version: 1,
    event_name: 'journey_activated',
    event_time: '2026-02-01T10:00:00+0000',
    user_id: 'ann@example.com',
    event_data: {
      id,
      name: 'Welcome',
      status: 'ACTIVE',
      activatedBy: 'ann@example.com',
      activationTime: '2026-02-01T10:00:00+0000',
      tags: [],
    },
    license_code: 'acme0001',
  })
})

test('who names no events gets none of these, and nobody gets them in XML', async () => {
  const tenant = await newAccount()
  await listen(tenant, [])
  const ana = await userOf(tenant, 'ana')
  await tell(tenant, ana, 'message.opened', message)
  await record(tenant, ana, 'Seat Added', { count: 2 })
  await catchUp(db, tenant)
  assert.deepEqual(await deliveriesOf(db, tenant), [])
  await assert.rejects(listen(tenant, ['JOURNEY_EVENT'], { format: 'xml' }), /must be json for JOURNEY_EVENT/)
  await assert.rejects(listen(tenant, ['email_opened']), /email_opened/)
})

test('there is a sample of every event', () => {
  for (const { name } of webengageFace.eventTypes)
    assert.equal(sampleMessage(webengageFace, name, at)?.eventType, name)
})
