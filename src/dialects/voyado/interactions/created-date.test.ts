import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Company, testApp } from '../../../../test/kit/app.ts'
import { assertRefusal, kind, newContact, newSchema, visit } from '../../../../test/kit/voyado.ts'
import type { TenantSettings } from '../../../domain/accounts/tenant-settings.ts'

const { newCompany, close } = await testApp()
after(close)

const path = '/api/v3/interactions'

async function furnished(settings: Partial<TenantSettings> = {}) {
  const company = await newCompany({ settings })
  const [contactId, schemaId] = [await newContact(company), await newSchema(company)]
  const post = (createdDate?: unknown) =>
    company.call('POST', path, { body: { contactId, schemaId, createdDate, payload: visit } })
  return { company, contactId, schemaId, post }
}
const createdOf = async ({ call }: Company, id: string) =>
  (await call('GET', `${path}/${id}`)).body.createdDate

test('without a createdDate it is now', async () => {
  const { company, post } = await furnished()
  const before = Date.now()
  const { body } = await post()
  const created = Date.parse(body.self.created)
  assert.ok(created >= before && created <= Date.now())
  assert.equal(await createdOf(company, body.id), body.self.created)
})

const readAs = {
  '2023-05-23T11:13:42.074Z': '2023-05-23T11:13:42.074Z',
  '2025-03-02T10:05:00+01:00': '2025-03-02T09:05:00.000Z',
  '2025-03-02T10:05:00-11:30': '2025-03-02T21:35:00.000Z',
  '2025-03-02T09:30:00.1234567Z': '2025-03-02T09:30:00.123Z',
  '2025-03-02t09:30:00z': '2025-03-02T09:30:00.000Z',
  '2024-02-29T00:00:00Z': '2024-02-29T00:00:00.000Z',
  '2016-12-31T23:59:60Z': '2017-01-01T00:00:00.000Z',
  '1066-10-14T09:00:00Z': '1066-10-14T09:00:00.000Z',
  '0001-01-01T00:00:00Z': '0001-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z': '9999-12-31T23:59:59.999Z',
}
for (const [given, stored] of Object.entries(readAs)) {
  test(`the createdDate ${given} is taken for ${stored}`, async () => {
    const { company, post } = await furnished()
    const { status, body, text } = await post(given)
    assert.equal(status, 200, text)
    assert.equal(body.self.created, stored)
    assert.equal(await createdOf(company, body.id), stored)
  })
}

const refused = [
  '2023-05-23711:13:42.074Z',
  '2023-05-23',
  '2023-05-23 11:13:42Z',
  '2023-05-23T11:13Z',
  '2023-05-23T11:13:42+0100',
  '2023-05-23T11:13:42+24:00',
  '2023-02-29T00:00:00Z',
  '2023-13-01T00:00:00Z',
  '2023-05-23T24:00:00Z',
  '2023-05-23T11:13:60Z',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00+12:00',
  '9999-12-31T23:59:59-23:59',
  '+010000-01-01T00:00:00Z',
  '1684840422',
  'now',
  '',
  ' 2023-05-23T11:13:42Z',
  '2023-05-23T11:13:42Z\0',
  '\ud800',
]
test('a createdDate that is no date-time is refused, and the refusal shows a good one', async () => {
  const { company, contactId, schemaId, post } = await furnished()
  for (const createdDate of refused) {
    const answer = await post(createdDate)
    assertRefusal(answer, 400, 'ValidationError', /createdDate.*2023-05-23T11:13:42\.074Z/)
    assert.deepEqual(
      answer.body.validationErrors.map(({ field }: { field: string }) => field),
      ['createdDate'],
    )
  }
  const list = await company.call('GET', `${path}?contactId=${contactId}&schemaId=${schemaId}`)
  assert.deepEqual(list.body.items, [])
})

test('without an offset a date-time is UTC', async () => {
  const { company, post } = await furnished({ dateTimeOffset: 'optional' })
  const { status, body } = await post('2011-11-03T20:00:11')
  assert.equal(status, 200)
  assert.equal(await createdOf(company, body.id), '2011-11-03T20:00:11.000Z')
})

test('a company may insist on the offset, in createdDate and in payloads', async () => {
  const { company, contactId, schemaId, post } = await furnished({ dateTimeOffset: 'required' })
  assertRefusal(await post('2011-11-03T20:00:11'), 400, 'ValidationError', /createdDate/)
  assert.equal((await post('2011-11-03T20:00:11Z')).status, 200)
  const body = { contactId, schemaId, payload: { visitedAt: '2011-11-03T20:00:11' } }
  const answer = await company.call('POST', path, { body })
  assertRefusal(answer, 400, 'InvalidInteractionPayload', /visitedAt/)
})

const seedSchema = kind(
  'Reuse-Spring-2023',
  {
    price: { type: 'integer', displayName: 'Price', showInContactCard: 'true' },
    created: { type: 'string', format: 'date-time', displayName: 'Created', showInContactCard: 'true' },
    name: { type: 'string', displayName: 'Name', showInContactCard: 'true' },
  },
  { required: ['name'] },
)

test('the interaction of the vendor’s page is taken as printed, but for its typing error', async () => {
  const company = await newCompany()
  const [contactId, schemaId] = [await newContact(company), await newSchema(company, seedSchema)]
  const payload = { price: 100, created: '2011-11-03T20:00:11', name: 'Reused Item' }
  const post = (createdDate: string) =>
    company.call('POST', '/api/v2/interactions', { body: { contactId, schemaId, createdDate, payload } })
  assertRefusal(await post('2023-05-23711:13:42.074Z'), 400, 'ValidationError', /createdDate/)
  const { status, body } = await post('2023-05-23T11:13:42.074Z')
  assert.equal(status, 200)
  const read = await company.call('GET', `/api/v2/interactions/${body.id}`)
  assert.deepEqual(read.body.payload, payload, 'the date-time without an offset stays as it was sent')
})
