import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Company, testApp } from '../../../../test/kit/app.ts'
import { assertRefusal, kind, newContact, newSchema } from '../../../../test/kit/voyado.ts'

const { services, newCompany, close } = await testApp()
after(close)

const path = '/api/v3/interactions'

async function furnished() {
  const company = await newCompany()
  const [contactId, schemaId] = [await newContact(company), await newSchema(company)]
  const textOf = (payload: string) =>
    `{ "contactId": "${contactId}",\t"schemaId":"${schemaId}", "payload":${payload} }\n`
  const post = (payload: string) => company.call('POST', path, { body: textOf(payload) })
  const list = async () =>
    (await company.call('GET', `${path}?contactId=${contactId}&schemaId=${schemaId}`)).body.items
  return { company, contactId, schemaId, textOf, post, list }
}
const keptOf = ({ tenant }: Company) =>
  services.db
    .selectFrom('rejected_interactions')
    .selectAll()
    .where('tenant_id', '=', tenant.id)
    .orderBy('id')
    .execute()

test('a payload that breaks its schema is refused with every fault, and not listed', async () => {
  const { post, list } = await furnished()
  const answer = await post('{"minutes":"many"}')
  assertRefusal(answer, 400, 'InvalidInteractionPayload', /store-visit/)
  const { validationErrors } = answer.body
  assert.deepEqual(validationErrors.map(({ field }: { field: string }) => field).sort(), [
    'minutes',
    'visitedAt',
  ])
  for (const error of validationErrors) {
    assert.deepEqual(Object.keys(error), ['field', 'errorDescription'])
    assert.match(error.errorDescription, /required|integer/)
  }
  assert.deepEqual(await list(), [])
})

test('it is kept, with its bytes, its faults and the version of its schema', async () => {
  const { company, contactId, textOf, post } = await furnished()
  const before = Date.now()
  const { body } = await post('{"minutes" : 1.50,"extra":"\\u00e5 å"}')
  const kept = await keptOf(company)
  assert.equal(kept.length, 1)
  const [row] = kept
  assert.equal(row?.body, textOf('{"minutes" : 1.50,"extra":"\\u00e5 å"}'))
  assert.equal(row?.contact_id, contactId)
  assert.equal(row?.schema_version, 1)
  const told = body.validationErrors.map((error: { field: string; errorDescription: string }) => ({
    field: error.field,
    message: error.errorDescription,
  }))
  assert.deepEqual(row?.faults, told)
  assert.ok(Number(row?.received_at) >= before - 1 && Number(row?.received_at) <= Date.now())
})

const unstorable: Record<string, string> = {
  'a NUL character in a value': '{"visitedAt":"2025-01-01T00:00:00Z","note":"a\\u0000b"}',
  'a NUL character in a name': '{"visitedAt":"2025-01-01T00:00:00Z","a\\u0000b":1}',
  'a lone surrogate in a value': '{"visitedAt":"2025-01-01T00:00:00Z","note":"\\ud800"}',
  'a lone surrogate in a name': '{"visitedAt":"2025-01-01T00:00:00Z","\\udc00":1}',
  'a number out of range': '{"visitedAt":"2025-01-01T00:00:00Z","minutes":1e400}',
  'a NUL character where a date is due': '{"visitedAt":"\\u0000"}',
}
for (const [words, payload] of Object.entries(unstorable)) {
  test(`a payload with ${words} is refused and kept like any other`, async () => {
    const { company, post, textOf, list } = await furnished()
    const answer = await post(payload)
    assertRefusal(answer, 400, 'InvalidInteractionPayload')
    assert.ok(answer.body.validationErrors.length > 0)
    assert.deepEqual(
      (await keptOf(company)).map(({ body }) => body),
      [textOf(payload)],
    )
    assert.deepEqual(await list(), [])
  })
}

test('one that breaks its schema does no harm to those that arrive with it', async () => {
  const { company, post, list } = await furnished()
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      post(n % 3 === 0 ? '{}' : `{"visitedAt":"2025-01-01T00:00:00Z","minutes":${n}}`),
    ),
  )
  assert.deepEqual(
    answers.map(({ status }) => status),
    answers.map((_, n) => (n % 3 === 0 ? 400 : 200)),
  )
  assert.equal((await list()).length, 20)
  assert.equal((await keptOf(company)).length, 10)
})

test('what is refused for another reason is not kept', async () => {
  const { company, contactId, schemaId } = await furnished()
  const unknown = '018f0000-0000-7000-8000-000000000000'
  const bodies = [
    { contactId: unknown, schemaId, payload: {} },
    { contactId, schemaId: 'nothing', payload: {} },
    { contactId: 'x', schemaId, payload: {} },
    { contactId, schemaId, createdDate: 'x', payload: {} },
    { contactId, schemaId },
  ]
  for (const body of bodies) assert.ok((await company.call('POST', path, { body })).status >= 400)
  assert.deepEqual(await keptOf(company), [])
})

test('a hundred faults are told at most', async () => {
  const company = await newCompany()
  const contactId = await newContact(company)
  const names = Array.from({ length: 100 }, (_, n) => `p${n}`)
  const properties = Object.fromEntries(
    names.map(name => [name, { type: 'integer', minimum: 5, multipleOf: 2 }]),
  )
  const schemaId = await newSchema(company, kind('many', properties))
  const payload = Object.fromEntries(names.map(name => [name, 1]))
  const { status, body } = await company.call('POST', path, { body: { contactId, schemaId, payload } })
  assert.equal(status, 400)
  assert.ok(body.validationErrors.length <= 100)
  assert.ok(body.message.length < 500)
})
