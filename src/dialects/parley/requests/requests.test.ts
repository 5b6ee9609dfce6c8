import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { newParleyCompany } from '../../../../test/kit/parley.ts'

const app = await testApp()
after(app.close)

test('the latest requests are told with what was answered, refused ones and those of other keys too', async () => {
  const company = await newParleyCompany(app)
  const { ask, get, keyId } = company
  const made = await get('POST', '/keys', { dialect: 'parley', name: 'small', scopes: ['contacts:read'] })
  const small = { headers: { authorization: `Bearer ${made.secret}` } }
  await ask('GET', '/tenant?x=1', small)
  await ask('POST', '/contacts', { body: '{"a', headers: { 'content-type': 'application/json' } })
  const { items } = await get('GET', '/requests')
  assert.deepEqual(
    items.map(({ operation, status, keyId }: { operation: string; status: number; keyId: string }) => [
      operation,
      status,
      keyId,
    ]),
    [
      ['createContact', 400, keyId],
      ['getTenant', 403, made.id],
      ['createKey', 201, keyId],
    ],
  )
  assert.equal(items[0].body, '{"a')
  assert.match(items[0].answer, /body-malformed/)
  assert.equal(items[1].path, '/parley/v1/tenant?x=1')
  assert.ok(items[0].requestId && items[0].ms >= 0 && items[0].dialect === 'parley')
  assert.equal((await get('GET', `/requests?keyId=${made.id}`)).items.length, 1)
  assert.equal((await get('GET', '/requests?leastStatus=403')).items.length, 1)
  const stranger = await newParleyCompany(app)
  assert.deepEqual((await stranger.get('GET', `/requests?keyId=${keyId}`)).items, [])
})

test('no secret is told', async () => {
  const { ask, get } = await newParleyCompany(app)
  const made = await get('POST', '/keys', { dialect: 'parley', name: 'x' })
  const hook = await get('POST', '/webhooks', {
    url: 'https://shop.example.com/',
    headers: { authorization: 'Bearer abcdefgh12345' },
  })
  await ask('GET', `/contacts?search=${made.secret}`)
  await ask('GET', '/contacts?token=abcdefgh12345')
  await ask('POST', '/contacts', {
    body: { attributes: { password: 'hunter2hunter2', nested: { apiKey: 'k-12345' } } },
  })
  const { text } = await ask('GET', '/requests')
  for (const secret of [made.secret, hook.secret, 'abcdefgh12345', 'hunter2hunter2', 'k-12345'])
    assert.ok(!text.includes(secret), secret)
  assert.match(text, /\*\*\*/)
})

test('what a fault rule struck is told, and found by the rule', async () => {
  const { ask, get } = await newParleyCompany(app)
  await get('POST', '/fault-rules', {
    id: 'down',
    requests: { operation: 'listContacts' },
    action: { status: 503 },
  })
  await get('POST', '/fault-rules', {
    id: 'lost',
    requests: { operation: 'getTenant' },
    when: 'after',
    action: { status: 500 },
  })
  assert.equal((await ask('GET', '/contacts')).status, 503)
  assert.equal((await ask('GET', '/tenant')).status, 500)
  await get('GET', '/schemas')
  const faults = async (query: string) =>
    (await get('GET', `/requests?${query}`)).items.map(({ fault }: { fault: string | null }) => fault)
  assert.deepEqual(await faults('fault=down'), ['down'])
  assert.deepEqual(await faults('fault=*'), ['lost', 'down'])
  assert.deepEqual(await faults('operation=listSchemas'), [null])
})
