import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { until } from '../../../../test/kit/eventually.ts'
import {
  assertProblem,
  newParleyCompany,
  newParleyContact,
  type ParleyCompany,
} from '../../../../test/kit/parley.ts'
import { withSender } from '../../../../test/kit/sends.ts'

const app = await testApp()
const { db } = app.services
withSender(app)

const sale = { name: 'Sale', channel: 'email', subject: 'Hi', text: 'x', isTransactional: true }

// biome-ignore lint/suspicious/noExplicitAny: what an answer holds is what a test is about.
async function sent({ get }: ParleyCompany, sendId: string): Promise<any> {
  await until(async () => !['queued', 'sending'].includes((await get('GET', `/sends/${sendId}`)).state))
  return get('GET', `/sends/${sendId}`)
}

test('a campaign is made, given recipients, started, and read with what became of it', async () => {
  const company = await newParleyCompany(app)
  const { get, ask } = company
  const template = await get('POST', '/templates', sale)
  const contactId = await newParleyContact(company)
  const body = { name: 'Sale', kind: 'broadcast', templateId: template.id, perSecond: 50 }
  const { id } = await get('POST', '/campaigns', body)
  assert.deepEqual(
    await get('POST', `/campaigns/${id}/recipients`, { contactIds: [contactId, contactId, 'x'] }),
    { added: 1 },
  )
  const list = await get('POST', '/segments', { name: 'Guests', kind: 'list' })
  const guests = { contactIds: [contactId, await newParleyContact(company)] }
  await get('POST', `/segments/${list.id}/members`, guests)
  assert.equal((await get('GET', `/campaigns/${id}`)).recipients, 1)
  await get('PATCH', `/campaigns/${id}`, { segmentId: list.id })
  assert.equal((await get('GET', `/campaigns/${id}`)).recipients, 2)
  assertProblem(await ask('POST', `/campaigns/${id}/resume`), 409, 'campaign-state-wrong')
  const started = await get('POST', `/campaigns/${id}/start`, { startsAt: '2999-01-01T00:00:00Z' })
  assert.equal(started.state, 'scheduled')
  assert.equal((await get('POST', `/campaigns/${id}/pause`)).state, 'paused')
  assert.equal((await get('POST', `/campaigns/${id}/resume`)).state, 'scheduled')
  assert.equal((await get('POST', `/campaigns/${id}/stop`)).state, 'stopped')
  assert.deepEqual((await get('GET', `/campaigns/${id}`)).figures, {
    total: 0,
    byState: {},
    opened: 0,
    clicked: 0,
  })
  const [listed, ...others] = (await get('GET', '/campaigns')).items
  assert.deepEqual([others, listed.figures], [[], undefined])
  assertProblem(
    await ask('POST', '/campaigns', { body: { ...body, kind: 'x', perSecond: 0 } }),
    422,
    'campaign-invalid',
  )

  const { id: codes } = await get('POST', '/campaigns', { ...body, kind: 'transactional' })
  const one = { contactId, dedupeKey: 'order-1' }
  assertProblem(await ask('POST', `/campaigns/${codes}/sends`, { body: one }), 409, 'campaign-state-wrong')
  const nothing = { body: null }
  assertProblem(await ask('POST', `/campaigns/${codes}/start`, nothing), 400, 'input-invalid')
  await get('POST', `/campaigns/${codes}/start`)
  const first = await ask('POST', `/campaigns/${codes}/sends`, { body: one })
  const again = await ask('POST', `/campaigns/${codes}/sends`, { body: one })
  assert.deepEqual([first.status, again.status, again.body.id], [201, 200, first.body.id])
  assert.equal((await sent(company, first.body.id)).state, 'sent')
  const { figures, recipients } = await get('GET', `/campaigns/${codes}`)
  assert.deepEqual([figures.byState, recipients], [{ sent: 1 }, null])
  const counted = (await get('GET', '/campaigns?figures=true')).items
  assert.deepEqual(
    counted.map((campaign: { figures: { total: number } }) => campaign.figures.total),
    [1, 0],
  )
})

test('a draft is changed and deleted under its version; what was started keeps what it sends and to whom', async () => {
  const company = await newParleyCompany(app)
  const { get, ask } = company
  const template = await get('POST', '/templates', sale)
  const draft = { name: 'Sale', kind: 'broadcast', templateId: template.id }
  const { id } = await get('POST', '/campaigns', draft)
  const headers = { 'if-match': '"1"' }
  const changed = await ask('PATCH', `/campaigns/${id}`, { body: { name: 'Spring', perSecond: 10 }, headers })
  assert.deepEqual(
    [changed.status, changed.body.name, changed.body.perSecond, changed.body.version, changed.headers.etag],
    [200, 'Spring', 10, 2, '"2"'],
  )
  const patch = (body: object, other = {}) => ask('PATCH', `/campaigns/${id}`, { body, headers: other })
  assertProblem(await patch({ name: 'x' }, headers), 412, 'version-mismatch')
  assertProblem(await patch({ perSecond: 0 }), 422, 'campaign-invalid')
  assertProblem(await patch({ templateId: company.tenant.id }), 404, 'template-not-found')
  assertProblem(await patch({ segmentId: company.tenant.id }), 404, 'segment-not-found')
  assert.equal((await patch({ context: { a: 1 } })).status, 200)

  await get('POST', `/campaigns/${id}/start`, { startsAt: '2999-01-01T00:00:00Z' })
  assertProblem(await patch({ context: {} }), 409, 'campaign-state-wrong')
  assertProblem(await ask('DELETE', `/campaigns/${id}`), 409, 'campaign-state-wrong')
  assert.equal((await patch({ name: 'Summer', perSecond: 20 })).body.perSecond, 20)
  const lane = await db
    .selectFrom('message_lanes')
    .select('per_second')
    .where('id', '=', id)
    .executeTakeFirst()
  assert.equal(lane!.per_second, 20)
  await get('POST', `/campaigns/${id}/stop`)
  assertProblem(await patch({ name: 'Winter' }), 409, 'campaign-state-wrong')

  const { id: other } = await get('POST', '/campaigns', draft)
  await get('POST', `/campaigns/${other}/recipients`, { contactIds: [await newParleyContact(company)] })
  assertProblem(
    await ask('DELETE', `/campaigns/${other}`, { headers: { 'if-match': '"9"' } }),
    412,
    'version-mismatch',
  )
  assert.equal((await ask('DELETE', `/campaigns/${other}`, { headers })).status, 204)
  assertProblem(await ask('GET', `/campaigns/${other}`), 404, 'campaign-not-found')
})
