import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { testApp } from '../../../test/kit/app.ts'
import { assertRefusal } from '../../../test/kit/voyado.ts'
import { voyado } from './dialect.ts'
import { plannedOperations } from './planned-operations.ts'

const { newCompany, close } = await testApp()
after(close)

const pathOf = (path: string, version = 'v3') => `/api/${version}${path.replaceAll(/\{\w+\}/g, 'some')}`
const place = (method: string, path: string) => `${method} ${path.toLowerCase().replaceAll(/\{\w+\}/g, '{}')}`

test('a planned operation says in every version that it is not served yet', async () => {
  const { call } = await newCompany()
  for (const { method, path, name } of plannedOperations) {
    for (const version of ['v1', 'v2', 'v3']) {
      const answer = await call(method, pathOf(path, version), method === 'GET' ? {} : { body: {} })
      assertRefusal(answer, 501, 'NotImplemented', new RegExp(name))
    }
  }
})

test('it says so to who may call, and to nobody else', async () => {
  const { call } = await newCompany({ key: { scopes: ['contacts:read'] } })
  for (const { method, path } of plannedOperations) {
    const without = await call(method, pathOf(path), { headers: { apikey: undefined } })
    assertRefusal(without, 401, 'Unauthorized')
    assertRefusal(await call(method, pathOf(path)), 403, 'Forbidden')
  }
})

test('the answer is not kept under an Idempotency-Key', async () => {
  const { call } = await newCompany()
  const headers = { 'idempotency-key': 'points-1' }
  for (let n = 0; n < 2; n++) {
    const answer = await call('POST', '/api/v2/point-accounts/transactions', { body: [], headers })
    assertRefusal(answer, 501, 'NotImplemented')
    assert.equal(answer.headers['idempotent-replayed'], undefined)
  }
})

test('nothing is both served and planned, and nothing is planned twice', () => {
  const all = [
    ...voyado.operations.filter(({ versions }) => versions?.includes('v2') ?? true),
    ...plannedOperations,
  ]
  const places = all.map(({ method, path }) => place(method, path))
  assert.deepEqual(
    places.filter((each, n) => places.indexOf(each) < n),
    [],
  )
  const names = plannedOperations.map(({ name }) => name)
  assert.equal(new Set(names).size, names.length)
})

test('the references do not describe what is planned', async () => {
  const { call } = await newCompany()
  for (const version of ['v1', 'v2', 'v3']) {
    const { body } = await call('GET', `/api/${version}/openapi.json`)
    for (const { path, method } of plannedOperations)
      assert.equal(body.paths[path]?.[method.toLowerCase()], undefined, `${method} ${path}`)
  }
})

test('every operation of loyalty that the vendor describes is served or planned', () => {
  const vendor = JSON.parse(readFileSync('test/cases/voyado-v2-operations.json', 'utf8'))
  const known = new Set(
    [...voyado.operations, ...plannedOperations].map(({ method, path }) => place(method, path)),
  )
  const loyalty =
    /point|bonuscheck|promotion\b|promotions|posoffers|challenges|achievements|inventory|backinstock|voucher/
  const missing = vendor
    .map(({ method, path }: { method: string; path: string }) => place(method, path.replace('/api/v2', '')))
    .filter((each: string) => loyalty.test(each) && !known.has(each))
  assert.deepEqual(missing, [])
})

test('what is not meant is not there', async () => {
  const { call } = await newCompany()
  const places = [
    '/bisnode/some/enrichments',
    '/personlookup/getpersonlookup',
    '/contacts/some/productrecommendations',
  ]
  for (const path of places) assertRefusal(await call('GET', `/api/v2${path}`), 404, 'NotFound')
})
