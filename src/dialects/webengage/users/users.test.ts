import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertError, contactOf, newWebengageCompany } from '../../../../test/kit/webengage.ts'

const app = await testApp()
after(app.close)

const missing = 'Error: userId and anonymousId cannot be empty.'

test('a user is made with all that is known of it, and is a contact like any other', async () => {
  const company = await newWebengageCompany(app)
  await company.send('/users', {
    userId: 'johndoe21#',
    firstName: 'John',
    lastName: 'Doe',
    birthDate: '1990-02-03T00:00:00+0530',
    gender: 'male',
    email: 'John@Example.org',
    phone: '+551155256325',
    company: 'Alphabet',
    hashedEmail: 'h'.repeat(600),
    postalCode: '1000',
    emailOptIn: false,
    whatsappOptIn: true,
    pushOptIn: false,
    unheardOf: { of: true },
    attributes: { plan: 'pro', seats: 4, trial: false, tags: ['a'], addr: { zip: '1000' } },
  })
  const { attributes, preferences, contactType, approved } = await contactOf(app, company, 'johndoe21#')
  assert.deepEqual(
    { ...attributes, hashedEmail: String(attributes.hashedEmail).length, memberNumber: undefined },
    {
      userId: 'johndoe21#',
      firstName: 'John',
      lastName: 'Doe',
      birthDay: '1990-02-03',
      gender: 'male',
      email: 'john@example.org',
      mobilePhone: '+551155256325',
      company: 'Alphabet',
      hashedEmail: 512,
      zipCode: '1000',
      plan: 'pro',
      seats: 4,
      trial: false,
      tags: ['a'],
      addr: { zip: '1000' },
      memberNumber: undefined,
    },
  )
  assert.deepEqual(preferences, { email: false, sms: true, whatsapp: true, push: false })
  assert.deepEqual([contactType, approved], ['User', true])
})

test('what is sent again changes what is given and leaves the rest', async () => {
  const company = await newWebengageCompany(app)
  await company.send('/users', {
    userId: 'u',
    firstName: 'Ana',
    lastName: 'Lima',
    attributes: { a: 1, b: 2 },
  })
  await company.send('/users', { userId: 'u', firstName: 'Eva', lastName: null, attributes: { a: null } })
  const { attributes } = await contactOf(app, company, 'u')
  assert.deepEqual(
    [attributes.firstName, attributes.lastName, attributes.a, attributes.b],
    ['Eva', null, null, 2],
  )
})

test('a PUT is a POST that is answered with 200, and so is a POST where the tenant says so', async () => {
  const company = await newWebengageCompany(app, { settings: { queuedStatus: '200' } })
  const put = await company.ask('PUT', '/users', { body: { userId: 'u' } })
  assert.deepEqual([put.status, put.text], [200, '{"response":{"status":"queued"}}'])
  assert.equal((await company.ask('POST', '/users', { body: { userId: 'u' } })).status, 200)
})

test('without a user id and an anonymous id nothing is made', async () => {
  const company = await newWebengageCompany(app)
  for (const body of [{}, { firstName: 'x' }, { userId: '' }, { userId: '  ', anonymousId: null }])
    assertError(await company.ask('POST', '/users', { body }), 400, missing)
})

test('a visitor has an anonymous id, which beside a user id is passed over', async () => {
  const company = await newWebengageCompany(app)
  await company.send('/users', { anonymousId: 'a-1', city: 'Porto' })
  await company.send('/users', { anonymousID: 'a-2' })
  await company.send('/users', { userId: 'u-1', anonymousId: 'a-1', city: 'Lisboa' })
  const visitor = await contactOf(app, company, 'a-1', 'anonymousId')
  assert.deepEqual([visitor.contactType, visitor.attributes.city], ['Visitor', 'Porto'])
  assert.equal((await contactOf(app, company, 'a-2', 'anonymousId')).contactType, 'Visitor')
  const user = await contactOf(app, company, 'u-1')
  assert.deepEqual([user.attributes.city, user.attributes.anonymousId], ['Lisboa', undefined])
})

test('each field that is wrong is named', async () => {
  const company = await newWebengageCompany(app)
  const wrong: [string, unknown][] = [
    ['userId', 'x'.repeat(101)],
    ['userId', 7],
    ['firstName', { a: 1 }],
    ['birthDate', 'yesterday'],
    ['gender', 'robot'],
    ['email', 'nobody'],
    ['phone', '12'],
    ['emailOptIn', 'yes'],
    ['tzName', 'Mars/Base'],
    ['tzOffset', 1.5],
    ['attributes', ['a']],
  ]
  for (const [field, value] of wrong) {
    const body = { userId: 'u', [field]: value }
    assertError(await company.ask('POST', '/users', { body }), 400, new RegExp(`^Error: ${field} must be`))
  }
  const name = 'n'.repeat(51)
  const named = await company.ask('POST', '/users', { body: { userId: 'u', attributes: { [name]: 1 } } })
  assertError(named, 400, /^Error: attributes\.n{50} must have a name/)
})

