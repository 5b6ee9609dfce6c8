import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Company, testApp } from '../../../../test/kit/app.ts'
import { assertRefusal, newContact } from '../../../../test/kit/voyado.ts'
import { readNpsFigures } from '../../../domain/surveys/read-nps-figures.ts'

const { services, newCompany, close } = await testApp()
after(close)

const nobody = '018f0000-0000-7000-8000-000000000000'

const answer = ({ call }: Company, contactId: string, query: string, version = 'v3') =>
  call('POST', `/api/${version}/contacts/${contactId}/createNpsResponse${query}`)

test('answers are kept; the newest grade and the exact average can be read', async () => {
  const company = await newCompany()
  const contactId = await newContact(company)
  await company.call('POST', '/api/v3/stores', { body: { name: 'Web', externalId: 'web', active: false } })
  for (const query of ['?grade=10', '?grade=9&storeId=web', '?grade=1']) {
    const { status, text } = await answer(company, contactId.toUpperCase(), query)
    assert.deepEqual([status, text], [200, ''])
  }
  const figures = (await readNpsFigures(services.db, company.tenant, [contactId, nobody])).get(contactId)!
  assert.deepEqual([figures.grade, figures.averageGrade], [1, '6.67'])
  const { attributes } = (await company.call('GET', `/api/v3/contacts/${contactId}`)).body
  assert.deepEqual([attributes['nps.grade'], attributes['nps.averagegrade']], [1, 6.67])
  assert.equal(attributes['nps.datetime'], figures.answeredAt.toISOString())
  const forged = { firstName: 'Ada', 'nps.grade': 10, 'nps.averagegrade': 10 }
  const patched = await company.call('PATCH', `/api/v3/contacts/${contactId}`, { body: forged })
  assert.deepEqual(
    [patched.status, patched.body.attributes['nps.grade'], patched.body.attributes['nps.averagegrade']],
    [200, 1, 6.67],
  )
  assert.ok(Math.abs(figures.answeredAt.getTime() - Date.now()) < 60_000)
  const events = await services.db
    .selectFrom('events')
    .select(['contact_id', 'data'])
    .where('tenant_id', '=', company.tenant.id)
    .where('type', '=', 'nps.answered')
    .orderBy('seq')
    .execute()
  assert.deepEqual(events, [
    { contact_id: contactId, data: { grade: 10, storeId: null } },
    { contact_id: contactId, data: { grade: 9, storeId: 'web' } },
    { contact_id: contactId, data: { grade: 1, storeId: null } },
  ])
  assert.equal((await company.call('DELETE', `/api/v3/contacts/${contactId}`)).status, 200)
  assert.equal((await readNpsFigures(services.db, company.tenant, [contactId])).size, 0)
})

test('what is no grade, no contact or no store is refused, and version 2 has no such operation', async () => {
  const company = await newCompany()
  const contactId = await newContact(company)
  for (const query of [
    '',
    '?grade=',
    '?grade=0',
    '?grade=11',
    '?grade=5.5',
    '?grade=-1',
    '?grade=1e1',
    '?grade=x',
    '?grade=%201',
  ])
    assertRefusal(await answer(company, contactId, query), 400, 'InvalidGrade')
  assertRefusal(await answer(company, nobody, '?grade=5'), 404, 'ContactNotFound')
  assertRefusal(await answer(company, 'x', '?grade=5'), 400, 'InvalidContactId')
  assertRefusal(await answer(company, contactId, '?grade=5&storeId=moon'), 404, 'StoreNotFound')
  assertRefusal(await answer(company, contactId, '?grade=5&storeId=%00'), 404, 'StoreNotFound')
  assertRefusal(await answer(company, contactId, '?grade=5', 'v2'), 404, 'NotFound')
  assert.equal((await readNpsFigures(services.db, company.tenant, [contactId])).size, 0)
})
