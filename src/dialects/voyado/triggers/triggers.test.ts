import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Answer, type Company, testApp } from '../../../../test/kit/app.ts'
import { assertRefusal, newContact } from '../../../../test/kit/voyado.ts'
import { moveClock } from '../../../domain/accounts/move-clock.ts'
import { defineTrigger } from '../../../domain/triggers/define-trigger.ts'
import type { TriggerField } from '../../../domain/triggers/trigger.ts'
import { transact } from '../../../storage/database.ts'

const { services, newCompany, close } = await testApp()
after(close)
const { db } = services

const somebody = '018f0000-0000-7000-8000-000000000000'

async function companyWith(fields: readonly TriggerField[] = []): Promise<Company> {
  const company = await newCompany()
  const trigger = { id: 'pwd-reset', name: 'Password', description: '', fields }
  await transact(db, tx => defineTrigger(tx, company.tenant, trigger, new Date()))
  return company
}

const fire = ({ call }: Company, whom: string, body: unknown = {}, trigger = 'pwd-reset'): Promise<Answer> =>
  call('POST', `/api/v3/automation/customTriggers/${trigger}/${whom}`, { body })

const facts = async ({ tenant }: Company) =>
  (
    await db
      .selectFrom('events')
      .select(['contact_id', 'data'])
      .where('tenant_id', '=', tenant.id)
      .where('type', '=', 'custom-trigger.triggered')
      .orderBy('seq')
      .execute()
  ).map(({ contact_id, data }) => ({ contactId: contact_id, data }))

test('a trigger is called for a contact, in every version, and answered with nothing', async () => {
  const company = await companyWith()
  const contactId = await newContact(company)
  const body = { language: 'sv-SE', oldAccount: 'true' }
  for (const version of ['v1', 'v2', 'v3']) {
    const path = `/api/${version}/automation/customTriggers/pwd-reset/triggerByContactId/${contactId}`
    const { status, text } = await company.call('POST', path, { body })
    assert.deepEqual([status, text], [200, ''])
  }
  const fact = { contactId, data: { triggerId: 'pwd-reset', data: body } }
  assert.deepEqual(await facts(company), [fact, fact, fact])
})

test('a contact is found by the key of its type, its external id or its social security number', async () => {
  const company = await companyWith()
  const person = {
    email: 'anna@example.com',
    externalId: 'crm/17',
    socialSecurityNumber: '19811218-9876',
  }
  const made = await company.call('POST', '/api/v3/contacts', { body: person })
  assert.equal(made.status, 201, made.text)
  const ways = [
    'triggerByContactTypeAndKey/member/Anna@Example.com',
    'triggerByExternalContactId/crm%2F17',
    'triggerBySocialSecurityNumber/811218-9876',
  ]
  for (const way of ways) {
    const { status, text } = await fire(company, way)
    assert.equal(status, 200, `${way}: ${text}`)
  }
  assert.deepEqual(
    (await facts(company)).map(({ contactId }) => contactId),
    ways.map(() => made.body.id),
  )
})

test('a member number is no external id', async () => {
  const company = await companyWith()
  const made = await company.call('POST', '/api/v3/contacts', {
    body: { email: 'a@example.com', memberNumber: '4711' },
  })
  assert.equal(made.status, 201, made.text)
  assertRefusal(await fire(company, 'triggerByExternalContactId/4711'), 404, 'ContactNotFound')
})

test('an external id of two contacts is told', async () => {
  const company = await companyWith()
  for (const contactType of ['Member', 'Contact']) {
    const body = { email: 'two@example.com', externalId: 'same', contactType }
    assert.equal((await company.call('POST', '/api/v3/contacts', { body })).status, 201)
  }
  assertRefusal(await fire(company, 'triggerByExternalContactId/same'), 409, 'MultipleMatches')
})

test('an unknown trigger, and one of another tenant, is not found', async () => {
  const [company, other] = [await companyWith(), await newCompany()]
  const contactId = await newContact(other)
  assertRefusal(
    await fire(other, `triggerByContactId/${contactId}`),
    404,
    'CustomTriggerNotFound',
    /pwd-reset/,
  )
  for (const name of ['nothing', 'x'.repeat(400), '%00', '__proto__'])
    assertRefusal(
      await fire(company, `triggerByContactId/${somebody}`, {}, name),
      404,
      'CustomTriggerNotFound',
    )
})

