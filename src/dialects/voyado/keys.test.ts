import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/kit/app.ts'
import { assertRefusal, furnish } from '../../../test/kit/voyado.ts'
import { revokeKey } from '../../domain/accounts/revoke-key.ts'
import { rotateKey } from '../../domain/accounts/rotate-key.ts'
import { transact } from '../../storage/database.ts'

let aheadMs = 0
const wallMs = () => Date.now() + aheadMs
const { services, newCompany, close } = await testApp({ wallMs })
after(close)

const anywhere = '/api/v3/contacts/count'

test('the key is found in its header, whatever the letter case of the name', async () => {
  const { apiKey, call } = await newCompany()
  for (const name of ['apikey', 'apiKey', 'ApiKey', 'APIKEY']) {
    const { status } = await call('GET', anywhere, { headers: { apikey: undefined, [name]: apiKey } })
    assert.equal(status, 200, name)
  }
})

test('a key that is missing, empty, unknown or in another header is refused', async () => {
  const { apiKey, call } = await newCompany()
  const wrong: Record<string, string | undefined>[] = [
    { apikey: undefined },
    { apikey: '' },
    { apikey: 'pk_0000000000000000000000000000000000000000000' },
    { apikey: `${apiKey}x` },
    { apikey: apiKey.toUpperCase() },
    { apikey: `${apiKey}, ${apiKey}` },
    { apikey: undefined, authorization: `Bearer ${apiKey}` },
    { apikey: undefined, 'x-api-key': apiKey },
    { apikey: undefined, cookie: `apikey=${apiKey}` },
  ]
  for (const headers of wrong) assertRefusal(await call('GET', anywhere, { headers }), 401, 'Unauthorized')
})

test('a refusal says nothing of whose key it might be', async () => {
  const { apiKey, call } = await newCompany()
  const { text } = await call('GET', anywhere, { headers: { apikey: `${apiKey}x` } })
  assert.deepEqual(JSON.parse(text), { errorCode: 'Unauthorized', message: 'The API key is not valid.' })
})

test('a revoked key is refused', async () => {
  const { tenant, keyId, call } = await newCompany()
  assert.equal((await call('GET', anywhere)).status, 200)
  await transact(services.db, tx => revokeKey(tx, tenant.id, keyId, 'test', new Date(wallMs())))
  await services.directory.refresh()
  assertRefusal(await call('GET', anywhere), 401, 'Unauthorized')
})

test('a key is refused from the moment it expires', async () => {
  const expiresAt = new Date(wallMs() + 3_600_000)
  const { call } = await newCompany({ key: { expiresAt } })
  assert.equal((await call('GET', anywhere)).status, 200)
  aheadMs = 3_600_000
  const answer = await call('GET', anywhere)
  aheadMs = 0
  assertRefusal(answer, 401, 'Unauthorized')
})

test('a rotated key is good until its grace is over, its successor from the start', async () => {
  const { tenant, keyId, call } = await newCompany()
  const { secret } = await transact(services.db, tx =>
    rotateKey(tx, tenant.id, keyId, 60_000, 'test', new Date(wallMs())),
  )
  await services.directory.refresh()
  const byBoth = async () => {
    const old = await call('GET', anywhere)
    const successor = await call('GET', anywhere, { headers: { apikey: secret } })
    return [old.status, successor.status]
  }
  assert.deepEqual(await byBoth(), [200, 200])
  aheadMs = 61_000
  const later = await byBoth()
  aheadMs = 0
  assert.deepEqual(later, [401, 200])
})

for (const version of ['v1', 'v2', 'v3']) {
  test(`in ${version} a key sees and touches nothing of another company`, async () => {
    const owner = await newCompany()
    const stranger = await newCompany()
    const { contactId, schemaId, interactionId } = await furnish(owner)
    const api = `/api/${version}`
    const visitOf = { contactId, schemaId, payload: {} }
    const tries = [
      await stranger.call('GET', `${api}/contacts/${contactId}`),
      await stranger.call('DELETE', `${api}/contacts/${contactId}`),
      await stranger.call('GET', `${api}/interactionschemas/${schemaId}`),
      await stranger.call('DELETE', `${api}/interactionschemas/${schemaId}`),
      await stranger.call('DELETE', `${api}/interactionschemas?interactionSchemaId=${schemaId}`),
      await stranger.call('GET', `${api}/interactions/${interactionId}`),
      await stranger.call('POST', `${api}/interactions/${interactionId}`),
      await stranger.call('GET', `${api}/interactions/${interactionId}/body`),
      await stranger.call('GET', `${api}/interactions?interactionId=${interactionId}`),
      await stranger.call('GET', `${api}/interactions?contactId=${contactId}&schemaId=${schemaId}`),
      await stranger.call('DELETE', `${api}/interactions/${interactionId}`),
      await stranger.call('DELETE', `${api}/interactions?interactionId=${interactionId}`),
      await stranger.call('POST', `${api}/interactions`, { body: visitOf }),
    ]
    for (const answer of tries) {
      assert.equal(answer.status, 404, answer.text)
      assert.deepEqual(Object.keys(answer.body).sort(), ['errorCode', 'message'])
      assert.doesNotMatch(answer.text, /visitedAt|@example\.com|Store visit/)
    }
    assert.deepEqual((await stranger.call('GET', `${api}/interactionschemas`)).body, [])
    assert.equal((await stranger.call('GET', `${api}/contacts/count`)).body, 0)

    assert.equal((await owner.call('GET', `${api}/interactions/${interactionId}`)).status, 200)
    assert.equal((await owner.call('GET', `${api}/contacts/${contactId}`)).status, 200)
  })
}

test('a contact of another company is unknown also to a company with a schema of the same alias', async () => {
  const owner = await newCompany()
  const stranger = await newCompany()
  const { contactId, schemaId } = await furnish(owner)
  const own = await furnish(stranger)
  assert.equal(own.schemaId, schemaId)
  const list = await stranger.call('GET', `/api/v3/interactions?contactId=${contactId}&schemaId=${schemaId}`)
  assertRefusal(list, 404, 'ContactNotFound')
  const body = { contactId, schemaId, payload: { visitedAt: '2025-03-02T10:05:00Z' } }
  assertRefusal(await stranger.call('POST', '/api/v3/interactions', { body }), 404, 'ContactNotFound')
  const broken = { contactId, schemaId, payload: {} }
  assertRefusal(await stranger.call('POST', '/api/v3/interactions', { body: broken }), 404, 'ContactNotFound')
})
