import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import {
  assertProblem,
  furnishParley,
  newParleyCompany,
  newParleyContact,
} from '../../../../test/kit/parley.ts'
import { sendStates } from '../../../domain/messaging/send.ts'
import type { DeliveryState } from '../../../domain/webhooks/delivery.ts'
import { forgetDeliveries } from '../../../domain/webhooks/forget-deliveries.ts'
import { webhookConsumers } from '../../../domain/webhooks/write-deliveries.ts'
import { webhookFaces } from '../../../workers/webhook-faces.ts'

const app = await testApp()
after(app.close)
const { db } = app.services
const url = 'https://shop.example.com/hooks'

test('a webhook is made, switched off and on, and its secret rotated, all of it in the audit trail', async () => {
  const { ask, get } = await newParleyCompany(app)
  const mistaken = await ask('POST', '/webhooks', { body: { url, events: ['contact.merged'] } })
  assertProblem(mistaken, 400, 'input-invalid', /events: is not known here/)
  const made = await ask('POST', '/webhooks', { body: { url, eventTypes: ['contact.merged'] } })
  assert.equal(made.status, 201, made.text)
  assert.match(made.body.secret, /^whsec_/)
  const path = `/webhooks/${made.body.id}`
  const { secret: _secret, ...webhook } = made.body
  assert.deepEqual(await get('GET', path), webhook)
  assert.equal((await get('POST', `${path}/disable`, { reason: 'moving' })).disabledReason, 'moving')
  assert.equal((await get('POST', `${path}/enable`)).disabledAt, null)
  assert.notEqual((await get('POST', `${path}/rotate`, {})).secret, made.body.secret)
  assert.equal((await get('GET', '/webhooks')).items.length, 1)
  const trail = await get('GET', `/audit-trail?subject=${made.body.id}`)
  const actions = trail.items.map((item: { action: string }) => item.action)
  assert.deepEqual(actions, [
    'webhook.secret-rotated',
    'webhook.enabled',
    'webhook.disabled',
    'webhook.created',
  ])

  const wrong = await ask('POST', '/webhooks', { body: { url: 'http://10.0.0.1', eventTypes: ['none'] } })
  assertProblem(wrong, 422, 'webhook-invalid')
  assert.equal(wrong.body.errors.length, 2)
  for (const [method, rest] of [
    ['GET', ''],
    ['POST', '/enable'],
    ['POST', '/disable'],
    ['POST', '/rotate'],
  ] as const)
    for (const id of ['x', crypto.randomUUID()]) {
      const body = method === 'POST' && rest !== '/enable' ? { body: {} } : {}
      assertProblem(await ask(method, `/webhooks/${id}${rest}`, body), 404, 'webhook-not-found')
    }
})

test('a webhook is changed as a merge patch, and a stale ETag changes and deletes nothing', async () => {
  const { ask, get, tenant } = await newParleyCompany(app)
  const headers = { 'x-token': 'secret', 'x-shop': '1' }
  const { id } = await get('POST', '/webhooks', {
    url,
    headers,
    eventTypes: ['contact.merged'],
    perSecond: 5,
  })
  const path = `/webhooks/${id}`
  const first = (await ask('GET', path)).headers.etag as string
  const change = (body: object, given = {}) => ask('PATCH', path, { body, headers: given })
  const patch = {
    url: `${url}/2`,
    eventTypes: null,
    perSecond: null,
    headers: { 'X-Shop': null, 'x-more': 'm' },
  }
  const changed = await change(patch, { 'if-match': first })
  assert.deepEqual([changed.status, changed.headers.etag], [200, '"2"'], changed.text)
  assert.deepEqual(
    [changed.body.url, changed.body.eventTypes, changed.body.perSecond, changed.body.headers],
    [`${url}/2`, [], null, { 'x-token': '***', 'x-more': '***' }],
  )
  assert.deepEqual(await get('GET', path), changed.body)
  const kept = await db.selectFrom('webhooks').select('headers').where('tenant_id', '=', tenant.id).execute()
  assert.deepEqual(kept[0]?.headers, { 'x-token': 'secret', 'x-more': 'm' })
  assertProblem(await change({ description: 'x' }, { 'if-match': first }), 412, 'version-mismatch')
  const wrong = await change({ url: 'http://127.0.0.1', eventTypes: ['none'], concurrency: 0 })
  assertProblem(wrong, 422, 'webhook-invalid')
  assert.deepEqual(wrong.body.errors.map((error: { field: string }) => error.field).sort(), [
    'concurrency',
    'eventTypes',
    'url',
  ])
  assertProblem(await ask('DELETE', path, { headers: { 'if-match': first } }), 412, 'version-mismatch')
  assert.equal((await ask('DELETE', path, { headers: { 'if-match': '"2"' } })).status, 204)
  for (const method of ['GET', 'DELETE'] as const)
    assertProblem(await ask(method, path), 404, 'webhook-not-found')
  assertProblem(await change({}), 404, 'webhook-not-found')
})

