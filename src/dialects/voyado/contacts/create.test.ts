import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { type Company, testApp } from '../../../../test/kit/app.ts'
import { eventually, until } from '../../../../test/kit/eventually.ts'
import { assertRefusal } from '../../../../test/kit/voyado.ts'

const { services, newCompany, close } = await testApp()
after(close)

const isOnServer = Boolean(process.env.PARLEY_TEST_DATABASE_URL)
const ada = { email: 'ada@example.com', firstName: 'Ada' }
const unapproved = '?createAsUnapproved=true'

const create = ({ call }: Company, body: object = ada, query = '', headers = {}) =>
  call('POST', `/api/v3/contacts${query}`, { body, headers })

/** Keeps every writer of the company waiting until `release` is called. */
async function holdWriters({ tenant }: Company) {
  const gate = Promise.withResolvers<void>()
  const isHeld = Promise.withResolvers<void>()
  const holding = services.db.transaction().execute(async tx => {
    await sql`select 1 from log_heads where tenant_id = ${tenant.id} and log = 'events' for update`.execute(
      tx,
    )
    isHeld.resolve()
    await gate.promise
  })
  await isHeld.promise
  return async () => {
    gate.resolve()
    await holding
  }
}

test('an unapproved contact with the key is taken over: the same contact, updated and approved', async () => {
  const company = await newCompany()
  const body = {
    ...ada,
    lastName: 'Berg',
    preferences: { acceptsEmail: true },
    consents: [{ id: 'a', value: true }],
  }
  const first = await create(company, body, `${unapproved}&source=web&storeExternalId=s1`)
  assert.equal(first.body.meta.approved, false)
  const taken = await create(
    company,
    { email: 'ADA@example.com', firstName: 'Adele', consents: [{ id: 'b', value: true }] },
    '?source=pos&storeExternalId=s2',
  )
  assert.equal(taken.status, 201, taken.text)
  assert.equal(taken.body.id, first.body.id)
  assert.deepEqual(taken.body.attributes, {
    ...ada,
    firstName: 'Adele',
    lastName: 'Berg',
    createdInStore: 's1',
    memberNumber: '100001',
  })
  assert.deepEqual([taken.body.meta.approved, taken.body.meta.source], [true, 'web'])
  assert.equal(taken.body.preferences.acceptsEmail, true)
  assert.equal(taken.body.consents.length, 2)
  assert.equal((await company.call('GET', '/api/v3/contacts/count')).text, '1')
  const next = await create(company, { email: 'bo@example.com' })
  assert.equal(next.body.attributes.memberNumber, '100002', 'no member number was taken for it')

  const again = await create(company)
  assertRefusal(again, 409, 'ApprovedContactWithKeyExists')
  assert.deepEqual([again.body.message, again.body.messageDetails.contactId], [first.body.id, first.body.id])
})

test('an unapproved contact that is created as unapproved again is updated and stays so', async () => {
  const company = await newCompany()
  const first = await create(company, ada, unapproved)
  const again = await create(company, { ...ada, firstName: 'Adele' }, unapproved)
  assert.deepEqual([again.status, again.body.id], [201, first.body.id])
  assert.deepEqual([again.body.attributes.firstName, again.body.meta.approved], ['Adele', false])
})

test('a take-over without a member number keeps the one that is there, however its absence is written', async () => {
  const company = await newCompany()
  const first = await create(company, ada, unapproved)
  for (const memberNumber of [null, '', ' ']) {
    const taken = await create(company, { ...ada, memberNumber }, unapproved)
    assert.deepEqual([taken.status, taken.body.id], [201, first.body.id], taken.text)
    assert.equal(taken.body.attributes.memberNumber, '100001')
  }
})

test('a take-over that would take the member number of a third contact is refused', async () => {
  const company = await newCompany()
  await create(company, ada, unapproved)
  const third = await create(company, { email: 'bo@example.com', memberNumber: 'M1' })
  const refused = await create(company, { ...ada, memberNumber: 'M1' })
  assertRefusal(refused, 409, 'ApprovedContactWithKeyExists')
  assert.equal(refused.body.messageDetails.contactId, third.body.id)
})