test('the first value of a custom attribute decides its type for the account; others are dropped', async () => {
  const company = await newWebengageCompany(app)
  const of = async (userId: string, attributes: object) => {
    await company.send('/users', { userId, attributes })
    return (await contactOf(app, company, userId)).attributes
  }
  await of('u-1', { seats: 4, since: '2024-05-01T10:00:00+0530', note: 'x'.repeat(1001), we_own: 1 })
  const { seats, since, note, we_own } = await of('u-1', { seats: 'five', since: 'then', note: 7 })
  assert.deepEqual(
    [seats, since, String(note).length, we_own],
    [4, '2024-05-01T04:30:00.000Z', 1000, undefined],
  )
  const other = await of('u-2', { seats: true, since: '2024-05-02', note: '2024-05-01T10:00:00Z' })
  assert.deepEqual(
    [other.seats, other.since, other.note],
    [undefined, '2024-05-02T00:00:00.000Z', '2024-05-01T10:00:00Z'],
  )
  const rows = await app.services.db
    .selectFrom('attribute_types')
    .select(['name', 'type', 'dropped'])
    .where('tenant_id', '=', company.tenant.id)
    .orderBy('name')
    .execute()
  assert.deepEqual(rows, [
    { name: 'note', type: 'string', dropped: 1 },
    { name: 'seats', type: 'number', dropped: 2 },
    { name: 'since', type: 'date', dropped: 1 },
  ])
})

test('an account has at most 25 custom attributes of a type', async () => {
  const company = await newWebengageCompany(app)
  const numbers = Object.fromEntries(Array.from({ length: 27 }, (_, index) => [`n${index}`, index]))
  await company.send('/users', { userId: 'u', attributes: { ...numbers, text: 'x' } })
  const { attributes } = await contactOf(app, company, 'u')
  const kept = Object.keys(attributes).filter(name => /^n\d/.test(name))
  assert.deepEqual([kept.length, attributes.n26, attributes.text], [25, undefined, 'x'])
})

test('a custom attribute is never taken for one of the system', async () => {
  const company = await newWebengageCompany(app)
  await company.send('/users', { userId: 'u', attributes: { email: 'x', userId: 'y', memberNumber: 'z' } })
  const { attributes } = await contactOf(app, company, 'u')
  assert.deepEqual(
    [
      attributes.email,
      attributes['custom.email'],
      attributes['custom.userId'],
      attributes['custom.memberNumber'],
    ],
    [undefined, 'x', 'y', 'z'],
  )
})

test('a number that cannot be kept is named with the object that it is in', async () => {
  const company = await newWebengageCompany(app)
  const body =
    '{"users":[{"userId":"u","attributes":{"n":1}},{"userId":"u","attributes":{"n":12345678901234567890}}]}'
  assertError(
    await company.ask('POST', '/bulk-users', { body }),
    400,
    /^Error: users\.1\.attributes\.n is a number/,
  )
})

test('many are taken at once, in their order, and all or none', async () => {
  const company = await newWebengageCompany(app)
  const users = [
    { userId: 'u', firstName: 'One', attributes: { n: 1 } },
    { anonymousId: 'a' },
    { userId: 'u', firstName: 'Two' },
    { userId: 'u', attributes: { n: 3 } },
  ]
  await company.send('/bulk-users', { users })
  const { attributes } = await contactOf(app, company, 'u')
  assert.deepEqual([attributes.firstName, attributes.n], ['Two', 3])

  const broken = [{ userId: 'fine' }, { userId: 'bad', email: 'nobody', phone: '1' }]
  const answer = await company.ask('POST', '/bulk-users', { body: { users: broken } })
  assertError(answer, 400, /^Error: users\.1\.email must be .*; users\.1\.phone must be /)
  await assert.rejects(contactOf(app, company, 'fine'))
  const nameless = { users: [{ userId: 'fine' }, {}] }
  assertError(
    await company.ask('POST', '/bulk-users', { body: nameless }),
    400,
    'Error: users.1.userId and anonymousId cannot be empty.',
  )
})

test('more than 25, none, and what is no list are refused', async () => {
  const company = await newWebengageCompany(app)
  const many = Array.from({ length: 26 }, (_, index) => ({ userId: `u${index}` }))
  for (const users of [many, [], {}, 'x', undefined])
    assertError(await company.ask('POST', '/bulk-users', { body: { users } }), 400, /^Error: users /)
  await company.send('/bulk-users', { users: many.slice(1) })
})

test('a new user id belongs to whom the rule of the tenant finds', async () => {
  const company = await newWebengageCompany(app, { settings: { userMatching: ['email', 'mobilePhone'] } })
  await company.send('/users', { anonymousId: 'a', email: 'ana@example.org', phone: '+351912345678' })
  const { id } = await contactOf(app, company, 'a', 'anonymousId')
  await company.send('/users', { userId: 'ana', email: 'Ana@example.org', firstName: 'Ana' })
  const ana = await contactOf(app, company, 'ana')
  assert.deepEqual([ana.id, ana.attributes.firstName], [id, 'Ana'])
  await company.send('/users', { userId: 'ana-2', email: 'ana@example.org' })
  assert.notEqual((await contactOf(app, company, 'ana-2')).id, id)
})

test('whoever sends a new user at the same time, there is one', async () => {
  const company = await newWebengageCompany(app)
  const bodies = Array.from({ length: 8 }, (_, index) => ({ userId: 'u', attributes: { [`n${index}`]: 1 } }))
  await Promise.all(bodies.map(body => company.send('/users', body)))
  const { attributes } = await contactOf(app, company, 'u')
  assert.equal(Object.keys(attributes).filter(name => /^n\d$/.test(name)).length, 8)
})
