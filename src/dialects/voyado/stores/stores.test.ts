import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertRefusal } from '../../../../test/kit/voyado.ts'

const { services, newCompany, close } = await testApp()
after(close)

const kungsgatan = { name: 'Kungsgatan', externalId: '7', city: 'Stockholm', countryCode: 'SE' }
const whole = {
  ...kungsgatan,
  type: 'RETAIL',
  active: true,
  county: null,
  email: null,
  adjacentZipCodes: null,
  emailUnsubscribeText: null,
  emailViewOnlineText: null,
  footerHtml: null,
  headerHtml: null,
  homepage: null,
  phoneNumber: null,
  region: null,
  senderAddress: null,
  senderName: null,
  street: null,
  zipCode: null,
  timeZone: null,
  locale: null,
}

const storeEvents = (tenantId: string) =>
  services.db
    .selectFrom('events')
    .select(['type', 'data'])
    .where('tenant_id', '=', tenantId)
    .where('type', 'like', 'store.%')
    .orderBy('seq')
    .execute()

test('a store is created and read back, in every version', async () => {
  for (const version of ['v1', 'v2', 'v3']) {
    const { tenant, call } = await newCompany()
    const created = await call('POST', `/api/${version}/stores`, { body: kungsgatan })
    assert.deepEqual([created.status, created.body], [201, whole])
    const read = await call('GET', `/api/${version}/stores/7`)
    assert.deepEqual([read.status, read.body], [200, whole])
    const list = await call('GET', `/api/${version}/stores`)
    assert.deepEqual(list.body, [whole])
    assert.deepEqual(await storeEvents(tenant.id), [{ type: 'store.created', data: { externalId: '7' } }])
  }
})

test('a change leaves what it does not name, and null clears', async () => {
  const { tenant, call } = await newCompany()
  await call('POST', '/api/v3/stores', { body: { ...kungsgatan, street: 'Kungsgatan 1' } })
  const body = {
    name: 'Kungsgatan 2',
    externalId: '7',
    city: null,
    type: 'ecom',
    timeZone: 'Europe/Stockholm',
  }
  const changed = await call('POST', '/api/v3/stores/7', { body })
  const after = {
    ...whole,
    name: 'Kungsgatan 2',
    city: null,
    street: 'Kungsgatan 1',
    type: 'ECOM',
    timeZone: 'Europe/Stockholm',
  }
  assert.deepEqual([changed.status, changed.body], [200, after])
  assert.deepEqual((await call('POST', '/api/v3/stores', { body })).status, 200, 'the same again')
  assert.deepEqual(
    (await storeEvents(tenant.id)).map(({ type }) => type),
    ['store.created', 'store.updated'],
  )
})

test('an inactive store is seen by who asks for it', async () => {
  const { call } = await newCompany()
  await call('POST', '/api/v3/stores', { body: { ...kungsgatan, active: false } })
  await call('POST', '/api/v3/stores', { body: { name: 'Web', externalId: 'web', type: 'ECOM' } })
  const names = async (query: string) =>
    (await call('GET', `/api/v3/stores${query}`)).body.map((s: Named) => s.name)
  assert.deepEqual(await names(''), ['Web'])
  assert.deepEqual(await names('?includeInactive=true'), ['Kungsgatan', 'Web'])
  assertRefusal(await call('GET', '/api/v3/stores/7'), 404, 'StoreNotFound')
  assert.equal((await call('GET', '/api/v3/stores/7?includeInactive=true')).status, 200)
  await call('POST', '/api/v3/stores/7', { body: { ...kungsgatan, city: 'Solna' } })
  assertRefusal(await call('GET', '/api/v3/stores/7'), 404, 'StoreNotFound', /7/)
})
interface Named {
  name: string
}

test('what is missing or wrong is named, field by field', async () => {
  const { call } = await newCompany()
  const faultsOf = async (path: string, body: unknown) => {
    const answer = await call('POST', path, { body })
    assertRefusal(answer, 400, 'ValidationError')
    return answer.body.validationErrors.map((fault: { field: string }) => fault.field)
  }
  assert.deepEqual(await faultsOf('/api/v3/stores', {}), ['name', 'externalId'])
  assert.deepEqual(await faultsOf('/api/v3/stores', { name: '', externalId: null }), ['name', 'externalId'])
  const wrong = {
    name: 'x'.repeat(201),
    externalId: 'a',
    type: 'POPUP',
    active: 'perhaps',
    city: {},
    street: 'y'.repeat(300),
  }
  assert.deepEqual(await faultsOf('/api/v3/stores', wrong), ['name', 'type', 'active', 'city', 'street'])
  assert.deepEqual(await faultsOf('/api/v3/stores', { name: 'a\0', externalId: 'a' }), ['name'])
  await call('POST', '/api/v3/stores', { body: kungsgatan })
  assert.deepEqual(await faultsOf('/api/v3/stores/7', { ...kungsgatan, externalId: '8' }), ['externalId'])
  const unknown = await call('POST', '/api/v3/stores/8', { body: { ...kungsgatan, externalId: '8' } })
  assertRefusal(unknown, 404, 'StoreNotFound')
  assertRefusal(await call('GET', '/api/v3/stores/%00'), 404, 'StoreNotFound')
  assertRefusal(await call('POST', '/api/v3/stores', { body: [] }), 400, 'ValidationError')
})

test('a store of one company is none of another', async () => {
  const [one, other] = [await newCompany(), await newCompany()]
  await one.call('POST', '/api/v3/stores', { body: kungsgatan })
  assertRefusal(await other.call('GET', '/api/v3/stores/7'), 404, 'StoreNotFound')
  assert.deepEqual((await other.call('GET', '/api/v3/stores')).body, [])
})

test('a store that is created many times at once is one', async () => {
  const { tenant, call } = await newCompany()
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => call('POST', '/api/v3/stores', { body: kungsgatan })),
  )
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 200, 200, 200, 200, 200, 201])
  assert.equal((await storeEvents(tenant.id)).length, 1)
})
