import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/kit/app.ts'
import { furnishParley, newParleyCompany, type ParleyCompany } from '../../../test/kit/parley.ts'
import { visitSurvey } from '../../../test/kit/surveys.ts'
import { countRowsButUses, countTenantRows } from '../../../test/kit/tenant-rows.ts'
import { storeVisit, visit } from '../../../test/kit/voyado.ts'
import { createKey, type NewKey } from '../../domain/accounts/create-key.ts'
import { revokeKey } from '../../domain/accounts/revoke-key.ts'
import type { Operation } from '../../http/operation.ts'
import { transact } from '../../storage/database.ts'
import { parley } from './dialect.ts'

const app = await testApp()
after(app.close)
const { services } = app
const { db } = services

const company = await newParleyCompany(app)
const stranger = await newParleyCompany(app)
const { contactId, schemaId, interactionId } = await furnishParley(company)
await company.ask('POST', '/interactions', { body: { contactId, schemaId, payload: {} } })
const rejectedId = (await company.get('GET', '/rejected-interactions')).items[0].id
const webhook = await company.get('POST', '/webhooks', { url: 'https://shop.example.com/' })
await company.get('POST', '/fault-rules', {
  id: 'rule',
  requests: { path: '/nowhere' },
  action: { status: 503 },
})

const newSecret = async (of: ParleyCompany, options: Partial<NewKey> = {}, isRevoked = false) => {
  const secret = await transact(db, async tx => {
    const input = { dialect: 'parley', name: 'x', ...options } as const
    const made = await createKey(tx, of.tenant.id, input, 'test', new Date())
    if (isRevoked) await revokeKey(tx, of.tenant.id, made.key.id, 'test', new Date())
    return made.secret
  })
  await services.directory.refresh()
  return `Bearer ${secret}`
}

const bearer = (secret: string) => `Bearer ${secret}`
const host = `${company.tenant.slug}.example.com`
const over = new Date('2020-01-01T00:00:00Z')
/** Who calls with what. */
const callers: Record<string, Readonly<Record<string, string | undefined>>> = {
  'without a key': { authorization: undefined },
  'with a key that nobody made': { authorization: 'Bearer pk_made-up' },
  'with a good key in another scheme': { authorization: `Basic ${company.apiKey}` },
  'with a good key in the header of another dialect': { authorization: undefined, apikey: company.apiKey },
  'with a key of another dialect': { authorization: await newSecret(company, { dialect: 'voyado' }) },
  "with another tenant's key at the tenant's host": { authorization: bearer(stranger.apiKey), host },
  'with a revoked key': { authorization: await newSecret(company, {}, true) },
  'with a key that has ended': { authorization: await newSecret(company, { expiresAt: over }) },
  'from an address outside the list': {
    authorization: await newSecret(company, { ipAllowList: ['192.0.2.0/24'] }),
  },
  'without the scope': { authorization: await newSecret(company, { scopes: ['nothing:read'] }) },
}

/** What the tenant has, where an operation asks for it by a name. */
const known: Readonly<Record<string, string>> = {
  contactId,
  schemaId,
  interactionId,
  rejectedId,
  webhookId: webhook.id,
  keyId: company.keyId,
  ruleId: 'rule',
}
/** Would be written, were it let in, by most that write; others refuse it for its form once somebody may call. */
const bodies: Readonly<Record<string, object>> = {
  createContact: { attributes: { email: 'new@example.com' } },
  updateContact: { attributes: { city: 'Lund' } },
  mergeContacts: { contactId },
  createSchema: { ...storeVisit, id: 'second' },
  updateSchema: { displayName: 'x', jsonSchema: storeVisit.jsonSchema },
  validatePayload: { payload: visit },
  createInteraction: { contactId, schemaId, payload: visit },
  createInteractions: { items: [{ contactId, schemaId, payload: visit }] },
  createWebhook: { url: 'https://other.example.com/' },
  updateTenant: { settings: { webhooks: 7 } },
  previewImport: { csv: 'email\na' },
  createImport: { csv: 'email\na', mode: 'create' },
  createExport: {},
  createView: { list: 'contacts', name: 'x' },
  updateWebhook: { description: 'x' },
  testWebhook: {},
  createKey: { dialect: 'parley', name: 'x' },
  updateKey: { name: 'y' },
  moveClock: { move: 'freeze' },
  createFaultRule: { requests: { path: '/nowhere' }, action: { status: 503 } },
  takeSnapshot: { name: 'one' },
  createPerson: { email: 'new@example.com', name: 'x', role: 'viewer' },
  createSurvey: visitSurvey,
  createVisitorToken: {},
}

