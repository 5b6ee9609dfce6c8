import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { type Company, testApp } from '../../../../test/kit/app.ts'
import { eventually } from '../../../../test/kit/eventually.ts'
import { assertRefusal } from '../../../../test/kit/voyado.ts'
import { contactJobsLoop } from '../../../workers/contact-jobs.ts'

const { services, newCompany, close } = await testApp()
const { db, blobs, clock, signal } = services
const loop = contactJobsLoop(
  {
    database: { db } as never,
    blobs,
    clock,
    signal,
    onError: error => assert.fail(String(error)),
  },
  5,
)
after(async () => {
  await loop.stop()
  await close()
})

/** The status of a batch once it is done. */
function done({ call }: Company, batchId: string, version = 'v3') {
  return eventually(async () => {
    const answer = await call('GET', `/api/${version}/contacts/bulk/status?batchId=${batchId}`)
    assert.equal(answer.status, 200, answer.text)
    return answer.body.status === 'Completed' ? answer.body : undefined
  }, 20_000)
}

test('contacts are made and updated in bulk, in every version', async () => {
  for (const version of ['v1', 'v2', 'v3']) {
    const company = await newCompany()
    const rows = [
      {
        email: 'a@example.com',
        preferences: { acceptsEmail: true },
        consents: [{ id: 'terms', value: true }],
      },
      { email: 'nobody', contactType: 'Member' },
      'no object',
      { contactType: 'VIP', email: 'b@example.com' },
      { email: 'A@example.com' },
    ]
    const created = await company.call('POST', `/api/${version}/contacts/bulk`, { body: rows })
    assert.equal(created.status, 200, created.text)
    assert.equal(created.text, JSON.stringify(created.body), 'a bare JSON string')
    const status = await done(company, created.body, version)
    const { body: id } = await company.call('GET', `/api/${version}/contacts/id?email=a@example.com`)
    assert.deepEqual(
      { ...status, errors: undefined },
      { batchId: created.body, status: 'Completed', total: 5, succeeded: 1, failed: 4, errors: undefined },
    )
    assert.deepEqual(
      status.errors.map(({ index, errorCode }: Record<string, unknown>) => [index, errorCode]),
      [
        [1, 'ValidationError'],
        [2, 'ValidationError'],
        [3, 'InvalidContactType'],
        [4, 'ApprovedContactWithKeyExists'],
      ],
    )
    assert.equal(status.errors[0].validationErrors[0].field, 'email')
    assert.equal(status.errors[3].messageDetails.contactId, id)

    const patch = [
      { email: 'a@example.com', firstName: 'Ada', preferences: { acceptsSms: true } },
      { email: 'c@example.com', firstName: 'X' },
    ]
    const path = `/api/${version}/contacts/bulk?contactType=member&avoidTriggeringExport=true`
    const updated = await company.call('PATCH', path, { body: patch })
    assert.equal(updated.status, 200, updated.text)
    const { succeeded, errors } = await done(company, updated.body, version)
    assert.deepEqual([succeeded, errors[0].index, errors[0].errorCode], [1, 1, 'ContactNotFound'])
    const { body } = await company.call('GET', `/api/${version}/contacts/${id}`)
    assert.equal(body.attributes.firstName, 'Ada')
    assert.deepEqual(body.preferences, { acceptsEmail: true, acceptsSms: true, acceptsPostal: false })
  }
})

test('the type of the query is that of contacts that name none', async () => {
  const company = await newCompany()
  const body = [{ email: 'a@example.com' }, { email: 'a@example.com', contactType: 'Member' }]
  const { body: batchId } = await company.call('POST', '/api/v3/contacts/bulk?contactType=contact', { body })
  assert.equal((await done(company, batchId)).succeeded, 2)
  for (const type of ['contact', 'member'])
    assert.equal((await company.call('GET', `/api/v3/contacts/${type}/count`)).text, '1')
})

