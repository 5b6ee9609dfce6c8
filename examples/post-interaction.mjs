/**
 * Posts one interaction to a running demo server and reads it back.
 *
 *   node examples/post-interaction.mjs [path of demo.json]
 *
 * Needs nothing but Node 20 or later. Prints what it did and ends with exit code 0, or says what went wrong and ends with 1.
 */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'

const { baseUrl, voyado, sample } = JSON.parse(readFileSync(process.argv[2] ?? 'data/demo.json', 'utf8'))
const headers = {
  apikey: voyado.apiKey,
  'user-agent': 'ParleyExamples/1.0',
  'content-type': 'application/json',
}

/** Calls version 3 of the API; an answer that is no success is thrown with what it says. */
async function call(method, path, body, more = {}) {
  const response = await fetch(`${baseUrl}/api/v3${path}`, {
    method,
    headers: { ...headers, ...more },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const answer = await response.json()
  if (response.ok) return answer
  const faults = answer.validationErrors?.map(fault => `${fault.field} ${fault.errorDescription}`) ?? []
  throw new Error([`${response.status} ${answer.errorCode}: ${answer.message}`, ...faults].join('\n  '))
}

const interaction = {
  contactId: sample.contactId,
  schemaId: sample.schemaId,
  createdDate: new Date().toISOString(),
  payload: { name: 'Wool sweater', price: 120, created: new Date().toISOString(), shelf: 'B7' },
}

// One key for one thing that happened. After a lost answer the same call is safe: it is stored once.
const key = { 'idempotency-key': randomUUID() }
const { id } = await call('POST', '/interactions', interaction, key)
const again = await call('POST', '/interactions', interaction, key)
if (again.id !== id) throw new Error('The second call was stored as another interaction.')
console.log(`Stored ${id}`)

const { payload } = await call('GET', `/interactions/${id}`)
console.log(`Payload ${JSON.stringify(payload)}`)

const received = await call('GET', `/interactions/${id}/body`)
console.log(`Received ${JSON.stringify(received.payload)}`)
if (payload.shelf !== undefined || received.payload.shelf !== 'B7')
  throw new Error('A property that the schema does not know belongs in the body as received only.')
