import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Company, testApp } from '../../../test/kit/app.ts'
import { countRowsButUses, countTenantRows } from '../../../test/kit/tenant-rows.ts'
import { furnish, storeVisit, visit } from '../../../test/kit/voyado.ts'
import { createKey, type NewKey } from '../../domain/accounts/create-key.ts'
import { revokeKey } from '../../domain/accounts/revoke-key.ts'
import { defineTrigger } from '../../domain/triggers/define-trigger.ts'
import type { Operation } from '../../http/operation.ts'
import { transact } from '../../storage/database.ts'
import { voyado } from './dialect.ts'

const { services, newCompany, close } = await testApp()
after(close)
const { db } = services

const company = await newCompany()
const stranger = await newCompany()
const { contactId, schemaId, interactionId } = await furnish(company)
const trigger = { id: 'trigger', name: 'Trigger', description: '', fields: [] }
await transact(db, tx => defineTrigger(tx, company.tenant, trigger, new Date()))

const newSecret = async (of: Company, options: Partial<NewKey> = {}, isRevoked = false) => {
  const secret = await transact(db, async tx => {
    const made = await createKey(
      tx,
      of.tenant.id,
      { dialect: 'voyado', name: 'x', ...options },
      'test',
      new Date(),
    )
    if (isRevoked) await revokeKey(tx, of.tenant.id, made.key.id, 'test', new Date())
    return made.secret
  })
  await services.directory.refresh()
  return secret
}

const host = `${company.tenant.slug}.example.com`
/** Who calls with what, and the statuses that are a refusal. */
const callers: Record<string, Readonly<Record<string, string | undefined>>> = {
  'without a key': { apikey: undefined },
  'with a key that nobody made': { apikey: 'pk_made-up' },
  "with another tenant's key at the tenant's host": { apikey: stranger.apiKey, host },
  'with a revoked key': { apikey: await newSecret(company, {}, true) },
  'with a key that has ended': {
    apikey: await newSecret(company, { expiresAt: new Date('2020-01-01T00:00:00Z') }),
  },
  'from an address outside the list': { apikey: await newSecret(company, { ipAllowList: ['192.0.2.0/24'] }) },
}

const everyOperation = [...voyado.operations, ...(voyado.planned ?? [])].flatMap(operation => {
  const served = operation.versions ?? voyado.versions.map(version => version.name)
  return served.map(version => ({ operation, version }))
})

/** What the tenant has, where an operation asks for it by a name. */
const known: Readonly<Record<string, string>> = {
  contactId,
  interactionId,
  schemaId,
  interactionSchemaId: schemaId,
  contactType: 'Member',
  triggerId: 'trigger',
}
/** Would be written, were it let in, by most that write; others refuse it for its form once somebody may call. */
const body = {
  ...storeVisit,
  id: 'second-schema',
  contactId,
  schemaId,
  payload: visit,
  email: 'new@example.com',
  name: 'New',
  externalId: 'new-1',
}

function perform(
  operation: Operation,
  version: string,
  headers: Readonly<Record<string, string | undefined>>,
) {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => known[name] ?? 'new-1')
  const query = new URLSearchParams(known)
  const options = operation.method === 'GET' ? { headers } : { body, headers }
  return company.call(operation.method, `${voyado.mount(version)}${path}?${query}`, options)
}

for (const [words, headers] of Object.entries(callers)) {
  test(`every operation refuses a call ${words}, and writes nothing`, async () => {
    await services.keyUsage.flush()
    const before = [
      await countRowsButUses(db, company.tenant.id),
      await countRowsButUses(db, stranger.tenant.id),
    ]
    for (const { operation, version } of everyOperation) {
      const { status, text } = await perform(operation, version, headers)
      assert.ok([401, 403, 404].includes(status), `${operation.name} ${version}: ${status} ${text}`)
    }
    await services.keyUsage.flush()
    const now = [
      await countRowsButUses(db, company.tenant.id),
      await countRowsButUses(db, stranger.tenant.id),
    ]
    assert.deepEqual(now, before)
  })
}

test("another tenant's key leaves what it names of this tenant as it is", async () => {
  await services.keyUsage.flush()
  const before = await countTenantRows(db, company.tenant.id)
  const secret = (await company.call('GET', `/api/v3/contacts/${contactId}`)).body.attributes.email
  assert.match(secret, /@/)
  for (const { operation, version } of everyOperation) {
    const { status, text } = await perform(operation, version, { apikey: stranger.apiKey })
    assert.ok(!text.includes(secret), `${operation.name} ${version}: ${text}`)
    assert.ok(status < 500 || status === 501, `${operation.name} ${version}: ${status} ${text}`)
  }
  assert.deepEqual(await countTenantRows(db, company.tenant.id), before)
})

test('the calls are such that a good key writes by them', async () => {
  const before = await countTenantRows(db, company.tenant.id)
  const writing = everyOperation.filter(({ operation }) => operation.method === 'POST')
  for (const { operation, version } of writing) await perform(operation, version, {})
  const now = await countTenantRows(db, company.tenant.id)
  for (const table of ['contacts', 'interactions', 'interaction_schemas', 'events'])
    assert.ok(now[table]! > before[table]!, table)
})
