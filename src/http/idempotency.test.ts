import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Company, testApp } from '../../test/kit/app.ts'
import { assertRefusal, newContact, newSchema, storeVisit, visit } from '../../test/kit/voyado.ts'

let aheadMs = 0
const { services, newCompany, close } = await testApp({ wallMs: () => Date.now() + aheadMs })
after(close)

const path = '/api/v3/interactions'

async function furnished() {
  const company = await newCompany()
  const [contactId, schemaId] = [await newContact(company), await newSchema(company)]
  const body = { contactId, schemaId, payload: visit }
  const post = (key: string, given: unknown = body, to = path) =>
    company.call('POST', to, { body: given, headers: { 'idempotency-key': key } })
  return { company, body, post }
}

async function rowsOf({ tenant }: Company, table: 'interactions' | 'rejected_interactions' | 'contacts') {
  const rows = await services.db.selectFrom(table).select('id').where('tenant_id', '=', tenant.id).execute()
  return rows.length
}

test('the same key and body are answered again, byte for byte, with nothing stored twice', async () => {
  const { company, post } = await furnished()
  const first = await post('one')
  const second = await post('one')
  assert.equal(first.status, 200)
  assert.deepEqual([second.status, second.text], [first.status, first.text])
  assert.equal(second.headers['content-type'], first.headers['content-type'])
  assert.equal(first.headers['idempotent-replayed'], undefined)
  assert.equal(second.headers['idempotent-replayed'], 'true')
  assert.equal(await rowsOf(company, 'interactions'), 1)
  assert.equal((await company.call('GET', `${path}/${first.body.id}`)).status, 200)
})

test('another body or another path with a used key is a conflict, and stores nothing', async () => {
  const { company, body, post } = await furnished()
  await post('one')
  const others = [
    await post('one', { ...body, payload: { ...visit, minutes: 41 } }),
    await post('one', ` ${JSON.stringify(body)}`),
    await post('one', body, '/api/v2/interactions'),
    await post('one', { email: 'a@example.com' }, '/api/v3/contacts'),
  ]
  for (const answer of others) assertRefusal(answer, 409, 'IdempotencyKeyReused')
  assert.equal(await rowsOf(company, 'interactions'), 1)
  assert.equal(await rowsOf(company, 'contacts'), 1)
})

test('the headers of an answer are given again, too', async () => {
  const { post } = await furnished()
  const order = { orderId: 'o-1', status: 'InProgress' }
  const first = await post('one', order, '/api/v3/orders')
  const second = await post('one', order, '/api/v3/orders')
  assert.deepEqual([first.status, second.status, second.text], [202, 202, first.text])
  assert.match(String(first.headers.location), /\/api\/v3\/orders\/jobs\//)
  assert.equal(second.headers.location, first.headers.location)
})

test('a request without a key or with a new one is new', async () => {
  const { company, body, post } = await furnished()
  await post('one')
  assert.equal((await post('two')).status, 200)
  assert.equal((await company.call('POST', path, { body })).status, 200)
  assert.equal(await rowsOf(company, 'interactions'), 3)
})

test('the refusal of a payload is stored, too, and the payload kept once', async () => {
  const { company, body, post } = await furnished()
  const broken = { ...body, payload: { minutes: 'many' } }
  const first = await post('one', broken)
  assertRefusal(first, 400, 'InvalidInteractionPayload')
  const second = await post('one', broken)
  assert.deepEqual([second.status, second.text], [400, first.text])
  assert.equal(second.headers['idempotent-replayed'], 'true')
  assert.equal(await rowsOf(company, 'rejected_interactions'), 1)
})

test('a refusal that wrote nothing leaves the key free', async () => {
  const { company, body, post } = await furnished()
  const stranger = { ...body, contactId: '018f0000-0000-7000-8000-000000000000' }
  assertRefusal(await post('one', stranger), 404, 'ContactNotFound')
  assertRefusal(await post('one', { ...body, schemaId: 'unknown' }), 404, 'InteractionSchemaNotFound')
  assertRefusal(await post('one', '{'), 400, 'InvalidJson')
  assert.equal((await post('one')).status, 200)
  assert.equal(await rowsOf(company, 'interactions'), 1)
})

test('of ten at once, one is stored, and all are answered alike', async () => {
  const { company, post } = await furnished()
  const answers = await Promise.all(Array.from({ length: 10 }, () => post('one')))
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1)
  assert.equal(answers.filter(({ headers }) => headers['idempotent-replayed'] === undefined).length, 1)
  assert.equal(await rowsOf(company, 'interactions'), 1)
})

