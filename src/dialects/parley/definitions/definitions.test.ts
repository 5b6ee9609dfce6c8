import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertProblem, newParleyCompany, newParleyContact } from '../../../../test/kit/parley.ts'

const app = await testApp()
after(app.close)

const vip = { displayName: 'Very important', keyAttribute: 'mobilePhone', mandatoryAttributes: ['lastName'] }

test('a type of contacts is defined and defined anew, and it stands in the audit trail', async () => {
  const { get, ask } = await newParleyCompany(app)
  assert.deepEqual(await get('PUT', '/contact-types/VIP', vip), { id: 'VIP', ...vip })
  const second = { ...vip, mandatoryAttributes: [] }
  await get('PUT', '/contact-types/VIP', second)
  const { items } = await get('GET', '/contact-types')
  assert.deepEqual(items.at(-1), { id: 'VIP', ...second })
  const trail = await get('GET', '/audit-trail?action=contact-type.defined')
  assert.deepEqual([trail.items.length, trail.items[0].details], [2, second])
  const wrong = await ask('PUT', '/contact-types/a%20b', { body: { ...vip, displayName: '' } })
  assertProblem(wrong, 400, 'input-invalid')
  assert.deepEqual(
    wrong.body.errors.map(({ field }: { field: string }) => field),
    ['id', 'displayName'],
  )
  assertProblem(
    await ask('PUT', '/contact-types/x', { body: { ...vip, keyAttribute: 'city' } }),
    400,
    'input-invalid',
  )
  assert.equal((await get('GET', '/audit-trail?action=contact-type.defined')).items.length, 2)
})

test('a type keeps what its contacts are known by', async () => {
  const company = await newParleyCompany(app)
  await newParleyContact(company)
  const { items } = await company.get('GET', '/contact-types')
  const { id, ...member } = items.find((type: { id: string }) => type.id === 'Member')
  const keyAttribute = member.keyAttribute === 'email' ? 'externalId' : 'email'
  const answer = await company.ask('PUT', `/contact-types/${id}`, { body: { ...member, keyAttribute } })
  assertProblem(answer, 400, 'input-invalid')
  assert.equal(answer.body.errors[0].field, 'keyAttribute')
})

test('a consent is defined, defined anew and taken out, each tenant its own', async () => {
  const { get, ask } = await newParleyCompany(app)
  const other = await newParleyCompany(app)
  const terms = { name: 'Terms', isMandatory: true, displayText: { 'sv-SE': 'Jag godkänner' } }
  const made = await get('PUT', '/consents/terms', terms)
  assert.deepEqual(made, { id: 'terms', ...terms, linkText: {}, conditionText: {} })
  await get('PUT', '/consents/terms', { ...terms, isMandatory: false })
  assert.deepEqual((await get('GET', '/consents')).items, [{ ...made, isMandatory: false }])
  assert.deepEqual((await other.get('GET', '/consents')).items, [])
  const wrong = await ask('PUT', '/consents/terms', { body: { ...terms, displayText: { Swedish_: 'x' } } })
  assertProblem(wrong, 400, 'input-invalid')
  assert.equal(wrong.body.errors[0].field, 'displayText.Swedish_')
  assertProblem(await other.ask('DELETE', '/consents/terms'), 404, 'consent-not-found')
  assert.equal((await ask('DELETE', '/consents/terms')).status, 204)
  assertProblem(await ask('DELETE', '/consents/terms'), 404, 'consent-not-found')
  const { items } = await get('GET', '/audit-trail')
  assert.deepEqual(
    items.map(({ action }: { action: string }) => action).filter((action: string) => /^consent/.test(action)),
    ['consent.deleted', 'consent.defined', 'consent.defined'],
  )
})

test('attributes that nobody declared are told with their types', async () => {
  const { get, tenant } = await newParleyCompany(app)
  assert.deepEqual(await get('GET', '/contact-attributes'), { items: [] })
  const learntAt = new Date('2026-01-01T00:00:00Z')
  await app.services.db
    .insertInto('attribute_types')
    .values({ tenant_id: tenant.id, name: 'shoeSize', type: 'number', learnt_at: learntAt })
    .execute()
  assert.deepEqual((await get('GET', '/contact-attributes')).items, [
    {
      name: 'shoeSize',
      type: 'number',
      learntAt: learntAt.toISOString(),
      dropped: 0,
      lastDroppedAt: null,
    },
  ])
})