test('a number that would be stored as another one is refused', async () => {
  const company = await newCompany()
  for (const number of ['1e400', '-1e400', '12345678901234567890', '[{"deep":1e999}]']) {
    const body = `{"email":"ada@example.com","points":${number}}` as never
    assertRefusal(await create(company, body), 422, 'ValidationError', /points/)
  }
})

test('two tills that create one contact at once make one contact and get one clean refusal', async () => {
  for (let round = 0; round < 5; round++) {
    const company = await newCompany()
    const answers = await Promise.all([create(company), create(company)])
    const [made, refused] = answers.toSorted((one, other) => one.status - other.status)
    assert.equal(made!.status, 201, made!.text)
    assert.equal(refused!.status, 409)
    assert.match(refused!.body.errorCode, /^(ApprovedContactWithKeyExists|ContactWithKeyIsBeingCreated)$/)
    assert.equal((await company.call('GET', '/api/v3/contacts/count')).text, '1')
  }
})

test('while a contact is being made, another with its key is refused without waiting', {
  skip:
    !isOnServer && 'the embedded database has one connection: there the second waits and finds the contact',
}, async () => {
  const company = await newCompany()
  const release = await holdWriters(company)
  const first = create(company)
  await until(async () => {
    const { rows } = await sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(services.db)
    return rows.length > 0
  })
  assertRefusal(await create(company, { email: 'Ada@example.com' }), 409, 'ContactWithKeyIsBeingCreated')
  const other = create(company, { email: 'bo@example.com' })
  await release()
  assert.equal((await first).status, 201)
  assert.equal((await other).status, 201)
  assertRefusal(await create(company), 409, 'ApprovedContactWithKeyExists')
})

test('two that are both refused hear of the contact that is there, never that one is being made', async () => {
  const company = await newCompany()
  await create(company)
  const answers = await Promise.all(Array.from({ length: 8 }, () => create(company)))
  for (const answer of answers) assertRefusal(answer, 409, 'ApprovedContactWithKeyExists')
})

test('a refusal under an Idempotency-Key is given again, and a new key may be tried', async () => {
  const company = await newCompany()
  const first = await create(company)
  const headers = { 'idempotency-key': randomUUID() }
  for (let attempt = 0; attempt < 2; attempt++) {
    const refused = await create(company, ada, '', headers)
    assertRefusal(refused, 409, 'ApprovedContactWithKeyExists')
    assert.equal(refused.body.messageDetails.contactId, first.body.id)
  }
  const made = await create(company, { email: 'bo@example.com' }, '', { 'idempotency-key': randomUUID() })
  assert.equal(made.status, 201)
})

test('a create that takes too long is answered 504 and makes nothing, so that it may be tried again', async () => {
  const company = await newCompany({ settings: { createContactDeadlineMs: 300 } })
  const release = await holdWriters(company)
  assertRefusal(await create(company), 504, 'RequestTimeOut')
  await release()
  const made = await eventually(async () => {
    const answer = await create(company)
    return answer.status === 201 ? answer.body : undefined
  })
  assert.equal(made.attributes.memberNumber, '100001')
  assert.equal((await company.call('GET', '/api/v3/contacts/count')).text, '1')
})

test('under an Idempotency-Key the answer is the true one, however long it takes', async () => {
  const company = await newCompany({ settings: { createContactDeadlineMs: 1 } })
  const release = await holdWriters(company)
  const slow = create(company, ada, '', { 'idempotency-key': randomUUID() })
  setTimeout(release, 30)
  assert.equal((await slow).status, 201)
})

test('a birthday in any of its forms is stored as a day, and an age that is sent is passed over', async () => {
  const company = await newCompany()
  for (const [number, birthDay] of [
    '1990-01-31',
    '31/01/1990',
    '1990-01-31T00:00:00+01:00',
    ' 1990-01-31 ',
  ].entries()) {
    const { status, body, text } = await create(company, {
      email: `p${number}@example.com`,
      birthDay,
      age: 7,
    })
    assert.equal(status, 201, text)
    assert.equal(body.attributes.birthDay, '1990-01-31')
    assert.ok(body.attributes.age > 30)
  }
  for (const birthDay of ['1990-02-30', '01/31/1990', 'x', 5, '0090-01-01'])
    assertRefusal(
      await create(company, { email: 'x@example.com', birthDay }),
      422,
      'ValidationError',
      /birthDay/,
    )
})
