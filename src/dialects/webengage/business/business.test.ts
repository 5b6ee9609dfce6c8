import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { newParleyCompany } from '../../../../test/kit/parley.ts'
import { assertError } from '../../../../test/kit/webengage.ts'
import { createKey } from '../../../domain/accounts/create-key.ts'
import { transact } from '../../../storage/database.ts'

const app = await testApp()
after(app.close)
const { db, directory } = app.services

test('a business event begins the automations that are entered by its name', async () => {
  const company = await newParleyCompany(app)
  const { secret } = await transact(db, tx =>
    createKey(tx, company.tenant.id, { dialect: 'webengage', name: 'w' }, 'test', new Date()),
  )
  await directory.refresh()
  const definition = {
    entry: { kind: 'businessEvent', name: 'Price Drop' },
    start: 'end',
    steps: { end: { kind: 'exit', reason: 'told' } },
  }
  const { id } = await company.get('POST', '/automations', { name: 'Relay', definition })
  await company.get('POST', `/automations/${id}/start`)
  const save = (body: object) =>
    company.call('POST', `/v2/accounts/${company.tenant.id.slice(-8)}/business/save-event`, {
      headers: { apikey: undefined, authorization: `Bearer ${secret}` },
      body,
    })
  const answer = await save({ eventName: 'Price Drop', eventData: { sku: 'A-9', price: 19.9 } })
  assert.equal(answer.status, 200, answer.text)
  assert.deepEqual(answer.body, { response: { data: {}, message: 'success', status: 'success' } })
  assert.equal(answer.headers['x-ratelimit-limit'], '1')
  assert.equal((await company.get('GET', `/automations/${id}/starts`)).items.length, 1)
  assertError(await save({ eventData: {} }), 400, /^Error: eventName is required/)
  assertError(await save({ eventName: 'x', eventTime: 'soon' }), 400, /^Error: eventTime must be/)
  assertError(await save({ eventName: 'x', eventData: [] }), 400, /^Error: eventData must be/)
})
