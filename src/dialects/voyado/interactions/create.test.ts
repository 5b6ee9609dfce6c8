import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Company, testApp } from '../../../../test/kit/app.ts'
import { assertRefusal, kind, newContact, newSchema, visit } from '../../../../test/kit/voyado.ts'

const { newCompany, close } = await testApp()
after(close)

const path = '/api/v3/interactions'
const unknown = '018f0000-0000-7000-8000-000000000000'
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

async function furnished() {
  const company = await newCompany()
  return { company, contactId: await newContact(company), schemaId: await newSchema(company) }
}
const post = ({ call }: Company, body: unknown, at = path) => call('POST', at, { body })

for (const version of ['v1', 'v2', 'v3']) {
  test(`in ${version} an interaction is stored with 200, its id, its address and its time`, async () => {
    const { company, contactId, schemaId } = await furnished()
    const given = { contactId, schemaId, createdDate: '2025-03-02T09:30:00Z', payload: visit }
    const { status, body, headers } = await post(company, given, `/api/${version}/interactions`)
    assert.equal(status, 200)
    assert.match(String(headers['content-type']), /^application\/json/)
    assert.deepEqual(Object.keys(body), ['id', 'self'])
    assert.deepEqual(Object.keys(body.self), ['contactId', 'href', 'created'])
    assert.match(body.id, uuid)
    assert.equal(body.self.contactId, contactId)
    assert.match(body.self.href, new RegExp(`^http://[^/]+/api/${version}/interactions/${body.id}$`))
    assert.equal(body.self.created, '2025-03-02T09:30:00.000Z')

    const read = await company.call('GET', new URL(body.self.href).pathname)
    assert.deepEqual(read.body, {
      id: body.id,
      contactId,
      schemaId,
      createdDate: '2025-03-02T09:30:00.000Z',
      payload: visit,
    })
  })

  test(`in ${version} an unknown contact or schema is not found, and nothing is stored`, async () => {
    const { company, contactId, schemaId } = await furnished()
    const at = `/api/${version}/interactions`
    const stranger = { contactId: unknown, schemaId, payload: visit }
    assertRefusal(await post(company, stranger, at), 404, 'ContactNotFound', new RegExp(unknown))
    const nothing = { contactId, schemaId: 'nothing', payload: visit }
    assertRefusal(
      await post(company, nothing, at),
      404,
      'InteractionSchemaNotFound',
      /Schema 'nothing' not found/,
    )
  })
}

test('two equal posts are two interactions', async () => {
  const { company, contactId, schemaId } = await furnished()
  const body = { contactId, schemaId, payload: visit }
  const [first, second] = [await post(company, body), await post(company, body)]
  assert.notEqual(first.body.id, second.body.id)
  const list = await company.call('GET', `${path}?contactId=${contactId}&schemaId=${schemaId}`)
  assert.equal(list.body.items.length, 2)
})

test('a contact that is deleted takes no more interactions', async () => {
  const { company, contactId, schemaId } = await furnished()
  await company.call('DELETE', `/api/v3/contacts/${contactId}`)
  assertRefusal(await post(company, { contactId, schemaId, payload: visit }), 404, 'ContactNotFound')
})

test('a contact id that is no UUID is refused', async () => {
  const { company, schemaId } = await furnished()
  const wrong = [
    '',
    'x',
    '123',
    unknown.replaceAll('-', ''),
    `{${unknown}}`,
    `${unknown}0`,
    `${unknown}\n`,
    '\0',
    '\ud800',
  ]
  for (const contactId of wrong)
    assertRefusal(await post(company, { contactId, schemaId, payload: visit }), 400, 'InvalidContactId')
})

test('a contact id may be in upper case', async () => {
  const { company, contactId, schemaId } = await furnished()
  const { status, body } = await post(company, {
    contactId: contactId.toUpperCase(),
    schemaId,
    payload: visit,
  })
  assert.equal(status, 200)
  assert.equal((await company.call('GET', `${path}/${body.id}`)).body.contactId, contactId)
})

test('a field that is missing or of another type is refused, and the refusal names it', async () => {
  const { company, contactId, schemaId } = await furnished()
  const whole = { contactId, schemaId, payload: visit }
  const wrong: [string, unknown][] = [
    ['contactId', undefined],
    ['contactId', 7],
    ['contactId', null],
    ['schemaId', undefined],
    ['schemaId', ['store-visit']],
    ['payload', undefined],
    ['payload', null],
    ['payload', []],
    ['payload', '{}'],
    ['createdDate', 1_700_000_000],
    ['createdDate', null],
  ]
  for (const [field, value] of wrong) {
    const answer = await post(company, { ...whole, [field]: value })
    assertRefusal(answer, 400, 'ValidationError')
    const fields = answer.body.validationErrors.map((error: { field: string }) => error.field)
    assert.deepEqual(fields, [field], answer.text)
  }
})

test('an alias that no schema can have is not found', async () => {
  const { company, contactId } = await furnished()
  for (const schemaId of ['', '\0', '\ud800', '__proto__', 'constructor', 'STORE-VISIT', 'x'.repeat(10_000)])
    assertRefusal(await post(company, { contactId, schemaId, payload: {} }), 404, 'InteractionSchemaNotFound')
})

test('values are stored as they are, without being turned into another type', async () => {
  const company = await newCompany()
  const contactId = await newContact(company)
  const schemaId = await newSchema(
    company,
    kind('values', {
      s: { type: 'string' },
      n: { type: 'number' },
      i: { type: 'integer' },
      b: { type: 'boolean' },
    }),
  )
  const payloads = [
    { s: '', n: 0, i: 0, b: false },
    { s: '  å🙂\u2028"\\/\n\t\u0001 ', n: -1.5e-10, i: -3, b: true },
    { s: '12', n: 1e300, i: Number.MAX_SAFE_INTEGER },
    { s: 'null', n: 0.1 },
    {},
  ]
  for (const payload of payloads) {
    const { status, body, text } = await post(company, { contactId, schemaId, payload })
    assert.equal(status, 200, text)
    assert.deepEqual((await company.call('GET', `${path}/${body.id}`)).body.payload, payload)
  }
  const wrong: object[] = [{ s: 1 }, { n: '1' }, { i: '1' }, { i: 1.5 }, { b: 'true' }, { b: 1 }, { s: null }]
  for (const payload of wrong) {
    const answer = await post(company, { contactId, schemaId, payload })
    assertRefusal(answer, 400, 'InvalidInteractionPayload')
    assert.deepEqual(
      answer.body.validationErrors.map(({ field }: { field: string }) => field),
      Object.keys(payload),
    )
  }
})

test('what was posted is read the moment it is answered, by whoever reads first', async () => {
  const { company, contactId, schemaId } = await furnished()
  await Promise.all(
    Array.from({ length: 20 }, async (_, minutes) => {
      const { body } = await post(company, { contactId, schemaId, payload: { ...visit, minutes } })
      const read = await company.call('GET', `${path}/${body.id}`)
      assert.equal(read.body.payload.minutes, minutes)
    }),
  )
})
