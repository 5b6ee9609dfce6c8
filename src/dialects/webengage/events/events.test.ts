import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { newParleyCompany } from '../../../../test/kit/parley.ts'
import { kind } from '../../../../test/kit/voyado.ts'
import {
  assertError,
  contactOf,
  newWebengageCompany,
  type WebengageCompany,
} from '../../../../test/kit/webengage.ts'
import { createKey } from '../../../domain/accounts/create-key.ts'
import { deleteContact } from '../../../domain/contacts/delete-contact.ts'
import { mergeContacts } from '../../../domain/contacts/merge-contacts.ts'
import { transact } from '../../../storage/database.ts'

const app = await testApp()
after(app.close)
const { services } = app
const { db, directory } = services

const rowsOf = ({ tenant }: WebengageCompany) =>
  db
    .selectFrom('interactions as interaction')
    .innerJoin('interaction_schemas as schema', 'schema.key', 'interaction.schema_key')
    .where('interaction.tenant_id', '=', tenant.id)
    .select(['alias', 'contact_id', 'created_date', 'payload'])
    .orderBy('interaction.seq')
    .execute()

/** The same tenant by Parley's own API. */
async function own(company: WebengageCompany) {
  const { secret } = await transact(db, tx =>
    createKey(tx, company.tenant.id, { dialect: 'parley', name: 'own' }, 'test', new Date()),
  )
  await directory.refresh()
  const headers = { apikey: undefined, authorization: `Bearer ${secret}` }
  return (method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) =>
    company.call(method, `/parley/v1${path}`, { headers, ...(body !== undefined && { body }) })
}

test('an event is an interaction of its name, of a user who is made if need be', async () => {
  const company = await newWebengageCompany(app)
  const event = {
    userId: 'u-77',
    eventName: 'Seat Added',
    eventTime: '2026-03-01T09:00:00+0530',
    eventData: { count: 2, plan: 'pro', at: '2026-03-01T09:00:00+0530', tags: ['a'], more: { a: 1 } },
  }
  await company.send('/events', event)
  const contact = await contactOf(app, company, 'u-77')
  assert.deepEqual(
    [contact.contactType, contact.preferences, contact.attributes.userId],
    ['User', { email: true, sms: true }, 'u-77'],
  )
  assert.deepEqual(await rowsOf(company), [
    {
      alias: 'Seat Added',
      contact_id: contact.id,
      created_date: new Date('2026-03-01T03:30:00Z'),
      payload: { count: 2, plan: 'pro', at: '2026-03-01T03:30:00.000Z', tags: ['a'], more: { a: 1 } },
    },
  ])
})

test('what is learnt of events is shown, marked as learnt, and does not count', async () => {
  const company = await newWebengageCompany(app, { settings: { interactionSchemas: 1 } })
  const ask = await own(company)
  for (const eventName of ['One', 'Two', 'Three']) await company.send('/events', { userId: 'u', eventName })
  await company.send('/events', {
    userId: 'u',
    eventName: 'One',
    eventData: { n: 1, since: '2026-01-01T00:00:00Z' },
  })
  await company.send('/events', { userId: 'u', eventName: 'One', eventData: { b: true, list: [1] } })
  const made = await ask('POST', '/schemas', kind('registered', { n: { type: 'number' } }))
  assert.equal(made.status, 201, made.text)
  const { body } = await ask('GET', '/schemas')
  assert.deepEqual(
    body.items.map((schema: { id: string; learnt: boolean }) => [schema.id, schema.learnt]),
    [
      ['One', true],
      ['Two', true],
      ['Three', true],
      ['registered', false],
    ],
  )
  assert.deepEqual(body.items[0].jsonSchema.properties, {
    n: { type: 'number' },
    since: { type: 'string', format: 'date-time' },
    b: { type: 'boolean' },
    list: { type: 'array' },
  })
})

test('the first value of a property decides its type; what does not fit is dropped, what is long is cut', async () => {
  const company = await newWebengageCompany(app)
  const send = (eventData: object) => company.send('/events', { userId: 'u', eventName: 'E', eventData })
  await send({ n: 1, s: 'x', gone: null })
  await send({ n: 'two', s: 's'.repeat(1001), we_own: 1 })
  await send({ n: 3, s: 7 })
  const payloads = (await rowsOf(company)).map(({ payload }) => payload)
  assert.deepEqual(payloads, [{ n: 1, s: 'x', gone: null }, { s: 's'.repeat(1000) }, { n: 3 }])
})

test('a list is no object, and an object no list', async () => {
  const company = await newWebengageCompany(app)
  const send = (eventData: object) => company.send('/events', { userId: 'u', eventName: 'E', eventData })
  await send({ addr: { zip: '1' }, tags: ['a'] })
  await send({ addr: ['1'] })
  await send({ tags: { a: 1 } })
  const [, ...others] = await rowsOf(company)
  assert.deepEqual(
    others.map(({ payload }) => payload),
    [{}, {}],
  )
})

