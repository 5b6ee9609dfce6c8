import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertProblem, newParleyCompany, newParleyContact } from '../../../../test/kit/parley.ts'

const app = await testApp()
after(app.close)

test('the clock is frozen, set, advanced and let go', async () => {
  const { ask, get } = await newParleyCompany(app)
  assert.equal((await get('GET', '/clock')).frozenAt, null)
  const at = '2030-01-31T10:00:00.000Z'
  assert.deepEqual((await get('POST', '/clock', { move: 'freeze', at })).frozenAt, at)
  assert.equal((await get('POST', '/clock', { move: 'advance', by: 'P1M' })).now, '2030-02-28T10:00:00.000Z')
  assert.equal((await get('GET', '/clock')).now, '2030-02-28T10:00:00.000Z')
  assert.equal((await get('POST', '/clock', { move: 'resume', toRealTime: true })).offsetMs, 0)
  assertProblem(await ask('POST', '/clock', { body: { move: 'set' } }), 400, 'input-invalid')
  assertProblem(await ask('POST', '/clock', { body: { move: 'advance', by: 'soon' } }), 400, 'input-invalid')
  assertProblem(
    await ask('POST', '/clock', { body: { move: 'advance', by: '999999w' } }),
    422,
    'account-input-invalid',
  )
})

test('what falls due until a time is counted before the clock is moved there', async () => {
  const company = await newParleyCompany(app)
  const { ask, get, tenant } = company
  await get('POST', '/clock', { move: 'freeze', at: '2030-01-31T10:00:00.000Z' })
  const dueAt = '2030-02-10T10:00:00.000Z'
  const { id } = await get('POST', '/webhooks', { url: 'https://shop.example.com/' })
  await get('POST', `/webhooks/${id}/test`, {})
  const { db } = app.services
  const postpone = () =>
    db
      .updateTable('webhook_deliveries')
      .set({ due_at: new Date(dueAt) })
      .where('tenant_id', '=', tenant.id)
      .execute()
  await postpone()
  const deliveries = async (query: string) => {
    const { until, items } = await get('GET', `/clock/due?${query}`)
    return [until, items.find(({ kind }: { kind: string }) => kind === 'deliveries')]
  }
  assert.deepEqual(await deliveries('by=9d'), [
    '2030-02-09T10:00:00.000Z',
    { kind: 'deliveries', count: 0, firstAt: null },
  ])
  assert.deepEqual(await deliveries('by=P1M'), [
    '2030-02-28T10:00:00.000Z',
    { kind: 'deliveries', count: 1, firstAt: dueAt },
  ])
  assert.deepEqual((await deliveries(`until=${dueAt}`))[1].count, 1)
  await get('POST', `/webhooks/${id}/disable`, {})
  assert.deepEqual((await deliveries(`until=${dueAt}`))[1].count, 0, 'what rests is not due')
  const stranger = await newParleyCompany(app)
  assert.ok(
    (await stranger.get('GET', '/clock/due?by=9000d')).items.every(
      ({ count }: { count: number }) => count === 0,
    ),
  )
  assertProblem(await ask('GET', '/clock/due'), 400, 'input-invalid')
  assertProblem(await ask('GET', '/clock/due?by=soon'), 400, 'input-invalid')
  assertProblem(await ask('GET', '/clock/due?by=999999w'), 422, 'account-input-invalid')
})

test('a fault rule strikes in the form of a real refusal, and can always be taken away', async () => {
  const { ask, get } = await newParleyCompany(app)
  const rule = await ask('POST', '/fault-rules', { body: { id: 'all', action: { status: 503 } } })
  assert.equal(rule.status, 201, rule.text)
  const struck = await ask('GET', '/contacts')
  assertProblem(struck, 503, 'fault-injected')
  assert.deepEqual([struck.headers['parley-fault'], struck.headers['retry-after']], ['all', '1'])
  assertProblem(
    await ask('POST', '/fault-rules', { body: { id: 'all', action: { status: 503 } } }),
    409,
    'fault-rule-exists',
  )
  assertProblem(await ask('POST', '/fault-rules', { body: { action: {} } }), 422, 'account-input-invalid')
  const { items } = await get('GET', '/fault-rules')
  assert.deepEqual([items[0].fitted, items[0].struck], [1, 1])
  assert.equal((await ask('DELETE', '/fault-rules/all')).status, 204)
  assert.equal((await ask('GET', '/contacts')).status, 200)
  assertProblem(await ask('DELETE', '/fault-rules/all'), 404, 'fault-rule-not-found')
  await get('POST', '/fault-rules', { requests: { method: 'get' }, action: { status: 429 } })
  assertProblem(await ask('GET', '/contacts'), 429, 'fault-injected')
  assert.deepEqual(await get('DELETE', '/fault-rules'), { removed: 1 })
})

test('a tenant is put back to a snapshot and to nothing', async () => {
  const company = await newParleyCompany(app)
  const { ask, get } = company
  await newParleyContact(company)
  const taken = await get('POST', '/snapshots', { name: 'one' })
  assert.ok(taken.rows > 0)
  assertProblem(await ask('POST', '/snapshots', { body: { name: 'one' } }), 409, 'snapshot-exists')
  await get('POST', '/snapshots', { name: 'one', replace: true })
  await newParleyContact(company)
  const count = async () => (await get('GET', '/contacts')).items.length
  assert.equal(await count(), 2)
  assert.equal((await ask('POST', '/reset', { body: { snapshot: 'one' } })).status, 204)
  assert.equal(await count(), 1)
  const headers = { 'idempotency-key': 'reset' } // passed over: a reset opens transactions of its own
  assert.equal((await ask('POST', '/reset', { body: {}, headers })).status, 204)
  assert.equal(await count(), 0)
  assert.equal((await get('GET', '/snapshots')).items.length, 1)
  assertProblem(await ask('POST', '/reset', { body: { snapshot: 'two' } }), 404, 'snapshot-not-found')
  assert.equal((await ask('DELETE', '/snapshots/one')).status, 204)
  assertProblem(await ask('DELETE', '/snapshots/one'), 404, 'snapshot-not-found')
})

test('nothing of it is done to a tenant in production', async () => {
  const { ask } = await newParleyCompany(app, { settings: { production: true } })
  const refused = [
    await ask('POST', '/clock', { body: { move: 'freeze' } }),
    await ask('POST', '/fault-rules', { body: { action: { status: 503 } } }),
    await ask('POST', '/snapshots', { body: { name: 'one' } }),
    await ask('POST', '/reset', { body: {} }),
  ]
  for (const answer of refused) assertProblem(answer, 409, 'tenant-is-production')
})
