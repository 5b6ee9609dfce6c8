import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/kit/app.ts'
import { until } from '../../../test/kit/eventually.ts'
import { assertProblem, newParleyCompany, type ParleyCompany } from '../../../test/kit/parley.ts'
import { newPerson, signedIn, signIn } from '../../../test/kit/people.ts'
import { assertError } from '../../../test/kit/webengage.ts'
import { hashSecret } from '../../domain/accounts/api-key.ts'
import { openDirectory } from '../../domain/accounts/directory.ts'
import { roles } from '../../domain/people/role.ts'
import { newId } from '../../kernel/ids.ts'

const app = await testApp()
const { db } = app.services
/** As another process has it: it follows on its own. */
const elsewhere = await openDirectory(db, error => assert.fail(String(error)))
after(async () => {
  elsewhere.stop()
  await app.close()
})

type Ask = ParleyCompany['ask']

async function newKey(ask: Ask, owner: object, more: object = {}) {
  const body = { dialect: 'webengage', name: 'w', owner, ...more }
  const answer = await ask('POST', '/keys', { body })
  assert.equal(answer.status, 201, answer.text)
  return answer.body as { id: string; secret: string; owner: unknown }
}

const codeOf = ({ tenant }: ParleyCompany) => tenant.id.slice(-8)
const call = (company: ParleyCompany, secret: string, path = '/users', body: object = { userId: 'u' }) =>
  company.call('POST', `/v1/accounts/${codeOf(company)}${path}`, {
    headers: { apikey: undefined, authorization: `Bearer ${secret}` },
    body,
  })
const isKnownElsewhere = (secret: string) => elsewhere.keyByHash(hashSecret(secret)) !== undefined

test('a key of a person works while they may update data and manage the account', async () => {
  const company = await newParleyCompany(app)
  for (const role of roles) {
    const person = await newPerson(app, company, role)
    const key = await newKey(company.ask, { kind: 'person', id: person.id })
    assert.deepEqual(key.owner, { kind: 'person', id: person.id, name: person.email })
    const answer = await call(company, key.secret)
    if (role === 'owner' || role === 'admin') assert.equal(answer.status, 201, `${role}: ${answer.text}`)
    else assertError(answer, 401, 'Unauthorized')
  }
})

test('a key follows the role of its person, and ends with them, in every process within a second', async () => {
  const company = await newParleyCompany(app)
  const person = await newPerson(app, company, 'admin')
  const { id, secret } = await newKey(company.ask, { kind: 'person', id: person.id })
  assert.equal((await call(company, secret)).status, 201)
  await company.get('PATCH', `/people/${person.id}`, { role: 'agent' })
  assertError(await call(company, secret), 401, 'Unauthorized')
  await until(() => elsewhere.keyByHash(hashSecret(secret))?.owner?.roles[0] === 'agent', 1000)
  await company.get('PATCH', `/people/${person.id}`, { role: 'admin' })
  assert.equal((await call(company, secret)).status, 201)
  assert.equal((await company.ask('DELETE', `/people/${person.id}`)).status, 204)
  assertError(await call(company, secret), 401, 'Unauthorized')
  await until(() => !isKnownElsewhere(secret), 1000)
  const gone = await company.get('GET', `/keys/${id}`)
  assert.deepEqual(gone.owner, { kind: 'person', id: person.id, name: null })
  assertProblem(await company.ask('POST', `/keys/${id}/rotate`, { body: {} }), 422, 'key-owner-not-found')
  assert.equal((await company.ask('DELETE', `/keys/${id}`)).status, 204)
})

test('a service account may do what its roles say, until it is disabled or removed', async () => {
  const company = await newParleyCompany(app)
  const { ask, get } = company
  const account = await get('POST', '/service-accounts', { name: 'Till', roles: ['data-ingestion'] })
  const owner = { kind: 'service-account', id: account.id }
  const { secret } = await newKey(ask, owner)
  const statusOf = async (path?: string, body?: object) => (await call(company, secret, path, body)).status
  const gdpr = { subject_request_id: 'r', subject_request_type: 'portability', subject_identities: [] }
  assert.deepEqual([await statusOf(), await statusOf('/opengdpr_requests', gdpr)], [201, 401])
  const path = `/service-accounts/${account.id}`
  const stale = { body: { isDisabled: true }, headers: { 'if-match': '"7"' } }
  assertProblem(await ask('PATCH', path, stale), 412, 'version-mismatch')
  await get('PATCH', path, { roles: ['segment-editor'] })
  assert.equal(await statusOf(), 401)
  await get('PATCH', path, { roles: ['segment-editor', 'data-ingestion'] })
  assert.equal(await statusOf(), 201)
  assert.equal((await get('PATCH', path, { isDisabled: true })).isDisabled, true)
  assert.equal(await statusOf(), 401)
  await until(() => !isKnownElsewhere(secret), 1000)
  await get('PATCH', path, { isDisabled: false })
  assert.equal(await statusOf(), 201)
  await until(() => isKnownElsewhere(secret), 1000)
  assert.deepEqual((await get('GET', '/service-accounts')).items, [await get('GET', path)])
  assert.equal((await ask('DELETE', path)).status, 204)
  assert.equal(await statusOf(), 401)
  assertProblem(await ask('GET', path), 404, 'service-account-not-found')
  await until(() => !isKnownElsewhere(secret), 1000)
})

