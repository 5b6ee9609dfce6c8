import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Company, testApp } from '../../../../test/kit/app.ts'
import { assertRefusal } from '../../../../test/kit/voyado.ts'
import { performOrderJobs } from '../../../domain/orders/perform-order-job.ts'

const { services, newCompany, close } = await testApp()
after(close)

const order = {
  orderId: 'o-1',
  contact: { matchKey: 'ada@example.com', matchKeyType: 'email' },
  status: 'InProgress',
}
const place = `/api/v3/orders/${order.orderId}`

async function withAda(): Promise<Company & { contactId: string }> {
  const company = await newCompany()
  const { body } = await company.call('POST', '/api/v3/contacts', { body: { email: 'ada@example.com' } })
  return { ...company, contactId: body.id }
}

/** Has a write accepted and carried out, and answers what became of it. */
async function written({ call }: Company, ...request: Parameters<Company['call']>) {
  const { status, headers, text } = await call(...request)
  assert.equal(status, 202, text)
  const fail = (error: unknown) => assert.fail(String(error))
  while ((await performOrderJobs(services.db, new AbortController().signal, fail)) > 0);
  return call('GET', new URL(String(headers.location)).pathname)
}

const create = (company: Company, body: object = order) =>
  written(company, 'POST', '/api/v3/orders', { body })

test('an order without a contact id finds its contact by any of the match keys', async () => {
  const company = await withAda()
  const { call, contactId } = company
  const keys = { mobilePhone: '+46701234567', externalId: 'crm-1', socialSecurityNumber: '19900101-2385' }
  const { body: ada } = await call('PATCH', `/api/v3/contacts/${contactId}`, { body: keys })
  const { memberNumber } = ada.attributes
  const matches = [
    ['contactId', contactId],
    ['ContactId', contactId.toUpperCase()],
    ['email', ' ADA@example.com '],
    ['Email', 'ada@example.com'],
    ['mobilePhone', '+46 70-123 45 67'],
    ['MobilePhone', '+46701234567'],
    ['memberNumber', memberNumber],
    ['MemberNumberWithCardNumberAsFallback', memberNumber],
    ['externalId', 'crm-1'],
    ['socialSecurityNumber', '9001012385'],
    ['SocialSecurityNumber', '199001012385'],
  ]
  for (const [number, [matchKeyType, matchKey]] of matches.entries()) {
    const contact = { matchKey, matchKeyType }
    const done = await create(company, { ...order, orderId: `o-${number}`, contact })
    assert.equal(done.status, 302, `${matchKeyType} ${done.text}`)
    const { body } = await call('GET', new URL(String(done.headers.location)).pathname)
    assert.deepEqual([body.contactId, body.contact], [contactId, contact], matchKeyType)
  }
  const { body: page } = await call('GET', `/api/v3/orders?contactId=${contactId}&count=100`)
  assert.equal(page.totalCount, matches.length)
})

test('a match key is sought in the contact type that is named, and a card is nobody', async () => {
  const company = await withAda()
  const { call } = company
  const { body: lead } = await call('POST', '/api/v3/contacts', {
    body: { email: 'ada@example.com', contactType: 'Contact' },
  })
  const contact = { ...order.contact, contactType: 'contact' }
  await create(company, { ...order, orderId: 'lead', contact })
  assert.equal((await call('GET', '/api/v3/orders/lead')).body.contactId, lead.id)
  await create(company, { ...order, orderId: 'card', contact: { matchKey: '1', matchKeyType: 'CardId' } })
  assert.equal((await call('GET', '/api/v3/orders/card')).body.contactId, null)
  const wrong = { ...order, contact: { ...order.contact, contactType: 'VIP' } }
  assertRefusal(await call('POST', '/api/v3/orders', { body: wrong }), 400, 'InvalidContactType')
  for (const [contact, field] of [
    [{ matchKeyType: 'email' }, 'contact.matchKey'],
    [{ matchKey: 'a' }, 'contact.matchKeyType'],
    [{ matchKey: 'a', matchKeyType: 'shoeSize' }, 'contact.matchKeyType'],
  ] as const) {
    const refused = await call('POST', '/api/v3/orders', { body: { ...order, contact } })
    assertRefusal(refused, 400, 'ValidationError')
    assert.equal(refused.body.validationErrors[0].field, field)
  }
})

test("an order is another contact's when it is replaced, and nobody's when the contact is left out", async () => {
  const company = await withAda()
  const { call } = company
  const { body: bo } = await call('POST', '/api/v3/contacts', { body: { email: 'bo@example.com' } })
  await create(company)
  const contact = { matchKey: 'bo@example.com', matchKeyType: 'email' }
  assert.equal((await written(company, 'PUT', place, { body: { ...order, contact } })).status, 302)
  assert.equal((await call('GET', place)).body.contactId, bo.id)
  const { contact: _, ...nobodys } = order
  assert.equal((await written(company, 'PUT', place, { body: nobodys })).status, 302)
  assert.equal((await call('GET', place)).body.contactId, null)
})