test('of ten different bodies at once under one key, one is stored and nine conflict', async () => {
  const { company, body, post } = await furnished()
  const bodies = Array.from({ length: 10 }, (_, minutes) => ({ ...body, payload: { ...visit, minutes } }))
  const answers = await Promise.all(bodies.map(each => post('one', each)))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...new Array(9).fill(409)])
  assert.equal(await rowsOf(company, 'interactions'), 1)
})

test('twenty keys at once do not get in each other’s way', async () => {
  const { company, post } = await furnished()
  services.schemas.forgetAll()
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => post(`key-${n}`)))
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
  assert.equal(await rowsOf(company, 'interactions'), 20)
})

test('a key counts for 24 hours', async () => {
  const { company, post } = await furnished()
  const first = await post('one')
  aheadMs = 24 * 3_600_000 - 60_000
  const within = await post('one')
  aheadMs = 24 * 3_600_000 + 60_000
  const after = await post('one')
  const again = await post('one')
  aheadMs = 0
  assert.equal(within.text, first.text)
  assert.equal(after.status, 200)
  assert.notEqual(after.body.id, first.body.id)
  assert.equal(again.text, after.text)
  assert.equal(await rowsOf(company, 'interactions'), 2)
})

test('a key has 1 to 255 visible characters of ASCII', async () => {
  const { company, post } = await furnished()
  for (const key of ['', ' ', 'a b', 'ä', 'x'.repeat(256), 'a\tb'])
    assertRefusal(await post(key), 400, 'InvalidIdempotencyKey')
  assert.equal(await rowsOf(company, 'interactions'), 0)
  for (const key of ['x', 'x'.repeat(255), '!~{}"\\,;', '018f0000-0000-7000-8000-000000000000'])
    assert.equal((await post(key)).status, 200, key)
})

test('two companies may use the same key', async () => {
  const one = await furnished()
  const other = await furnished()
  const first = await one.post('shared')
  const second = await other.post('shared')
  assert.deepEqual([first.status, second.status], [200, 200])
  assert.notEqual(first.body.id, second.body.id)
  assert.equal((await one.post('shared')).text, first.text)
  assert.equal((await other.post('shared')).text, second.text)
})

test('a contact is made once', async () => {
  const company = await newCompany()
  const body = { email: 'ada@example.com' }
  const post = () => company.call('POST', '/api/v3/contacts', { body, headers: { 'idempotency-key': 'one' } })
  const [first, second] = [await post(), await post()]
  assert.equal(first.status, 201)
  assert.deepEqual([second.status, second.text], [201, first.text])
  assert.equal(await rowsOf(company, 'contacts'), 1)
})

test('a schema made under a key is known as soon as the answer is given', async () => {
  const company = await newCompany()
  const post = () =>
    company.call('POST', '/api/v3/interactionschemas', {
      body: storeVisit,
      headers: { 'idempotency-key': 'one' },
    })
  const first = await post()
  assert.equal(first.status, 200, first.text)
  assert.equal((await company.call('GET', '/api/v3/interactionschemas/store-visit')).status, 200)
  assert.equal((await post()).text, first.text)
  assert.equal((await company.call('GET', '/api/v3/interactionschemas')).body.length, 1)
})

test('reading by POST under a key gives the interaction as it was then', async () => {
  const { company, post } = await furnished()
  const { body } = await post('make')
  const read = () => company.call('POST', `${path}/${body.id}`, { headers: { 'idempotency-key': 'read' } })
  const first = await read()
  assert.equal(first.status, 200)
  await company.call('DELETE', `${path}/${body.id}`)
  assert.equal((await read()).text, first.text)
})

test('a key on a request that is no POST means nothing', async () => {
  const { company } = await furnished()
  const headers = { 'idempotency-key': 'not valid' }
  assert.equal((await company.call('GET', '/api/v3/contacts/count', { headers })).status, 200)
})