test('what waits for a deleted webhook is dropped, what was sent stays, and another may take its place', async () => {
  const company = await newParleyCompany(app, { settings: { webhooks: 1 } })
  const { ask, get, tenant } = company
  const { id } = await get('POST', '/webhooks', { url })
  await furnishParley(company)
  for (const consumer of webhookConsumers(webhookFaces)) await app.catchUp(consumer, company)
  const all = (await get('GET', '/deliveries')).items
  await db
    .updateTable('webhook_deliveries')
    .set({ state: 'failed' })
    .where('tenant_id', '=', tenant.id)
    .where('id', '=', all[0].id)
    .execute()
  assert.equal((await ask('DELETE', `/webhooks/${id}`)).status, 204)
  const left = (await get('GET', `/deliveries?webhookId=${id}`)).items
  assert.deepEqual([left.length, left[0].id], [1, all[0].id])
  assertProblem(await ask('POST', `/deliveries/${left[0].id}/retry`), 404, 'delivery-not-found')
  assert.equal((await get('GET', '/webhooks')).items.length, 0)
  await get('POST', '/webhooks', { url })

  await db
    .updateTable('webhook_deliveries')
    .set({ state: 'waiting' })
    .where('tenant_id', '=', tenant.id)
    .where('id', '=', all[0].id)
    .execute()
  const later = new Date(Date.now() + 40 * 24 * 3_600_000)
  await forgetDeliveries(db, later)
  assert.equal((await get('GET', '/deliveries')).items.length, 0)
  const rows = await db.selectFrom('webhooks').select('id').where('tenant_id', '=', tenant.id).execute()
  assert.equal(rows.length, 1)
})

test('a test message is a sample of any type of any dialect, and one delivery is retried', async () => {
  const { ask, get } = await newParleyCompany(app)
  for (const dialect of ['parley', 'voyado']) {
    const { id } = await get('POST', '/webhooks', { url, dialect })
    const sent = await ask('POST', `/webhooks/${id}/test`, { body: {} })
    assert.deepEqual([sent.status, sent.body.eventType, sent.body.state], [202, 'webhook.test', 'waiting'])
    assert.match(sent.body.messageId, /^msg_test_/)
    const { body } = await get('POST', `/webhooks/${id}/test`, { eventType: 'interaction.created' })
    assert.equal(JSON.parse(body).eventType ?? JSON.parse(body).type, 'interaction.created')
    for (const eventType of ['loyalty.addPoints', 'none', '__proto__'])
      assertProblem(
        await ask('POST', `/webhooks/${id}/test`, { body: { eventType } }),
        422,
        'webhook-invalid',
      )
    assert.equal((await get('POST', `/deliveries/${sent.body.id}/retry`)).id, sent.body.id)
    await get('POST', `/webhooks/${id}/disable`, {})
    assertProblem(await ask('POST', `/webhooks/${id}/test`, { body: {} }), 409, 'webhook-is-disabled')
  }
  assertProblem(await ask('POST', '/deliveries/x/retry'), 404, 'delivery-not-found')
})

