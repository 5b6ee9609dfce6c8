import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertProblem, newParleyCompany } from '../../../../test/kit/parley.ts'

const app = await testApp()
after(app.close)

const path = `/business-events/${encodeURIComponent('Price Drop / sale')}`
const attributes = [{ name: 'price', type: 'number' }]

test('a business event is defined, written anew, listed and deleted', async () => {
  const company = await newParleyCompany(app)
  const made = await company.ask('PUT', path, { body: { attributes } })
  assert.equal(made.status, 201, made.text)
  assert.deepEqual([made.body.name, made.body.attributes], ['Price Drop / sale', attributes])
  const other = [{ name: 'price', type: 'string' }]
  assert.equal((await company.ask('PUT', path, { body: { attributes: other } })).status, 200)
  const { items } = await company.get('GET', '/business-events')
  assert.deepEqual(
    items.map((each: { attributes: object }) => each.attributes),
    [other],
  )
  const wrong = await company.ask('PUT', path, { body: { attributes: [{ name: '', type: 'x' }] } })
  assertProblem(wrong, 422, 'business-event-invalid')
  assert.deepEqual(
    wrong.body.errors.map((each: { field: string }) => each.field),
    ['attributes.0.name', 'attributes.0.type'],
  )
  assert.equal((await company.ask('DELETE', path)).status, 204)
  assertProblem(await company.ask('DELETE', path), 404, 'business-event-undefined')
})

test('what is told of a defined one must fit, and an undefined one may say anything', async () => {
  const company = await newParleyCompany(app)
  await company.get('PUT', path, { attributes })
  const tell = (name: string, data: object) =>
    company.ask('POST', '/business-events', { body: { name, data } })
  const refused = await tell('Price Drop / sale', { price: 'low' })
  assertProblem(refused, 422, 'business-event-invalid')
  assert.deepEqual(refused.body.errors, [{ field: 'data.price', detail: 'must be of the type number' }])
  assert.equal((await tell('Price Drop / sale', { price: 1, more: 2 })).status, 202)
  assert.equal((await tell('Anything', { price: 'low' })).status, 202)
})
