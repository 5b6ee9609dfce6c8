import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { performOrderJobs } from '../../../domain/orders/perform-order-job.ts'
import { defineTrigger } from '../../../domain/triggers/define-trigger.ts'
import { transact } from '../../../storage/database.ts'
import { consumers } from '../../../workers/workers.ts'

const { services, newCompany, catchUp, close } = await testApp()
after(close)
const { db } = services

test('what orders and triggers told of a contact, and what it was before and where, goes with the contact, and of others it stays', async () => {
  const company = await newCompany()
  const { call, tenant } = company
  const trigger = { id: 'moved', name: 'Moved', description: '', fields: [] }
  await transact(db, tx => defineTrigger(tx, tenant, trigger, new Date()))
  const fail = (error: unknown) => assert.fail(String(error))
  const secrets = ['Adagatan', 'Bobgatan']
  const ids: string[] = []
  for (const street of secrets) {
    const email = `${street.toLowerCase()}@example.com`
    const made = await call('POST', '/api/v3/contacts', {
      body: { email, street, place: { latitude: 1, longitude: 2, street } },
    })
    ids.push(made.body.id)
    const moved = await call('PATCH', `/api/v3/contacts/${made.body.id}`, { body: { street: 'Elsewhere' } })
    assert.equal(moved.status, 200, moved.text)
    const back = await call('PATCH', `/api/v3/contacts/${made.body.id}`, { body: { street } })
    assert.equal(back.status, 200, back.text)
    const contact = { matchKey: email, matchKeyType: 'Email' }
    const notice = { orderNumber: 'o', orderStatus: 'A', paymentStatus: 'B', storeId: '1', currency: 'SEK' }
    const item = { type: 'PURCHASE', sku: 's', quantity: 1, grossPaidPrice: 1, description: 'd' }
    const amounts = { createdDate: '2025-01-01T00:00:00Z', totalGrossPrice: 1, items: [item] }
    const told = { ...notice, ...amounts, contact, billingAddress: { street } }
    assert.equal((await call('POST', '/api/v2/orders', { body: told })).status, 202)
    const path = `/api/v3/automation/customTriggers/moved/triggerByContactId/${made.body.id}`
    assert.equal((await call('POST', path, { body: { street } })).status, 200)
    const order = { orderId: street, status: 'A', contact }
    assert.equal((await call('POST', '/api/v3/orders', { body: order })).status, 202)
    await performOrderJobs(db, new AbortController().signal, fail)
    const { versionTag } = (await call('GET', `/api/v3/orders/${street}`)).body
    const action = { action: 'moved', versionTag, data: { street } }
    const taken = await call('POST', `/api/v3/orders/${street}/action`, { body: action })
    assert.equal(taken.status, 202, taken.text)
    await performOrderJobs(db, new AbortController().signal, fail)
  }
  assert.equal((await call('DELETE', `/api/v3/contacts/${ids[0]}`)).status, 200)
  for (const consumer of consumers) await catchUp(consumer, company)

  const events = await db.selectFrom('events').selectAll().where('tenant_id', '=', tenant.id).execute()
  const types = [
    'contact.created',
    'contact.updated',
    'order.registered',
    'order.action-taken',
    'custom-trigger.triggered',
  ]
  const told = (id: string) =>
    events
      .filter(event => event.contact_id === id && types.includes(event.type))
      .map(event => /adagatan|bobgatan/i.test(JSON.stringify({ ...(event.data as object), orderId: '' })))
  assert.deepEqual(told(ids[0]!), Array(6).fill(false))
  assert.deepEqual(told(ids[1]!), Array(6).fill(true))
})
