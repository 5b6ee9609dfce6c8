import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../test/kit/app.ts'
import { assertRefusal, furnish, storeVisit } from '../../test/kit/voyado.ts'

const { newCompany, close } = await testApp()
after(close)

const contacts = '/api/v3/contacts'
const schemas = '/api/v3/interactionschemas'
const interactions = '/api/v3/interactions'
const posts = [contacts, schemas, interactions]

const notJson: Record<string, string | Buffer> = {
  'half an object': '{"contactId":',
  'a trailing comma': '{"a":1,}',
  'single quotes': "{'a':1}",
  'a comment': '{"a":1 /* one */}',
  'two documents': '{}{}',
  'a form': 'email=a%40example.com',
  'a bare word': 'hello',
  NaN: '{"a":NaN}',
  'a raw line feed in a string': '{"a":"\n"}',
  'a NUL byte': '{"a":"\0"}',
  'a byte order mark': '\ufeff{"a":1}',
  spaces: '   ',
  'UTF-16': Buffer.from('{"a":1}', 'utf16le'),
  'a lone continuation byte': Buffer.from([0x7b, 0x22, 0x80, 0x22, 0x3a, 0x31, 0x7d]),
  'an overlong encoding': Buffer.from([0x22, 0xc0, 0xaf, 0x22]),
  'a surrogate in UTF-8': Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]),
  'a cut character': Buffer.from([0x22, 0xe2, 0x82]),
}
for (const [words, body] of Object.entries(notJson)) {
  test(`a body that is ${words} is refused as malformed`, async () => {
    const { call } = await newCompany()
    for (const path of posts) assertRefusal(await call('POST', path, { body }), 400, 'InvalidJson')
  })
}

test('a malformed body is refused also where none is asked for', async () => {
  const company = await newCompany()
  const { interactionId } = await furnish(company)
  const answer = await company.call('POST', `${interactions}/${interactionId}`, { body: '{' })
  assertRefusal(answer, 400, 'InvalidJson')
})

test('a body that is JSON but no object is refused', async () => {
  const { call } = await newCompany()
  for (const body of ['[]', '"x"', '1', 'true', '[{}]', '1e400']) {
    for (const path of [schemas, interactions]) {
      assertRefusal(await call('POST', path, { body }), 400, 'ValidationError', /object/)
    }
    assert.equal((await call('POST', contacts, { body })).status, 400)
  }
  for (const path of [schemas, interactions])
    assertRefusal(await call('POST', path, { body: 'null' }), 400, 'ValidationError')
  assertRefusal(await call('POST', contacts, { body: 'null' }), 400, 'NoData')
})

test('a missing body is refused', async () => {
  const { call } = await newCompany()
  const types = [undefined, 'application/json']
  for (const type of types) {
    const headers = { 'content-type': type }
    for (const path of [schemas, interactions])
      assertRefusal(await call('POST', path, { headers }), 400, 'ValidationError')
    assertRefusal(await call('POST', contacts, { headers }), 400, 'NoData')
  }
})

test('a body over the limit of its operation is refused, and one within it is read', async () => {
  const { call } = await newCompany()
  const limits = { [interactions]: 64, [schemas]: 128, [contacts]: 256 }
  for (const [path, kib] of Object.entries(limits)) {
    const size = kib * 1024
    const within = await call('POST', path, { body: `[${' '.repeat(size - 2)}]` })
    assert.equal(within.status, 400)
    assert.notEqual(within.body.errorCode, 'RequestTooLarge')
    const over = await call('POST', path, { body: `[${' '.repeat(size - 1)}]` })
    assertRefusal(over, 413, 'RequestTooLarge', new RegExp(`${size} bytes`))
    const huge = await call('POST', path, { body: Buffer.alloc(10 * 1024 * 1024, 0x20) })
    assertRefusal(huge, 413, 'RequestTooLarge')
  }
})

test('a body nested a hundred thousand deep is refused', async () => {
  const company = await newCompany()
  const { contactId, schemaId } = await furnish(company)
  for (const depth of [30_000, 100_000]) {
    const arrays = `${'['.repeat(depth)}${']'.repeat(depth)}`
    const objects = `${'{"a":'.repeat(depth / 5)}1${'}'.repeat(depth / 5)}`
    for (const deep of [arrays, objects]) {
      const bodies: [string, string][] = [
        [contacts, deep],
        [contacts, `{"email":"a@example.com","deep":${deep}}`],
        [schemas, `{"id":"x","displayName":"x","jsonSchema":${deep}}`],
        [schemas, JSON.stringify(storeVisit).replace('"date-time"', deep)],
        [interactions, deep],
        [interactions, `{"contactId":"${contactId}","schemaId":"${schemaId}","payload":${deep}}`],
        [
          interactions,
          `{"contactId":"${contactId}","schemaId":"${schemaId}","payload":{"visitedAt":${deep}}}`,
        ],
        [interactions, `{"contactId":${deep},"schemaId":"${schemaId}","payload":{}}`],
      ]
      for (const [path, body] of bodies) {
        const { status, text } = await company.call('POST', path, { body })
        assert.ok([400, 413, 422].includes(status), `${path} ${status} ${text.slice(0, 200)}`)
        assert.ok(text.length < 20_000, 'the refusal is not as deep as the body')
      }
      const unfinished = await company.call('POST', contacts, { body: '['.repeat(depth) })
      assertRefusal(unfinished, 400, 'InvalidJson')
    }
  }
})

test('names of the language are names like any other at the top of a body', async () => {
  const company = await newCompany()
  const { contactId, schemaId } = await furnish(company)
  const hidden = `{"__proto__":{"contactId":"${contactId}","schemaId":"${schemaId}","payload":{}}}`
  const answer = await company.call('POST', interactions, { body: hidden })
  assertRefusal(answer, 400, 'ValidationError', /contactId/)
  for (const name of ['constructor', 'toString', 'hasOwnProperty', 'toJSON', 'then']) {
    const body = `{"contactId":"${contactId}","schemaId":"${schemaId}","payload":{"visitedAt":"2025-01-01T00:00:00Z"},"${name}":1}`
    assert.equal((await company.call('POST', interactions, { body })).status, 200, name)
  }
  const inherited = await company.call('POST', schemas, { body: '{"__proto__":{"id":"x"}}' })
  assert.equal(inherited.status, 400)
  assert.equal(({} as Record<string, unknown>).contactId, undefined)
})
