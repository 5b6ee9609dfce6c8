import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { type Company, testApp } from '../../../../test/kit/app.ts'
import { assertRefusal } from '../../../../test/kit/voyado.ts'

let wall = Date.parse('2026-03-10T12:00:00Z')
const { services, newCompany, close } = await testApp({ wallMs: () => wall })
after(close)

const ada = { email: 'ada@example.com', externalId: 'crm 7', mobilePhone: '+46701234567' }

async function create({ call }: Company, body: object = ada, query = '') {
  const answer = await call('POST', `/api/v3/contacts${query}`, { body })
  assert.equal(answer.status, 201, answer.text)
  return answer.body
}

test('a contact is read by the key of its type and by its external id', async () => {
  const company = await newCompany()
  const contact = await create(company)
  const other = await create(company, { ...ada, contactType: 'Contact' })
  for (const version of ['v1', 'v2', 'v3']) {
    for (const [path, id] of [
      ['Member/bykey?keyValue=ADA%40example.com', contact.id],
      ['member/byKey/ada@example.com', contact.id],
      ['CONTACT/bykey/ada%40example.com', other.id],
      ['member/byexternalid/crm%207', contact.id],
    ]) {
      const { status, body } = await company.call('GET', `/api/${version}/contacts/${path}`)
      assert.deepEqual([status, body.id], [200, id], path)
    }
  }
})

test('a key that nobody has, that is none, or that several share is refused', async () => {
  const company = await newCompany()
  const ids = [await create(company), await create(company, { ...ada, email: 'bo@example.com' })].map(
    ({ id }) => id,
  )
  for (const [path, status, code] of [
    ['member/bykey', 400, 'ValidationError'],
    ['member/bykey?keyValue=', 400, 'InvalidEmailAddress'],
    ['member/bykey?keyValue=ada', 400, 'InvalidEmailAddress'],
    ['member/bykey/%00', 400, 'InvalidEmailAddress'],
    ['member/bykey/cy@example.com', 404, 'ContactNotFound'],
    ['vip/bykey/ada@example.com', 400, 'InvalidContactType'],
    ['member/byexternalid/none', 404, 'ContactNotFound'],
    ['member/byexternalid/%00', 400, 'InvalidSearchQuery'],
    ['member/byexternalid/crm%207', 409, 'MultipleMatches'],
  ] as const) {
    const answer = await company.call('GET', `/api/v2/contacts/${path}`)
    assertRefusal(answer, status, code)
    if (status === 409) assert.deepEqual(answer.body.messageDetails.multipleMatchesFound, ids)
  }
})

test('the overview is found by id, or by a key together with the type', async () => {
  const company = await newCompany()
  const contact = await create(company)
  for (const version of ['v2', 'v3']) {
    for (const query of [
      `contactId=${contact.id}`,
      'contactType=member&email=ada@example.com',
      'contactType=Member&mobilePhone=+46701234567',
      'contactType=Member&any=crm+7',
      'contactType=Member&customKey=100001',
    ]) {
      const { status, body } = await company.call('GET', `/api/${version}/contactoverview?${query}`)
      assert.deepEqual([status, body], [200, contact], query)
    }
  }
  for (const [query, status, code] of [
    ['', 400, 'InvalidContactType'],
    ['email=ada@example.com', 400, 'InvalidContactType'],
    ['contactType=Member', 400, 'InvalidSearchQuery'],
    ['contactType=VIP&email=ada@example.com', 400, 'InvalidContactType'],
    ['contactType=Member&email=x', 400, 'InvalidEmailAddress'],
    ['contactType=Member&mobilePhone=x', 400, 'InvalidPhoneNumber'],
    ['contactType=Member&socialSecurityNumber=x', 400, 'InvalidSocialSecurityNumber'],
    ['contactId=x', 400, 'InvalidContactId'],
    [`contactId=${randomUUID()}`, 404, 'ContactNotFound'],
    ['contactType=Contact&email=ada@example.com', 404, 'ContactNotFound'],
  ] as const)
    assertRefusal(await company.call('GET', `/api/v3/contactoverview?${query}`), status, code)
})

test('the member status tells the first that matches', async () => {
  const company = await newCompany()
  const member = await create(company)
  const contact = await create(company, { email: 'bo@example.com', contactType: 'Contact' })
  const waiting = await create(company, { email: 'cy@example.com' }, '?createAsUnapproved=true')
  const status = (query: string) =>
    company.call('GET', `/api/v2/memberstatus?query=${encodeURIComponent(query)}`)
  for (const [query, color, found] of [
    ['email:ADA@example.com', 'Green', member],
    ['mobilePhone:+46701234567', 'Green', member],
    ['MemberNumber: 100001', 'Green', member],
    ['externalId:crm 7', 'Green', member],
    ['any:bo@example.com', 'Gray', contact],
    ['email:cy@example.com', 'Yellow', waiting],
  ]) {
    const { body, text } = await status(query)
    assert.deepEqual(
      [body.statusColor, body.data],
      [color, { contactId: found.id, memberNumber: found.attributes.memberNumber }],
      text,
    )
  }
  for (const [query, code, name] of [
    ['', 400, 'InvalidSearchQuery'],
    ['ada@example.com', 400, 'InvalidSearchQuery'],
    ['constructor:x', 400, 'InvalidSearchQuery'],
    ['email:', 400, 'InvalidSearchQuery'],
    ['email:x', 400, 'InvalidEmailAddress'],
    ['email:no@example.com', 404, 'ContactNotFound'],
  ] as const)
    assertRefusal(await status(query), code, name)
  assertRefusal(await company.call('GET', '/api/v2/memberstatus'), 400, 'ValidationError')
})

