import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import {
  assertProblem,
  furnishParley,
  newParleyCompany,
  newParleyContact,
} from '../../../../test/kit/parley.ts'
import { kind } from '../../../../test/kit/voyado.ts'
import { forgetRejected } from '../../../domain/interactions/forget-rejected.ts'
import { webhookConsumers } from '../../../domain/webhooks/write-deliveries.ts'
import { webhookFaces } from '../../../workers/webhook-faces.ts'

const app = await testApp()
after(app.close)
const { db } = app.services

test('the overview of an empty tenant is empty, and that of a busy one counts what came in and calls for help', async () => {
  const company = await newParleyCompany(app)
  const { ask, get, tenant } = company
  const empty = await get('GET', '/overview')
  assert.equal(empty.intake.minutes.length, 60)
  assert.deepEqual(
    [empty.intake.accepted, empty.intake.rejectedShare, empty.webhooks, empty.attention],
    [0, 0, [], []],
  )

  const { id: webhookId } = await get('POST', '/webhooks', { url: 'https://shop.example.com/' })
  const { contactId, schemaId } = await furnishParley(company)
  for (let n = 0; n < 3; n++)
    await ask('POST', '/interactions', { body: { contactId, schemaId, payload: {} } })
  for (const consumer of webhookConsumers(webhookFaces)) await app.catchUp(consumer, company)
  await get('POST', '/keys', {
    dialect: 'parley',
    name: 'short',
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  })
  await db
    .updateTable('webhook_deliveries')
    .set({ state: 'failed' })
    .where('tenant_id', '=', tenant.id)
    .where('event_type', '=', 'contact.created')
    .execute()
  await db
    .updateTable('log_cursors')
    .set({ failures: 2, last_error: 'It broke.' })
    .where('tenant_id', '=', tenant.id)
    .where('consumer', '=', 'webhook-events')
    .execute()
  const busy = await get('GET', '/overview')
  assert.deepEqual([busy.intake.accepted, busy.intake.rejected, busy.intake.rejectedShare], [1, 3, 0.75])
  const last = busy.intake.minutes.slice(-2)
  assert.equal(last[0].accepted + last[1].accepted, 1)
  assert.equal(last[0].rejected + last[1].rejected, 3)
  const [health] = busy.webhooks
  assert.deepEqual([health.id, health.state, health.failed], [webhookId, 'enabled', 1])
  assert.ok(health.waiting > 0 && health.oldestDueAt)
  assert.deepEqual(
    busy.attention.map((each: { kind: string }) => each.kind),
    ['work-failing', 'deliveries-failed', 'rejected-interactions', 'key-expires'],
  )
  await get('POST', `/webhooks/${webhookId}/disable`, { reason: 'moving' })
  const { attention } = await get('GET', '/overview')
  assert.ok(
    attention.some(
      (each: { kind: string; detail: string }) =>
        each.kind === 'webhook-disabled' && each.detail === 'moving',
    ),
  )
})

test('who moved between segments is told, the liveliest first', async () => {
  const company = await newParleyCompany(app)
  const { get } = company
  const contactId = await newParleyContact(company)
  const { id } = await get('POST', '/segments', { name: 'A list', kind: 'list' })
  await get('POST', `/segments/${id}/members`, { contactIds: [contactId] })
  const { segments } = await get('GET', '/overview')
  assert.deepEqual(segments, [{ segmentId: id, name: 'A list', entered: 1, left: 0 }])
})

test('the versions of every API are told with their life, on the clock of the tenant', async () => {
  const { get, tenant } = await newParleyCompany(app)
  const versions = async () => {
    const { items } = await get('GET', '/api-versions')
    return new Map<string, { phase: string; path: string; account: string | null; successor: string | null }>(
      items.map((each: { dialect: string; version: string }) => [`${each.dialect} ${each.version}`, each]),
    )
  }
  const now = await versions()
  assert.equal(now.get('parley v1')?.phase, 'current')
  assert.deepEqual(
    [now.get('voyado v1')?.phase, now.get('voyado v1')?.successor, now.get('voyado v3')?.path],
    ['deprecated', 'v3', '/api/v3'],
  )
  assert.deepEqual(
    [now.get('webengage v1')?.account, now.get('parley v1')?.account],
    [tenant.id.slice(-8), null],
  )
  await get('POST', '/clock', { move: 'set', at: '2029-01-01T00:00:00Z' })
  assert.equal((await versions()).get('voyado v1')?.phase, 'end of life')
})

test('a contact card has the newest interactions by schema, with the columns in their order', async () => {
  const company = await newParleyCompany(app)
  const { ask, get } = company
  const contactId = await newParleyContact(company)
  const shown = { type: 'string', showInContactCard: 'true' }
  await get(
    'POST',
    '/schemas',
    kind('visit', {
      b: { ...shown, sortOrder: '2' },
      a: { ...shown, sortOrder: 1, displayName: 'Erst' },
      c: { type: 'number' },
    }),
  )
  await get('POST', '/schemas', kind('other', { x: { type: 'string', format: 'date-time' } }))
  await get('POST', '/schemas', kind('never', { x: { type: 'string' } }))
  const items = Array.from({ length: 7 }, (_, n) => ({
    contactId,
    schemaId: 'visit',
    createdAt: `2026-01-0${n + 1}T00:00:00Z`,
    payload: { a: `${n}`, b: 'x' },
  }))
  await get('POST', '/interactions/batch', { items })
  await get('POST', '/interactions', {
    contactId,
    schemaId: 'other',
    createdAt: '2026-02-01T00:00:00Z',
    payload: {},
  })
  const { schemas } = await get('GET', `/contacts/${contactId}/interactions?perSchema=2`)
  assert.deepEqual(
    schemas.map(({ schemaId, count }: { schemaId: string; count: number }) => [schemaId, count]),
    [
      ['other', 1],
      ['visit', 7],
    ],
  )
  const visit = schemas[1]
  assert.deepEqual(
    visit.items.map((each: { payload: { a: string } }) => each.payload.a),
    ['6', '5'],
  )
  assert.deepEqual(
    visit.columns.map(({ name, displayName, isShown }: Record<string, unknown>) => [
      name,
      displayName,
      isShown,
    ]),
    [
      ['a', 'Erst', true],
      ['b', 'b', true],
      ['c', 'c', false],
    ],
  )
  assertProblem(await ask('GET', `/contacts/${crypto.randomUUID()}/interactions`), 404, 'contact-not-found')
})

test('a tenant decides for how many days rejected interactions are kept', async () => {
  const company = await newParleyCompany(app, { settings: { rejectedInteractionDays: 7 } })
  const other = await newParleyCompany(app)
  for (const each of [company, other]) {
    const { contactId, schemaId } = await furnishParley(each)
    await each.ask('POST', '/interactions', { body: { contactId, schemaId, payload: {} } })
  }
  const left = async () =>
    Promise.all(
      [company, other].map(async ({ get }) => (await get('GET', '/rejected-interactions')).items.length),
    )
  await forgetRejected(db, new Date(Date.now() + 6 * 86_400_000))
  assert.deepEqual(await left(), [1, 1])
  await forgetRejected(db, new Date(Date.now() + 8 * 86_400_000))
  assert.deepEqual(await left(), [0, 1])
})
