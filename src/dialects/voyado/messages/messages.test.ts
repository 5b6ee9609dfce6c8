import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Company, testApp } from '../../../../test/kit/app.ts'
import { assertRefusal, newContact } from '../../../../test/kit/voyado.ts'
import { newId } from '../../../kernel/ids.ts'

const { services, newCompany, close } = await testApp()
after(close)

const nobody = '018f0000-0000-7000-8000-000000000000'
const lists = [
  ['v2', 'messages'],
  ['v2', 'messages/latest'],
  ['v3', 'emailmessages'],
  ['v3', 'smsmessages'],
  ['v3', 'postalmessages'],
]

/** A message of each channel, one a day. */
async function sendAll({ tenant }: Company, contactId: string) {
  for (const [day, channel] of ['email', 'sms', 'postal', 'email'].entries())
    await services.db
      .insertInto('messages')
      .values({
        tenant_id: tenant.id,
        id: newId(),
        contact_id: contactId,
        channel,
        name: `Letter ${day}`,
        sent_at: new Date(`2025-03-0${day + 1}T12:00:00Z`),
        source: 'Manual',
        is_transactional: false,
        status: 'Delivered',
        link: day === 0 ? 'https://m.example/1' : null,
        text: day === 0 ? 'Spring' : null,
      })
      .execute()
}

const names = (items: { name: string }[]) => items.map(({ name }) => name.slice(-1)).join('')

test('a contact to whom nothing was sent has no messages', async () => {
  const company = await newCompany()
  const contactId = await newContact(company)
  for (const [version, list] of lists) {
    const { status, body } = await company.call('GET', `/api/${version}/contacts/${contactId}/${list}`)
    const paged = list === 'messages' ? { totalCount: 0, offset: 0 } : {}
    assert.deepEqual([status, body], [200, { ...paged, count: 0, items: [] }], list)
  }
})

test('messages come newest first, in pages, and by channel', async () => {
  const company = await newCompany()
  const contactId = await newContact(company)
  await sendAll(company, contactId)
  const get = async (version: string, list: string) =>
    (await company.call('GET', `/api/${version}/contacts/${contactId}/${list}`)).body
  const page = await get('v2', 'messages?offset=1&count=2')
  assert.deepEqual([page.totalCount, page.offset, page.count, names(page.items)], [4, 1, 2, '21'])
  const all = await get('v1', 'messages')
  const { messageId, ...message } = all.items[3]
  assert.match(messageId, /^[0-9a-f-]{36}$/)
  assert.deepEqual(message, {
    name: 'Letter 0',
    sendDateTime: '2025-03-01T12:00:00.000Z',
    type: 'EmailMessage',
    source: 'Manual',
    isTransactional: false,
    status: 'Delivered',
    messageLink: 'https://m.example/1',
    messageText: 'Spring',
  })
  assert.equal(names((await get('v2', 'messages/latest?count=3')).items), '321')
  assert.equal(names((await get('v3', 'emailmessages')).items), '30')
  assert.equal(names((await get('v3', 'emailmessages?count=1')).items), '3')
  assert.equal((await get('v3', 'smsmessages')).items[0].type, 'SmsMessage')
  assert.equal((await get('v3', 'postalmessages')).items[0].type, 'PostalMessage')
})

test('counts beyond the limits, and contacts that are not there, are refused', async () => {
  const company = await newCompany()
  const contactId = await newContact(company)
  for (const [version, list] of lists) {
    const path = (id: string) => `/api/${version}/contacts/${id}/${list}`
    assert.equal((await company.call('GET', `${path(contactId)}?count=500`)).status, 200)
    for (const count of ['501', '0', 'x'])
      assertRefusal(
        await company.call('GET', `${path(contactId)}?count=${count}`),
        400,
        'ValidationError',
        /count/,
      )
    assertRefusal(await company.call('GET', path(nobody)), 404, 'ContactNotFound')
    assertRefusal(await company.call('GET', path('x')), 400, 'InvalidContactId')
  }
})

test("messages are seen by their contact's company alone, and go with the contact", async () => {
  const [company, other] = [await newCompany(), await newCompany()]
  const contactId = await newContact(company)
  await sendAll(company, contactId)
  assertRefusal(await other.call('GET', `/api/v2/contacts/${contactId}/messages`), 404, 'ContactNotFound')
  await company.call('DELETE', `/api/v3/contacts/${contactId}`)
  const rows = services.db.selectFrom('messages').select('id').where('tenant_id', '=', company.tenant.id)
  assert.deepEqual(await rows.execute(), [])
})

test('target audiences are a bare list by name', async () => {
  const [company, other] = [await newCompany(), await newCompany()]
  const segment = (name: string) => ({
    tenant_id: company.tenant.id,
    id: newId(),
    name,
    created_at: new Date(),
  })
  const [spring, autumn] = [segment('Spring'), segment('Autumn')]
  await services.db.insertInto('segments').values([spring, autumn]).execute()
  for (const version of ['v1', 'v2', 'v3']) {
    const { status, body } = await company.call('GET', `/api/${version}/target-audiences`)
    const expected = [autumn, spring].map(({ id, name }) => ({ id, name }))
    assert.deepEqual([status, body], [200, expected])
    assert.deepEqual((await other.call('GET', `/api/${version}/target-audiences`)).body, [])
  }
})