test('an event has at most 25 properties of a type', async () => {
  const company = await newWebengageCompany(app)
  const numbers = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`n${index}`, index]))
  for (let times = 0; times < 2; times++)
    await company.send('/events', { userId: 'u', eventName: 'E', eventData: { ...numbers, s: 'x' } })
  for (const { payload } of await rowsOf(company)) assert.equal(Object.keys(payload as object).length, 26)
})

test('an event whose schema is registered is checked against it, and kept as rejected when it breaks it', async () => {
  const company = await newWebengageCompany(app)
  const ask = await own(company)
  await company.send('/events', { userId: 'u', eventName: 'paid', eventData: { sum: 'nothing yet' } })
  const schema = kind('paid', { sum: { type: 'number' } }, { required: ['sum'] })
  assert.equal((await ask('POST', '/schemas', schema)).status, 201)
  const broken = { userId: 'u', eventName: 'paid', eventData: { sum: 'much' } }
  assertError(await company.ask('POST', '/events', { body: broken }), 400, /^Error: eventData\.sum /)
  const fine = { ...broken, eventData: { sum: 7, more: 1 } }
  const events = [fine, { userId: 'u', eventName: 'Other' }, broken]
  assertError(
    await company.ask('POST', '/bulk-events', { body: { events } }),
    400,
    /^Error: events\.2\.eventData\.sum /,
  )
  await company.send('/bulk-events', { events: events.slice(0, 2) })
  const rows = await rowsOf(company)
  assert.deepEqual(
    rows.map(({ alias, payload }) => [alias, payload]),
    [
      ['paid', { sum: 'nothing yet' }],
      ['paid', { sum: 7 }],
      ['Other', {}],
    ],
  )
  const rejected = await ask('GET', '/rejected-interactions')
  assert.equal(rejected.body.items.length, 2)
})

test('each field that is wrong is named', async () => {
  const company = await newWebengageCompany(app)
  const ahead = new Date(Date.now() + 2 * 86_400_000).toISOString()
  const wrong: [string, unknown, RegExp?][] = [
    ['userId', 'x'.repeat(101)],
    ['eventName', undefined, /^Error: eventName cannot be empty\.$/],
    ['eventName', '', /^Error: eventName cannot be empty\.$/],
    ['eventName', 'x'.repeat(51)],
    ['eventName', 7],
    ['eventTime', 'soon'],
    ['eventTime', ahead, /^Error: eventTime must not be more than a day ahead/],
    ['eventTime', 1],
    ['eventData', 'x'],
    ['eventData', { n: 2 ** 70 }, /^Error: eventData\.n is an integer/],
    ['eventData', { ['x'.repeat(51)]: 1 }, /^Error: eventData\.x{50} must have a name/],
    ['eventData', { s: '\u0000' }, /^Error: eventData\.s must not contain/],
  ]
  for (const [field, value, message = new RegExp(`^Error: ${field} must be`)] of wrong) {
    const body = { userId: 'u', eventName: 'E', [field]: value }
    assertError(await company.ask('POST', '/events', { body }), 400, message)
  }
  const missing = 'Error: userId and anonymousId cannot be empty.'
  assertError(await company.ask('POST', '/events', { body: { eventName: 'E' } }), 400, missing)
  const many = Array.from({ length: 26 }, () => ({ userId: 'u', eventName: 'E' }))
  for (const events of [many, [], undefined])
    assertError(await company.ask('POST', '/bulk-events', { body: { events } }), 400, /^Error: events /)
  assert.deepEqual(await rowsOf(company), [])
})

test("events of the vendor's own names are passed over", async () => {
  const company = await newWebengageCompany(app)
  await company.send('/bulk-events', {
    events: [
      { userId: 'u', eventName: 'we_x' },
      { userId: 'u', eventName: 'E' },
    ],
  })
  await company.send('/events', { userId: 'other', eventName: 'we_x' })
  assert.deepEqual(
    (await rowsOf(company)).map(({ alias }) => alias),
    ['E'],
  )
  await assert.rejects(contactOf(app, company, 'other'))
})

test('events follow a contact that is deleted or merged, and there is never one too many', async () => {
  const company = await newWebengageCompany(app)
  const { tenant } = company
  const send = (who: object) => company.send('/events', { ...who, eventName: 'E' })
  await send({ userId: 'u' })
  await send({ anonymousId: 'a' })
  const before = await contactOf(app, company, 'u')
  await transact(db, tx => deleteContact(tx, tenant, before.id, undefined, new Date()))
  await send({ userId: 'u' })
  const user = await contactOf(app, company, 'u')
  assert.notEqual(user.id, before.id)

  const visitor = await contactOf(app, company, 'a', 'anonymousId')
  const merge = { into: user.id, from: visitor.id, actor: 'test' }
  await transact(db, tx => mergeContacts(tx, tenant, merge, new Date(), new Date()))
  await send({ anonymousId: 'a' })
  await send({ userId: 'u' })
  const ofUser = (await rowsOf(company)).filter(row => row.contact_id === user.id)
  assert.equal(ofUser.length, 4)
  assert.equal((await contactOf(app, company, 'a', 'anonymousId')).id, user.id)
})

