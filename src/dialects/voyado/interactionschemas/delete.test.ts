import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import {
  assertRefusal,
  furnish,
  kind,
  newInteraction,
  newSchema,
  visit,
} from '../../../../test/kit/voyado.ts'
import { removals } from '../../../domain/interactions/removals.ts'

const { services, newCompany, catchUp, close } = await testApp()
after(close)

const path = '/api/v3/interactionschemas'
const forms: Record<string, (id: string) => string> = {
  'in the path': id => `/${id}`,
  'in the query': id => `?interactionSchemaId=${id}`,
}

for (const version of ['v1', 'v2', 'v3']) {
  for (const [words, form] of Object.entries(forms)) {
    test(`in ${version} a schema is deleted by its alias ${words}, once`, async () => {
      const { call, ...company } = await newCompany()
      await newSchema({ call, ...company })
      const address = `/api/${version}/interactionschemas${form('store-visit')}`
      const { status, text } = await call('DELETE', address)
      assert.deepEqual([status, text], [200, ''])
      assertRefusal(await call('DELETE', address), 404, 'InteractionSchemaNotFound', /store-visit/)
      assertRefusal(await call('GET', `${path}/store-visit`), 404, 'InteractionSchemaNotFound')
      assert.deepEqual((await call('GET', path)).body, [])
    })
  }
}

test('a deletion that names no schema is refused', async () => {
  const { call } = await newCompany()
  assertRefusal(await call('DELETE', path), 400, 'ValidationError', /interactionSchemaId/)
  assertRefusal(await call('DELETE', `${path}/`), 400, 'ValidationError', /interactionSchemaId/)
  assertRefusal(await call('DELETE', `${path}?interactionSchemaId=`), 400, 'ValidationError')
  assertRefusal(await call('DELETE', `${path}?interactionId=x`), 400, 'ValidationError')
  assertRefusal(await call('DELETE', `${path}/%00`), 404, 'InteractionSchemaNotFound')
})

test('the interactions of a deleted schema are gone at once, in every way of reading', async () => {
  const company = await newCompany()
  const { contactId, schemaId, interactionId } = await furnish(company)
  await company.call('DELETE', `${path}/${schemaId}`)
  const api = '/api/v3/interactions'
  for (const address of [
    `${api}/${interactionId}`,
    `${api}/${interactionId}/body`,
    `${api}?interactionId=${interactionId}`,
  ])
    assertRefusal(await company.call('GET', address), 404, 'InteractionNotFound')
  assertRefusal(await company.call('DELETE', `${api}/${interactionId}`), 404, 'InteractionNotFound')
  const list = `${api}?contactId=${contactId}&schemaId=${schemaId}`
  assertRefusal(await company.call('GET', list), 404, 'InteractionSchemaNotFound')
  const body = { contactId, schemaId, payload: visit }
  assertRefusal(await company.call('POST', api, { body }), 404, 'InteractionSchemaNotFound')
})

test('the alias is free at once, and the new schema has none of the old interactions', async () => {
  const company = await newCompany()
  const { contactId, schemaId, interactionId } = await furnish(company)
  await company.call('DELETE', `${path}/${schemaId}`)
  await newSchema(company, kind(schemaId, { stars: { type: 'integer' } }, { required: ['stars'] }))
  const list = `/api/v3/interactions?contactId=${contactId}&schemaId=${schemaId}`
  assert.deepEqual((await company.call('GET', list)).body, { items: [], links: [] })
  assertRefusal(
    await company.call('GET', `/api/v3/interactions/${interactionId}`),
    404,
    'InteractionNotFound',
  )

  const old = { contactId, schemaId, payload: visit }
  assertRefusal(
    await company.call('POST', '/api/v3/interactions', { body: old }),
    400,
    'InvalidInteractionPayload',
  )
  const id = await newInteraction(company, { contactId, schemaId, payload: { stars: 5 } })
  await catchUp(removals, company)
  const { body } = await company.call('GET', list)
  assert.deepEqual(
    body.items.map((item: { id: string }) => item.id),
    [id],
    'the new ones outlive the removal of the old',
  )
})

test('what was stored and rejected under a deleted schema is taken off the disk, and nothing else', async () => {
  const company = await newCompany()
  const { contactId, schemaId } = await furnish(company)
  await company.call('POST', '/api/v3/interactions', { body: { contactId, schemaId, payload: {} } })
  const other = await newSchema(company, kind('other', { name: { type: 'string' } }))
  const kept = await newInteraction(company, { contactId, schemaId: other, payload: { name: 'x' } })
  await company.call('DELETE', `${path}/${schemaId}`)
  await catchUp(removals, company)

  const idsIn = async (table: 'interactions' | 'rejected_interactions') => {
    const query = services.db.selectFrom(table).select('id').where('tenant_id', '=', company.tenant.id)
    return (await query.execute()).map(({ id }) => id)
  }
  assert.deepEqual(await idsIn('interactions'), [kept])
  assert.deepEqual(await idsIn('rejected_interactions'), [])
})

test('a schema that is deleted while interactions arrive leaves none that can be read', async () => {
  const company = await newCompany()
  const { contactId, schemaId } = await furnish(company)
  const body = { contactId, schemaId, payload: visit }
  const posts = Array.from({ length: 30 }, () => company.call('POST', '/api/v3/interactions', { body }))
  const deletion = company.call('DELETE', `${path}/${schemaId}`)
  const more = Array.from({ length: 30 }, () => company.call('POST', '/api/v3/interactions', { body }))
  assert.equal((await deletion).status, 200)
  const answers = await Promise.all([...posts, ...more])
  for (const { status } of answers) assert.ok(status === 200 || status === 404)
  for (const answer of answers.filter(({ status }) => status === 200)) {
    const { status } = await company.call('GET', `/api/v3/interactions/${answer.body.id}`)
    assert.equal(status, 404)
  }
  await catchUp(removals, company)
  const left = await services.db
    .selectFrom('interactions')
    .select('id')
    .where('tenant_id', '=', company.tenant.id)
    .execute()
  assert.deepEqual(left, [])
})
