import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertProblem, furnishParley, newParleyCompany } from '../../../../test/kit/parley.ts'
import { webhookConsumers } from '../../../domain/webhooks/write-deliveries.ts'
import { webhookFaces } from '../../../workers/webhook-faces.ts'

const app = await testApp()
after(app.close)
const url = 'https://shop.example.com/hooks'

test('a webhook is made, switched off and on, and its secret rotated, all of it in the audit trail', async () => {
  const { ask, get } = await newParleyCompany(app)
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