test('a key may do what both its scopes and its owner say, and so may its successor', async () => {
  const company = await newParleyCompany(app)
  const { ask } = company
  const { id } = await newPerson(app, company, 'admin')
  const scopes = ['campaign-execution:write']
  const narrow = await newKey(ask, { kind: 'person', id }, { scopes })
  assertError(await call(company, narrow.secret), 401, 'Unauthorized')
  const key = await newKey(ask, { kind: 'person', id })
  const next = (await ask('POST', `/keys/${key.id}/rotate`, { body: {} })).body
  assert.equal((await call(company, next.secret)).status, 201)
  await company.get('PATCH', `/people/${id}`, { role: 'viewer' })
  assertError(await call(company, next.secret), 401, 'Unauthorized')
})

test('nobody hands on by an owner’s key what they may not do themselves', async () => {
  const company = await newParleyCompany(app)
  const owner = await newPerson(app, company, 'owner')
  const admin = await signedIn(app, company, 'admin')
  const developer = await signedIn(app, company, 'developer')
  const key = (id: string, kind = 'person') => ({
    body: { dialect: 'webengage', name: 'w', owner: { kind, id } },
  })
  assertProblem(await admin.ask('POST', '/keys', key(owner.id)), 403, 'key-too-powerful')
  assertProblem(await developer.ask('POST', '/keys', key(admin.person.id)), 403, 'key-too-powerful')
  const own = await admin.ask('POST', '/keys', key(admin.person.id))
  assert.equal(own.status, 201, own.text)
  assert.equal((await call(company, own.body.secret)).status, 201)
  const path = `/keys/${own.body.id}`
  assertProblem(await developer.ask('POST', `${path}/rotate`, { body: {} }), 403, 'key-too-powerful')
  assertProblem(await developer.ask('PATCH', path, { body: { name: 'x' } }), 403, 'key-too-powerful')
  assert.equal((await admin.ask('PATCH', path, { body: { name: 'x' } })).body.name, 'x')

  const account = { name: 'Sender', roles: ['campaign-execution'] }
  assertProblem(await developer.ask('POST', '/service-accounts', { body: account }), 403, 'key-too-powerful')
  const made = await admin.ask('POST', '/service-accounts', { body: account })
  assert.equal(made.status, 201, made.text)
  const place = `/service-accounts/${made.body.id}`
  assertProblem(await developer.ask('PATCH', place, { body: { isDisabled: true } }), 403, 'key-too-powerful')
  assertProblem(await developer.ask('DELETE', place), 403, 'key-too-powerful')
  assertProblem(
    await developer.ask('POST', '/keys', key(made.body.id, 'service-account')),
    403,
    'key-too-powerful',
  )
})

test('an owner that is none, of another tenant or for another API is refused, and so is an odd service account', async () => {
  const company = await newParleyCompany(app)
  const stranger = await newParleyCompany(app)
  const { ask, get } = company
  const theirs = await newPerson(app, stranger, 'admin')
  const key = (body: object) => ask('POST', '/keys', { body: { dialect: 'webengage', name: 'w', ...body } })
  for (const id of [newId(), 'x', theirs.id])
    for (const kind of ['person', 'service-account'])
      assertProblem(await key({ owner: { kind, id } }), 422, 'key-owner-not-found')
  assertProblem(await key({ owner: { kind: 'robot', id: newId() } }), 400, 'input-invalid')
  const ours = await newPerson(app, company, 'admin')
  const owner = { kind: 'person', id: ours.id }
  assertProblem(await key({ dialect: 'voyado', owner }), 422, 'account-input-invalid')
  await get('POST', '/service-accounts', { name: 'One', roles: ['segment-editor'] })
  const account = (body: object) => ask('POST', '/service-accounts', { body })
  assertProblem(await account({ name: 'One', roles: ['segment-editor'] }), 409, 'service-account-exists')
  for (const name of ['a@b.example', '  ', '\0'])
    assertProblem(await account({ name, roles: ['segment-editor'] }), 422, 'service-account-invalid')
  assertProblem(await account({ name: 'Two', roles: [] }), 400, 'input-invalid')
  assertProblem(await account({ name: 'Two', roles: ['king'] }), 400, 'input-invalid')
  assertProblem(await stranger.ask('GET', `/service-accounts/${newId()}`), 404, 'service-account-not-found')
})

test('a person who is removed takes the way in of a signed-in browser and of their key', async () => {
  const company = await newParleyCompany(app)
  const person = await newPerson(app, company, 'admin')
  const browser = await signIn(company, person)
  const { secret } = await newKey(browser.ask, { kind: 'person', id: person.id })
  assert.equal((await company.ask('DELETE', `/people/${person.id}`)).status, 204)
  assertProblem(await browser.ask('GET', '/me'), 401, 'unauthorized')
  assertError(await call(company, secret), 401, 'Unauthorized')
})
