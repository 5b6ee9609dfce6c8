import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertRefusal, furnish, newContact, newSchema } from '../../../../test/kit/voyado.ts'
import { moveBodies } from '../../../domain/interactions/keep-bodies.ts'

const { services, newCompany, close } = await testApp()
after(close)

const path = '/api/v3/interactions'

async function furnished() {
  const company = await newCompany()
  const [contactId, schemaId] = [await newContact(company), await newSchema(company)]
  const post = async (payload: string) => {
    const text = `\n{"extra":{"a":[1,2.50]}, "contactId":"${contactId}" ,"schemaId":"${schemaId}","payload":${payload}}  `
    const { status, body } = await company.call('POST', path, { body: text })
    assert.equal(status, 200)
    return { id: body.id as string, text }
  }
  return { company, post }
}

const payloads = [
  '{"visitedAt":"2025-01-01T00:00:00Z"}',
  '{ "visitedAt" : "2025-01-01T00:00:00+00:00" , "minutes":4e1, "shoe":{"size":[42,null]}, "note":"\\u00e5 å 🙂 \\ud83d\\ude42" }',
  '{"visitedAt":"2025-01-01T00:00:00Z","__proto__":{"x":1},"minutes":1,"minutes":2,"big":12345678901234567890}',
]

test('properties that the schema does not know are not part of the payload', async () => {
  const { company, post } = await furnished()
  const seen = []
  for (const payload of payloads) {
    const { id } = await post(payload)
    seen.push((await company.call('GET', `${path}/${id}`)).body.payload)
  }
  assert.deepEqual(seen, [
    { visitedAt: '2025-01-01T00:00:00Z' },
    { visitedAt: '2025-01-01T00:00:00+00:00', minutes: 40 },
    { visitedAt: '2025-01-01T00:00:00Z', minutes: 2 },
  ])
})

test('the body as it was received is given back byte for byte, from the database and from blob storage', async () => {
  const { company, post } = await furnished()
  const posted: { id: string; text: string }[] = []
  for (const payload of payloads) posted.push(await post(payload))
  const together = await Promise.all(Array.from({ length: 9 }, (_, n) => post(payloads[n % 3]!)))

  const check = async () => {
    for (const { id, text } of [...posted, ...together]) {
      for (const version of ['v1', 'v2', 'v3']) {
        const answer = await company.call('GET', `/api/${version}/interactions/${id}/body`)
        assert.equal(answer.status, 200)
        assert.match(String(answer.headers['content-type']), /^application\/json/)
        assert.equal(answer.text, text)
      }
    }
  }
  await check()
  assert.ok((await moveBodies(services.db, services.blobs, new Date(), 0)) > 0)
  await check()
})

test('there is no body of what there is not', async () => {
  const company = await newCompany()
  const { interactionId } = await furnish(company)
  const unknown = '018f0000-0000-7000-8000-000000000000'
  assertRefusal(await company.call('GET', `${path}/${unknown}/body`), 404, 'InteractionNotFound')
  assertRefusal(await company.call('GET', `${path}/x/body`), 400, 'InvalidInteractionId')
  const stranger = await newCompany()
  assertRefusal(await stranger.call('GET', `${path}/${interactionId}/body`), 404, 'InteractionNotFound')
  await company.call('DELETE', `${path}/${interactionId}`)
  assertRefusal(await company.call('GET', `${path}/${interactionId}/body`), 404, 'InteractionNotFound')
})