function perform(
  of: ParleyCompany,
  { name, method, path }: Operation,
  headers: Readonly<Record<string, string | undefined>>,
) {
  const address = path.replaceAll(/\{(\w+)\}/g, (_, part) => known[part] ?? crypto.randomUUID())
  const hasBody = method !== 'GET' && method !== 'DELETE'
  return of.ask(method, address, { ...(hasBody && { body: bodies[name] ?? {} }), headers })
}

const rows = async () => [
  await countRowsButUses(db, company.tenant.id),
  await countRowsButUses(db, stranger.tenant.id),
]
/** A stream that is let in does not end. */
const finite = parley.operations.filter(({ path }) => path !== '/stream')

for (const [words, headers] of Object.entries(callers)) {
  test(`every operation refuses a call ${words}, and writes nothing`, async () => {
    await services.keyUsage.flush()
    const before = await rows()
    for (const operation of parley.operations) {
      const { status, text, body } = await perform(company, operation, headers)
      assert.ok(status === 401 || status === 403, `${operation.name}: ${status} ${text}`)
      assert.match(body.type, /^\/parley\/v1\/problems\//)
    }
    await services.keyUsage.flush()
    assert.deepEqual(await rows(), before)
  })
}

test("another tenant's key sees and changes nothing of what it names of this one", async () => {
  await services.keyUsage.flush()
  const { email } = (await company.get('GET', `/contacts/${contactId}`)).attributes
  const before = await countTenantRows(db, company.tenant.id)
  // What ends the key itself or the data of its own tenant would end the test.
  const spared = new Set(['resetTenant', 'revokeKey', 'rotateKey'])
  for (const operation of finite.filter(({ name }) => !spared.has(name))) {
    const { status, text } = await perform(stranger, operation, {})
    assert.ok(!text.includes(email) && !text.includes(webhook.url), `${operation.name}: ${text}`)
    assert.ok(status < 500, `${operation.name}: ${status} ${text}`)
  }
  for (const path of [`/keys/${company.keyId}`, `/keys/${company.keyId}/rotate`]) {
    const isRotation = path.endsWith('rotate')
    const { status } = await stranger.ask(
      isRotation ? 'POST' : 'DELETE',
      path,
      isRotation ? { body: {} } : {},
    )
    assert.equal(status, 404)
  }
  assert.deepEqual(await countTenantRows(db, company.tenant.id), before)
})

test('a key with the scope of an operation may call that, and scopes are nouns with read or write', async () => {
  for (const operation of finite) {
    assert.match(operation.scope, /^[a-z-]+:(read|write)$/, operation.name)
    const isReading = operation.method === 'GET' || ['validatePayload'].includes(operation.name)
    if (isReading) assert.match(operation.scope, /:read$/, operation.name)
  }
  const authorization = await newSecret(company, { scopes: ['contacts:read'] })
  assert.equal((await company.ask('GET', '/contacts', { headers: { authorization } })).status, 200)
  const refused = await company.ask('POST', '/contacts', { body: {}, headers: { authorization } })
  assert.equal(refused.body.data.scope, 'contacts:write')
})

test('the calls are such that a good key writes by them', async () => {
  const before = await countTenantRows(db, company.tenant.id)
  const names = Object.keys(bodies).filter(name => name !== 'moveClock')
  for (const name of names) {
    const operation = finite.find(each => each.name === name)!
    const { status, text } = await perform(company, operation, {})
    assert.ok(status < 300 || name === 'mergeContacts', `${name}: ${status} ${text}`)
  }
  const now = await countTenantRows(db, company.tenant.id)
  for (const table of [
    'contacts',
    'interactions',
    'interaction_schemas',
    'events',
    'webhooks',
    'api_keys',
    'surveys',
  ])
    assert.ok(now[table]! > before[table]!, table)
})

test('a key in an address is refused, however it is spelled', async () => {
  for (const name of ['apikey', 'api_key', 'API-Key', 'access_token', 'api%5Fkey']) {
    const { status, text } = await company.ask('GET', `/contacts?${name}=${company.apiKey}`)
    assert.equal(status, 401, name)
    assert.ok(!text.includes(company.apiKey))
  }
})
