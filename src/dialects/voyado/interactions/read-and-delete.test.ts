import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertRefusal, furnish, newInteraction, visit } from '../../../../test/kit/voyado.ts'

const { newCompany, close } = await testApp()
after(close)

const path = '/api/v3/interactions'
const unknown = '018f0000-0000-7000-8000-000000000000'

for (const version of ['v1', 'v2', 'v3']) {
  const versionPath = `/api/${version}/interactions`

  for (const method of ['GET', 'POST'] as const) {
    test(`in ${version} an interaction is read by ${method}`, async () => {
      const company = await newCompany()
      const { contactId, schemaId, interactionId } = await furnish(company)
      const { status, body } = await company.call(method, `${versionPath}/${interactionId}`)
      assert.equal(status, 200)
      assert.deepEqual(Object.keys(body), ['id', 'contactId', 'schemaId', 'createdDate', 'payload'])
      const { createdDate, ...rest } = body
      assert.deepEqual(rest, { id: interactionId, contactId, schemaId, payload: visit })
      assert.match(createdDate, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      assertRefusal(await company.call(method, `${versionPath}/${unknown}`), 404, 'InteractionNotFound')
      assertRefusal(await company.call(method, `${versionPath}/x`), 400, 'InvalidInteractionId')
    })
  }

  for (const form of ['/', '?interactionId=']) {
    test(`in ${version} an interaction is deleted by ${form}id, once, and is then gone`, async () => {
      const company = await newCompany()
      const { contactId, schemaId, interactionId } = await furnish(company)
      const kept = await newInteraction(company, { contactId, schemaId })
      const address = `${versionPath}${form}${interactionId}`
      const { status, text } = await company.call('DELETE', address)
      assert.deepEqual([status, text], [200, ''])
      assertRefusal(await company.call('DELETE', address), 404, 'InteractionNotFound')
      assertRefusal(await company.call('GET', `${path}/${interactionId}`), 404, 'InteractionNotFound')
      const list = await company.call('GET', `${path}?contactId=${contactId}&schemaId=${schemaId}`)
      assert.deepEqual(
        list.body.items.map(({ id }: { id: string }) => id),
        [kept],
      )
      assertRefusal(await company.call('DELETE', `${versionPath}${form}x`), 400, 'InvalidInteractionId')
    })
  }
}

test('a deletion that names no interaction is refused', async () => {
  const { call } = await newCompany()
  assertRefusal(await call('DELETE', path), 400, 'ValidationError', /interactionId/)
  assertRefusal(await call('DELETE', `${path}/`), 400, 'ValidationError', /interactionId/)
  assertRefusal(await call('DELETE', `${path}?interactionId=`), 400, 'InvalidInteractionId')
})

test('of ten deletions at once, one finds the interaction', async () => {
  const company = await newCompany()
  const { interactionId } = await furnish(company)
  const all = Array.from({ length: 10 }, () => company.call('DELETE', `${path}/${interactionId}`))
  const statuses = (await Promise.all(all)).map(({ status }) => status)
  assert.deepEqual(statuses.sort(), [200, ...new Array(9).fill(404)])
})

test('with a contact its interactions are gone', async () => {
  const company = await newCompany()
  const { contactId, schemaId, interactionId } = await furnish(company)
  assert.equal((await company.call('DELETE', `/api/v3/contacts/${contactId}`)).status, 200)
  assertRefusal(await company.call('GET', `${path}/${interactionId}`), 404, 'InteractionNotFound')
  assertRefusal(await company.call('DELETE', `${path}/${interactionId}`), 404, 'InteractionNotFound')
  const list = await company.call('GET', `${path}?contactId=${contactId}&schemaId=${schemaId}`)
  assertRefusal(list, 404, 'ContactNotFound')
})