test('the catalogue has every fact that the code appends, and a sample of every message', async () => {
  const { get } = await newParleyCompany(app)
  const { facts, webhooks } = await get('GET', '/event-types')
  const known = new Set(facts.map(({ type }: { type: string }) => type))
  const sources = globSync('src/domain/**/*.ts')
    .filter(file => !file.endsWith('.test.ts') && !file.endsWith('.sql.ts'))
    .map(file => readFileSync(file, 'utf8'))
    .filter(text => /appendEvents|NewEvent/.test(text))
  const named = sources.flatMap(text => [
    ...text.matchAll(/(?:type: |(?<!action)[?:] |, |tell\(tx, job, |toEvent\()'([a-z-]+(?:\.[a-z-]+)+)'/g),
  ])
  const missing = new Set(named.map(([, type = '']) => type).filter(type => !known.has(type)))
  assert.deepEqual([...missing], [])
  for (const state of sendStates.filter(each => each !== 'sending')) assert.ok(known.has(`message.${state}`))
  const unsaid = webhooks.flatMap((face: { eventTypes: { facts: string[]; sample: unknown }[] }) =>
    face.eventTypes.filter(({ facts: from, sample }) => from.length > 0 && sample === null),
  )
  assert.deepEqual(unsaid, [])
})

test('a webhook gets every fact, interactions too, and its deliveries are listed and replayed', async () => {
  const company = await newParleyCompany(app)
  const { get, ask } = company
  const { id: webhookId } = await get('POST', '/webhooks', { url })
  const { contactId, schemaId, interactionId } = await furnishParley(company)
  for (const consumer of webhookConsumers(webhookFaces)) await app.catchUp(consumer, company)
  const { items } = await get('GET', `/deliveries?webhookId=${webhookId}&state=waiting`)
  const bodies = items.map(({ body }: { body: string }) => JSON.parse(body))
  assert.deepEqual(bodies.map(({ type }: { type: string }) => type).sort(), [
    'contact.created',
    'interaction.created',
    'schema.created',
  ])
  const interaction = bodies.find(({ type }: { type: string }) => type === 'interaction.created')
  assert.deepEqual(
    [interaction.contactId, interaction.schemaId, interaction.data.interactionId],
    [contactId, schemaId, interactionId],
  )
  assert.equal(interaction.tenant, company.tenant.slug)

  const first = await get('GET', '/deliveries?limit=2')
  const second = await get('GET', `/deliveries?limit=2&cursor=${first.nextCursor}`)
  assert.deepEqual([first.items.length, second.items.length, second.nextCursor], [2, 1, null])
  assert.equal((await get('GET', `/deliveries/${items[0].id}`)).id, items[0].id)
  assert.deepEqual(await get('POST', '/deliveries/replay', { deliveryId: items[0].id }), { replayed: 1 })
  assert.deepEqual(await get('POST', '/deliveries/replay', { webhookId }), { replayed: 3 })
  assertProblem(await ask('GET', '/deliveries/x'), 404, 'delivery-not-found')
  assertProblem(await ask('POST', '/deliveries/replay', { body: {} }), 400, 'input-invalid')
  const unknown = { body: { deliveryId: crypto.randomUUID() } }
  assertProblem(await ask('POST', '/deliveries/replay', unknown), 404, 'delivery-not-found')
})

test('it is told how webhooks are, what was sent with a delivery, and how many there are by state', async () => {
  const company = await newParleyCompany(app)
  const { ask, get, tenant } = company
  const { id: webhookId } = await get('POST', '/webhooks', {
    url,
    headers: { 'x-token': 'hunter2' },
    eventTypes: ['contact.created'],
  })
  const { id: quiet } = await get('POST', '/webhooks', { url, eventTypes: ['contact.merged'] })
  for (let n = 0; n < 4; n++) await newParleyContact(company)
  for (const consumer of webhookConsumers(webhookFaces)) await app.catchUp(consumer, company)
  const { items } = await get('GET', `/deliveries?webhookId=${webhookId}&eventType=contact.created`)
  assert.equal(items.length, 4)
  assert.deepEqual((await get('GET', '/deliveries?eventType=contact.merged')).items, [])
  const attempt = (at: string, status: number | null, problem: string | null = null) => ({
    at,
    status,
    ms: 5,
    answer: 'x'.repeat(1000),
    problem,
  })
  const set = (index: number, values: { state: DeliveryState; attempts: string; ended_at?: Date }) =>
    db
      .updateTable('webhook_deliveries')
      .set(values)
      .where('tenant_id', '=', tenant.id)
      .where('id', '=', items[index].id)
      .execute()
  const endedAt = '2027-01-01T12:00:00.000Z'
  const first = [attempt('2027-01-01T10:00:00Z', 500), attempt(endedAt, 204)]
  await set(0, { state: 'delivered', attempts: JSON.stringify(first), ended_at: new Date(endedAt) })
  const second = [attempt('2027-01-01T11:00:00Z', null, 'timed out')]
  await set(1, { state: 'waiting', attempts: JSON.stringify(second) })
  await set(2, { state: 'failed', attempts: JSON.stringify([attempt('2027-01-01T09:00:00Z', 404)]) })

  const [health, other] = (await get('GET', '/webhook-health')).items
  assert.deepEqual(health, {
    webhookId,
    state: 'enabled',
    waiting: 2,
    oldestDueAt: items.at(-1).dueAt,
    failed: 1,
    delivered: 1,
    troubled: 2,
    lastDeliveredAt: endedAt,
    lastFailure: { at: '2027-01-01T11:00:00.000Z', status: null, problem: 'timed out' },
  })
  assert.deepEqual([other.webhookId, other.delivered, other.lastFailure], [quiet, 0, null])
  assert.deepEqual(await get('GET', `/deliveries/counts?webhookId=${webhookId}`), {
    waiting: 2,
    delivered: 1,
    failed: 1,
  })
  assert.deepEqual(await get('GET', `/deliveries/counts?state=failed&webhookId=${quiet}`), {
    waiting: 0,
    delivered: 0,
    failed: 0,
  })
  assertProblem(await ask('GET', '/deliveries/counts?from=today'), 400, 'input-invalid')

  const { text, body } = await ask('GET', `/deliveries/${items[0].id}`)
  assert.ok(!text.includes('hunter2') && !text.includes('whsec_'))
  assert.deepEqual(
    [body.request.url, body.request.headers['x-token'], body.request.headers['webhook-id']],
    [url, null, body.messageId],
  )
  assert.deepEqual(
    [body.request.headers['content-type'], body.request.headers['webhook-signature']],
    ['application/json', null],
  )
  await get('POST', `/webhooks/${webhookId}/rotate`, { graceSeconds: 60 })
  const until = Date.parse((await get('GET', `/webhooks/${webhookId}`)).previousSecretUntil)
  assert.ok(until > Date.now() && until <= Date.now() + 60_000)
  await ask('DELETE', `/webhooks/${webhookId}`)
  assert.equal((await get('GET', `/deliveries/${items[0].id}`)).request, null)
  const stranger = await newParleyCompany(app)
  assert.deepEqual((await stranger.get('GET', '/webhook-health')).items, [])
  assertProblem(await stranger.ask('GET', `/deliveries/${items[0].id}`), 404, 'delivery-not-found')
})