const setClock = async ({ tenant }: Company, offsetMs: number) => {
  await sql`update tenants set clock_offset_ms = ${offsetMs}, epoch = epoch + 1 where id = ${tenant.id}`.execute(
    services.db,
  )
  await services.directory.refresh()
}

test("the age follows the birthday on the tenant's clock, whenever it is read", async () => {
  const company = await newCompany()
  const [born, leap, numbered] = [
    await create(company, { email: 'a@example.com', birthDay: '1990-03-11' }),
    await create(company, { email: 'b@example.com', birthDay: '2000-02-29' }),
    await create(company, { email: 'c@example.com', socialSecurityNumber: '640823-3234' }),
  ]
  const day = 86_400_000
  const agesAt = async (date: string) => {
    await setClock(company, Date.parse(`${date}T12:00:00Z`) - wall)
    const ages = []
    for (const { id } of [born, leap, numbered])
      ages.push((await company.call('GET', `/api/v3/contacts/${id}`)).body.attributes.age)
    return ages
  }
  assert.equal(born.attributes.age, 35)
  assert.deepEqual(await agesAt('2026-03-10'), [35, 26, 61])
  assert.deepEqual(await agesAt('2026-03-11'), [36, 26, 61])
  assert.deepEqual(await agesAt('2026-08-23'), [36, 26, 62])
  assert.deepEqual(await agesAt('2027-02-28'), [36, 26, 62])
  assert.deepEqual(await agesAt('2027-03-01'), [36, 27, 62])
  wall += 10 * day
  assert.deepEqual(await agesAt('1980-01-01'), [undefined, undefined, 15])
})

const changes = async ({ call }: Company, query: Record<string, string>) => {
  const answer = await call('GET', `/api/v3/contacts/changes?${new URLSearchParams(query)}`)
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}

test('the change feed tells who was created, updated and deleted, each in its time', async () => {
  const company = await newCompany()
  const at = (text: string) => {
    wall = Date.parse(text)
  }
  at('2026-04-01T08:00:00Z')
  const a = (await create(company, { email: 'a@example.com' })).id
  at('2026-04-01T09:00:00Z')
  const b = (await create(company, { email: 'b@example.com' }, '?createAsUnapproved=true')).id
  at('2026-04-01T10:00:00Z')
  await company.call('PATCH', `/api/v3/contacts/${b}`, { body: { firstName: 'B' } })
  await company.call('PATCH', `/api/v3/contacts/${a}`, { body: { email: 'a@example.com' } })
  at('2026-04-01T11:00:00Z')
  const c = (await create(company, { email: 'c@example.com' })).id
  await company.call('PATCH', `/api/v3/contacts/${c}`, { body: { firstName: 'C' } })
  await company.call('DELETE', `/api/v3/contacts/${a}`)
  at('2026-04-01T12:00:00Z')

  const all = { fromDate: '2026-04-01' }
  assert.deepEqual(await changes(company, { ...all, changeType: 'Created' }), [b, c])
  assert.deepEqual(await changes(company, { ...all, changeType: 'Updated' }), [b, c])
  assert.deepEqual(await changes(company, { ...all, changeType: 'deleted' }), [a])
  for (const [fromDate, toDate, ids] of [
    ['2026-04-01 09:00:00.000', '2026-04-01 09:00:00.000', [b]],
    ['2026-04-01 09:00:00.001', '2026-04-01 10:59:59.999', []],
    ['2026-04-01T12:00:00+02:00', '2026-04-01T13:00:00+02:00', [c]],
    ['2026-04-01T12:00:00 02:00', '2026-04-01 11:00', [c]],
    ['2026-04-01T10:00', '2026-04-02', [c]],
    ['2026-04-02', '2026-04-01', []],
  ] as const)
    assert.deepEqual(await changes(company, { changeType: 'Created', fromDate, toDate }), ids, fromDate)
  const other = await newCompany()
  for (const changeType of ['Created', 'Updated', 'Deleted'])
    assert.deepEqual(await changes(other, { changeType, fromDate: '2000-01-01' }), [])
})

test('what the change feed cannot read is refused by name', async () => {
  const company = await newCompany()
  for (const [query, fields] of [
    ['', ['changeType']],
    ['changeType=Made&fromDate=yesterday&toDate=2026-02-30', ['changeType', 'fromDate', 'toDate']],
    ['changeType=Created&fromDate=2026-04-01 25:00:00', ['fromDate']],
    ['changeType=Created&fromDate=%00', ['fromDate']],
    ['changeType=Created&fromDate=2026-04-01&toDate=2026-13-01', ['toDate']],
  ] as const) {
    const refused = await company.call('GET', `/api/v2/contacts/changes?${encodeURI(query)}`)
    assertRefusal(refused, 400, 'ValidationError')
    const told = refused.body.validationErrors.map(({ field }: { field: string }) => field)
    assert.deepEqual(told, fields)
  }
})
