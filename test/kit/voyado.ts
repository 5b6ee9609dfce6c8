/** What tests of the Voyado dialect start from: a contact, a schema, an interaction. */
import assert from 'node:assert/strict'
import type { Answer, Company } from './app.ts'

export const draft = 'https://json-schema.org/draft/2020-12/schema'

/** As the vendor's contract prints it: switches and places as strings. */
export const storeVisit = {
  id: 'store-visit',
  displayName: 'Store visit',
  jsonSchema: {
    $schema: draft,
    type: 'object',
    properties: {
      visitedAt: {
        type: 'string',
        format: 'date-time',
        displayName: 'Visited at',
        sortOrder: '0',
        showInContactCard: 'true',
        addToSegmentation: 'true',
      },
      minutes: { type: 'integer', displayName: 'Minutes', sortOrder: '1', showInContactCard: 'false' },
    },
    required: ['visitedAt'],
  },
}

export const visit = { visitedAt: '2025-03-02T10:05:00+01:00', minutes: 40 }

/** A definition with these properties. */
export const kind = (id: string, properties: object, rest: object = {}) => ({
  id,
  displayName: id,
  jsonSchema: { $schema: draft, type: 'object', properties, ...rest },
})

/** Makes a contact and answers its id. */
export async function newContact({ call }: Company): Promise<string> {
  const email = `${crypto.randomUUID()}@example.com`
  const { status, body, text } = await call('POST', '/api/v3/contacts', { body: { email } })
  assert.equal(status, 201, text)
  return body.id
}

/** Makes a schema and answers its alias. */
export async function newSchema({ call }: Company, definition: { id: string } = storeVisit): Promise<string> {
  const { status, text } = await call('POST', '/api/v3/interactionschemas', { body: definition })
  assert.equal(status, 200, text)
  return definition.id
}

/** Makes an interaction and answers its id. */
export async function newInteraction(
  { call }: Company,
  input: { contactId: string; schemaId: string; createdDate?: string; payload?: object },
): Promise<string> {
  const { status, body, text } = await call('POST', '/api/v3/interactions', {
    body: { payload: visit, ...input },
  })
  assert.equal(status, 200, text)
  return body.id
}

/** A company with a contact, a schema and an interaction of the two. */
export async function furnish(company: Company) {
  const contactId = await newContact(company)
  const schemaId = await newSchema(company)
  const interactionId = await newInteraction(company, { contactId, schemaId })
  return { contactId, schemaId, interactionId }
}

/** That an answer refuses, as every refusal does: JSON with a code and a message. */
export function assertRefusal(answer: Answer, status: number, errorCode: string, message?: RegExp) {
  assert.equal(answer.status, status, answer.text)
  assert.match(String(answer.headers['content-type']), /^application\/json\b/)
  assert.equal(answer.body.errorCode, errorCode, answer.text)
  assert.equal(typeof answer.body.message, 'string')
  if (message) assert.match(answer.body.message, message)
}
