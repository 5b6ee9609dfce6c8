import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertRefusal, draft, kind, newContact, newSchema, storeVisit } from '../../../../test/kit/voyado.ts'

const { newCompany, close } = await testApp()
after(close)

const path = '/api/v3/interactionschemas'

for (const version of ['v1', 'v2', 'v3']) {
  const versionPath = `/api/${version}/interactionschemas`

  test(`in ${version} a schema comes back as it was posted`, async () => {
    const company = await newCompany()
    await newSchema(company)
    const { status, body } = await company.call('GET', `${versionPath}/store-visit`)
    assert.equal(status, 200)
    assert.deepEqual(Object.keys(body), ['id', 'displayName', 'jsonSchema'])
    assert.deepEqual(body, storeVisit)
  })

  test(`in ${version} the list has aliases and display names, and no definitions`, async () => {
    const company = await newCompany()
    assert.deepEqual((await company.call('GET', versionPath)).body, [])
    await newSchema(company)
    await newSchema(company, kind('review', { stars: { type: 'integer' } }))
    const { status, body } = await company.call('GET', versionPath)
    assert.equal(status, 200)
    assert.deepEqual(body, [
      { id: 'store-visit', displayName: 'Store visit' },
      { id: 'review', displayName: 'review' },
    ])
  })

  test(`in ${version} an alias that there is not is not found`, async () => {
    const { call } = await newCompany()
    const answer = await call('GET', `${versionPath}/nothing`)
    assertRefusal(answer, 404, 'InteractionSchemaNotFound', /Schema 'nothing' not found/)
  })
}

test('nothing is added to a definition and nothing taken from it', async () => {
  const company = await newCompany()
  const definition = {
    id: 'echo',
    displayName: 'Ècho 🙂 "quoted"',
    jsonSchema: {
      title: 'Ours',
      $schema: draft,
      'x-made-by': { tool: 'terraform', list: [1, 2.5, null, { deep: [[]] }] },
      type: 'object',
      required: [],
      additionalProperties: false,
      properties: {
        z: { type: 'string', showInContactCard: 'TRUE', sortOrder: '07', description: '' },
        a: { type: 'number', showInContactCard: false, addToSegmentation: true, sortOrder: 3, default: 1e21 },
        '': undefined,
        'with space/slash~tilde': { type: 'boolean', enum: [true], const: true },
        1: { type: 'string', pattern: '^[a-z]\\d+$', minLength: 0, maxLength: 10, examples: ['a1'] },
        m: { type: 'number', minimum: -0.5, exclusiveMaximum: 1e300, multipleOf: 0.01 },
      },
    },
  }
  await newSchema(company, definition)
  const { body } = await company.call('GET', `${path}/echo`)
  assert.deepEqual(body, JSON.parse(JSON.stringify(definition)))
  assert.deepEqual(
    Object.keys(body.jsonSchema),
    Object.keys(definition.jsonSchema),
    'in the same order, even',
  )
})

test('names of the language are names of properties like any other', async () => {
  const company = await newCompany()
  const contactId = await newContact(company)
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'toJSON', 'then', 'length']
  const properties = `{${names.map(name => `"${name}":{"type":"string"}`).join(',')}}`
  const jsonSchema = `{"$schema":"${draft}","type":"object","properties":${properties},"required":${JSON.stringify(names)}}`
  const posted = `{"id":"odd","displayName":"Odd","jsonSchema":${jsonSchema}}`
  assert.equal((await company.call('POST', path, { body: posted })).status, 200)
  const { text } = await company.call('GET', `${path}/odd`)
  assert.equal(JSON.stringify(JSON.parse(text)), JSON.stringify(JSON.parse(posted)))

  const payload = `{${names.map(name => `"${name}":"x"`).join(',')}}`
  const post = (given: string) =>
    company.call('POST', '/api/v3/interactions', {
      body: `{"contactId":"${contactId}","schemaId":"odd","payload":${given}}`,
    })
  const stored = await post(payload)
  assert.equal(stored.status, 200, stored.text)
  const read = await company.call('GET', `/api/v3/interactions/${stored.body.id}`)
  assert.deepEqual(Object.keys(read.body.payload).sort(), [...names].sort())

  const missing = await post('{}')
  assertRefusal(missing, 400, 'InvalidInteractionPayload')
  const fields = missing.body.validationErrors.map(({ field }: { field: string }) => field)
  assert.deepEqual(fields.sort(), [...names].sort(), 'none is inherited')
})