test('an unknown contact, and one of another tenant, is not found', async () => {
  const [company, other] = [await companyWith(), await newCompany()]
  const foreign = await newContact(other)
  for (const id of [somebody, foreign])
    assertRefusal(await fire(company, `triggerByContactId/${id}`), 404, 'ContactNotFound')
  assertRefusal(
    await fire(company, 'triggerByContactTypeAndKey/Member/no@example.com'),
    404,
    'ContactNotFound',
  )
  assertRefusal(await fire(company, 'triggerByExternalContactId/nobody'), 404, 'ContactNotFound')
  assertRefusal(await fire(company, 'triggerBySocialSecurityNumber/811218-9876'), 404, 'ContactNotFound')
  assert.deepEqual(await facts(company), [])
})

test('a key that is none is refused by its name', async () => {
  const company = await companyWith()
  const refusals = [
    ['triggerByContactId/no-uuid', 'InvalidContactId'],
    ['triggerByContactTypeAndKey/Nothing/a@example.com', 'InvalidContactType'],
    ['triggerByContactTypeAndKey/Member/no-address', 'InvalidEmailAddress'],
    ['triggerBySocialSecurityNumber/12', 'InvalidSocialSecurityNumber'],
    ['triggerByExternalContactId/%20', 'InvalidSearchQuery'],
  ] as const
  for (const [whom, code] of refusals) assertRefusal(await fire(company, whom), 400, code)
})

test('the data of a call has the declared fields, and each fault is named', async () => {
  const company = await companyWith([
    { name: 'url', type: 'string', required: true },
    { name: 'old', type: 'boolean', required: false },
    { name: 'until', type: 'date', required: false },
  ])
  const whom = `triggerByContactId/${await newContact(company)}`
  const wrong = await fire(company, whom, { old: 'perhaps', until: 'soon', more: 1 })
  assertRefusal(wrong, 400, 'InvalidTriggerData', /url/)
  assert.deepEqual(
    wrong.body.validationErrors.map((fault: { field: string }) => fault.field),
    ['url', 'old', 'until'],
  )
  assertRefusal(await fire(company, whom, ['list']), 400, 'InvalidTriggerData')
  assertRefusal(
    await company.call('POST', `/api/v3/automation/customTriggers/pwd-reset/${whom}`),
    400,
    'InvalidTriggerData',
  )
  assert.deepEqual(await facts(company), [])
  assert.equal(
    (await fire(company, whom, { url: 'https://x.example', old: 'True', more: { deep: [1] } })).status,
    200,
  )
  assert.deepEqual((await facts(company))[0]?.data, {
    triggerId: 'pwd-reset',
    data: { url: 'https://x.example', old: true, more: { deep: [1] } },
  })
})

test('a call without a body will do for a trigger without required fields', async () => {
  const company = await companyWith()
  const path = `/api/v3/automation/customTriggers/pwd-reset/triggerByContactId/${await newContact(company)}`
  assert.equal((await company.call('POST', path)).status, 200)
})

test('data that is too large is refused', async () => {
  const company = await companyWith()
  const whom = `triggerByContactId/${await newContact(company)}`
  assertRefusal(await fire(company, whom, { text: 'x'.repeat(64 * 1024) }), 413, 'RequestTooLarge')
})

test('an Idempotency-Key tells it once', async () => {
  const company = await companyWith()
  const path = `/api/v3/automation/customTriggers/pwd-reset/triggerByContactId/${await newContact(company)}`
  const headers = { 'idempotency-key': 'once' }
  for (let n = 0; n < 2; n++)
    assert.equal((await company.call('POST', path, { body: {}, headers })).status, 200)
  assert.equal((await facts(company)).length, 1)
})

test('the fact has the time of the tenant', async () => {
  const company = await companyWith()
  const contactId = await newContact(company)
  const at = new Date('2031-01-01T00:00:00Z')
  await transact(db, tx => moveClock(tx, company.tenant, { kind: 'freeze', at }, 'test', new Date()))
  await services.directory.refresh()
  assert.equal((await fire(company, `triggerByContactId/${contactId}`)).status, 200)
  const fact = db.selectFrom('events').select('at').where('tenant_id', '=', company.tenant.id)
  const [row] = await fact.where('type', '=', 'custom-trigger.triggered').execute()
  assert.deepEqual(row?.at, at)
})

test('a deleted contact gets no call after its deletion, however close they are', async () => {
  const company = await companyWith()
  const contactId = await newContact(company)
  const [, ...answers] = await Promise.all([
    company.call('DELETE', `/api/v3/contacts/${contactId}`),
    ...Array.from({ length: 6 }, () => fire(company, `triggerByContactId/${contactId}`)),
  ])
  const log = await db
    .selectFrom('events')
    .select('type')
    .where('tenant_id', '=', company.tenant.id)
    .where('contact_id', '=', contactId)
    .orderBy('seq')
    .execute()
  assert.equal(log.at(-1)?.type, 'contact.deleted')
  assert.equal(log.length, 2 + answers.filter(({ status }) => status === 200).length)
})