test('a user who comes in many events at once is made once, and nothing is lost', async () => {
  const company = await newWebengageCompany(app)
  const events = (n: number) =>
    Array.from({ length: 25 }, (_, index) => ({
      userId: `u-${index % 3}`,
      eventName: `E${index % 2}`,
      eventData: { [`p${n}`]: index },
    }))
  await Promise.all(Array.from({ length: 8 }, (_, n) => company.send('/bulk-events', { events: events(n) })))
  const rows = await rowsOf(company)
  assert.equal(rows.length, 200)
  assert.equal(new Set(rows.map(row => row.contact_id)).size, 3)
  assert.ok(rows.every(({ payload }) => Object.keys(payload as object).length === 1))
})

test('an event under a request id is stored once, with the user that it makes', async () => {
  const company = await newWebengageCompany(app)
  const events = [
    { userId: 'u', eventName: 'New', eventData: { a: 1 } },
    { userId: 'u', eventName: 'New', eventData: { b: 1 } },
  ]
  for (let times = 0; times < 2; times++) {
    const headers = { 'x-request-id': 'id' }
    const answer = await company.ask('POST', '/bulk-events', { body: { events }, headers })
    assert.equal(answer.status, 201, answer.text)
  }
  assert.equal((await rowsOf(company)).length, 2)
  await company.send('/events', events[0]!)
  assert.equal((await rowsOf(company)).length, 3)
})

test('a schema that nobody registered is none of the Voyado API', async () => {
  const company = await newWebengageCompany(app)
  await company.send('/events', { userId: 'u', eventName: 'learnt' })
  const { secret } = await transact(db, tx =>
    createKey(tx, company.tenant.id, { dialect: 'voyado', name: 'v' }, 'test', new Date()),
  )
  await directory.refresh()
  const headers = { apikey: secret }
  assert.deepEqual((await company.call('GET', '/api/v3/interactionschemas', { headers })).body, [])
  assert.equal((await company.call('GET', '/api/v3/interactionschemas/learnt', { headers })).status, 404)
  const { id: contactId } = await contactOf(app, company, 'u')
  const path = `/api/v3/interactions?contactId=${contactId}&schemaId=learnt`
  assert.equal((await company.call('GET', path, { headers })).body.items.length, 1)
})

test('a rule of segments may ask for what was learnt', async () => {
  const company = await newWebengageCompany(app)
  const ask = await own(company)
  await company.send('/events', { userId: 'u', eventName: 'Order Placed', eventData: { sum: 50 } })
  const where = [{ property: 'sum', is: 'atLeast', value: 50 }]
  const rule = {
    kind: 'interactions',
    schema: 'Order Placed',
    where,
    has: { count: { atLeast: 1 } },
  }
  const preview = await ask('POST', '/segments/preview', { rule })
  assert.equal(preview.status, 200, preview.text)
  assert.equal(preview.body.count, 1, preview.text)
})

test('a rule of segments may ask what is in a list that was learnt', async () => {
  const company = await newWebengageCompany(app)
  const ask = await own(company)
  for (const [userId, items] of [
    ['one', ['hat', 'coat']],
    ['two', ['shoe', 3]],
    ['none', []],
  ] as const)
    await company.send('/events', { userId, eventName: 'Order Placed', eventData: { items } })
  const count = async (condition: object) => {
    const where = [{ property: 'items', ...condition }]
    const rule = { kind: 'interactions', schema: 'Order Placed', where }
    const preview = await ask('POST', '/segments/preview', { rule })
    assert.equal(preview.status, 200, preview.text)
    return preview.body.count
  }
  assert.equal(await count({ is: 'includes', values: ['coat'] }), 1)
  assert.equal(await count({ is: 'includes', values: ['hat', 3] }), 2)
  assert.equal(await count({ is: 'includes', values: ['coat'], not: true }), 2)
  assert.equal(await count({ is: 'present' }), 3)
})

test('a contact of another API gets the events of a user id that the rule finds', async () => {
  const company = await newParleyCompany(app, { settings: { userMatching: ['email'] } })
  const made = await company.get('POST', '/contacts', { attributes: { email: 'ana@example.org' } })
  const { secret } = await transact(db, tx =>
    createKey(tx, company.tenant.id, { dialect: 'webengage', name: 'w' }, 'test', new Date()),
  )
  await directory.refresh()
  const code = company.tenant.id.slice(-8)
  const answer = await company.call('POST', `/v1/accounts/${code}/events`, {
    headers: { apikey: undefined, authorization: `Bearer ${secret}` },
    body: { userId: 'ana@example.org', eventName: 'E' },
  })
  assert.equal(answer.status, 201, answer.text)
  assert.equal((await contactOf(app, company, 'ana@example.org')).id, made.id)
})