test('four thousand contacts are taken and one more is refused', async () => {
  const company = await newCompany()
  const rows = (count: number) => Array.from({ length: count }, (_, n) => ({ email: `p${n}@example.com` }))
  for (const method of ['POST', 'PATCH'] as const)
    assertRefusal(
      await company.call(method, '/api/v3/contacts/bulk', { body: rows(4001) }),
      400,
      'ValidationError',
    )
  const { body: batchId } = await company.call('POST', '/api/v3/contacts/bulk', { body: rows(4000) })
  assert.equal((await done(company, batchId)).succeeded, 4000)
  assert.equal((await company.call('GET', '/api/v3/contacts/count')).text, '4000')
})

test('what is no list of contacts is refused at once', async () => {
  const company = await newCompany()
  for (const [body, status, code] of [
    [{}, 400, 'ValidationError'],
    ['null', 400, 'ValidationError'],
    [undefined, 400, 'ValidationError'],
    [[], 400, 'NoData'],
    ['[', 400, 'InvalidJson'],
  ] as const) {
    for (const method of ['POST', 'PATCH'] as const)
      assertRefusal(await company.call(method, '/api/v3/contacts/bulk', { body }), status, code)
  }
  const unknown = await company.call('POST', '/api/v3/contacts/bulk?contactType=VIP', {
    body: [{ email: 'a@b.se' }],
  })
  assertRefusal(unknown, 400, 'InvalidContactType')
})

test('hostile rows fail alone, without an error of the server', async () => {
  const company = await newCompany()
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
  const rows = [
    `{"email":"a@example.com","x":${deep}}`,
    `{"email":"b@example.com","consents":${deep}}`,
    deep,
    '{"email":"c@example.com","__proto__":{"y":1},"constructor":1}',
    '{"email":"d@example.com","\\u0000":1}',
    '{"email":"e@example.com","x":"\\ud800"}',
    '{"email":"f@example.com","preferences":[],"consents":{}}',
    '{"email":"h@example.com","x":[1e400]}',
  ]
  const many = `{"email":"g@example.com",${Array.from({ length: 201 }, (_, n) => `"a${n}":1`).join()}}`
  for (const method of ['POST', 'PATCH'] as const) {
    const { status, body, text } = await company.call(method, '/api/v3/contacts/bulk', {
      body: `[${[...rows, many].join()}]`,
    })
    assert.equal(status, 200, text)
    const { errors } = await done(company, body)
    const failed = errors.map(({ index }: { index: number }) => index)
    assert.deepEqual(failed, [0, 1, 2, 4, 5, 6, 7, 8])
  }
})

test('of a row with very many faults ten are told', async () => {
  const company = await newCompany()
  const consents = Array.from({ length: 100 }, () => ({}))
  const { body } = await company.call('POST', '/api/v3/contacts/bulk', {
    body: [{ email: 'a@example.com', consents }],
  })
  const { errors } = await done(company, body)
  assert.equal(errors[0].validationErrors.length, 10)
})

test('a batch that is not there, or another company’s, is not found', async () => {
  const [company, stranger] = [await newCompany(), await newCompany()]
  const { body: batchId } = await company.call('POST', '/api/v3/contacts/bulk', {
    body: [{ email: 'a@example.com' }],
  })
  await done(company, batchId)
  const path = '/api/v2/contacts/bulk/status'
  assertRefusal(await stranger.call('GET', `${path}?batchId=${batchId}`), 404, 'BatchNotFound')
  for (const id of [randomUUID(), 'x', '%00'])
    assertRefusal(await company.call('GET', `${path}?batchId=${id}`), 404, 'BatchNotFound')
  assertRefusal(await company.call('GET', path), 400, 'ValidationError')
})

test('a bulk request that is sent again with its Idempotency-Key is one batch', async () => {
  const company = await newCompany()
  const options = { body: [{ email: 'a@example.com' }], headers: { 'idempotency-key': randomUUID() } }
  const first = await company.call('POST', '/api/v3/contacts/bulk', options)
  const again = await company.call('POST', '/api/v3/contacts/bulk', options)
  assert.deepEqual([again.status, again.text], [200, first.text])
  assert.equal((await done(company, first.body)).succeeded, 1)
})
