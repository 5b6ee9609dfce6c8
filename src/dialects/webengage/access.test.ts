import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/kit/app.ts'
import { countTenantRows } from '../../../test/kit/tenant-rows.ts'
import { assertError, newWebengageCompany } from '../../../test/kit/webengage.ts'
import { createKey, type NewKey } from '../../domain/accounts/create-key.ts'
import { revokeKey } from '../../domain/accounts/revoke-key.ts'
import type { Operation } from '../../http/operation.ts'
import { transact } from '../../storage/database.ts'
import { webengage } from './dialect.ts'

const app = await testApp()
after(app.close)
const { db, directory } = app.services

const company = await newWebengageCompany(app)
const stranger = await newWebengageCompany(app)

const newSecret = async (options: Partial<NewKey> = {}, isRevoked = false) => {
  const secret = await transact(db, async tx => {
    const input = { dialect: 'webengage', name: 'x', ...options } as const
    const made = await createKey(tx, company.tenant.id, input, 'test', new Date())
    if (isRevoked) await revokeKey(tx, company.tenant.id, made.key.id, 'test', new Date())
    return made.secret
  })
  await directory.refresh()
  return `Bearer ${secret}`
}

/** Who calls with what. */
const callers: Record<string, Readonly<Record<string, string | undefined>>> = {
  'without a key': { authorization: undefined },
  'with a key that nobody made': { authorization: 'Bearer pk_made-up' },
  'with a good key in another scheme': { authorization: `Basic ${company.apiKey}` },
  'with a good key in the header of another dialect': { authorization: undefined, apikey: company.apiKey },
  'with a key of another dialect': { authorization: await newSecret({ dialect: 'voyado' }) },
  'with a revoked key': { authorization: await newSecret({}, true) },
  'with a key that has ended': { authorization: await newSecret({ expiresAt: new Date('2020-01-01') }) },
  'from an address outside the list': { authorization: await newSecret({ ipAllowList: ['192.0.2.0/24'] }) },
  'without the role': { authorization: await newSecret({ scopes: ['nothing:read'] }) },
}

const everyOperation = webengage.operations.flatMap(operation =>
  (operation.versions ?? ['v1']).map(version => ({ operation, version })),
)

function pathOf({ path }: Operation, version: string, licenseCode: string): string {
  const filled = path
    .replace('{licenseCode}', licenseCode)
    .replaceAll(/\{\w+\}/g, '019a0000-0000-7000-8000-000000000000')
  return `/${webengage.mount(version)}${filled}`
}

/** Would be written, were it let in. */
const user = { userId: 'u', eventName: 'x' }
const bodies: Readonly<Record<string, object>> = {
  createUsers: { users: [user] },
  createEvents: { events: [user] },
}

for (const [caller, headers] of Object.entries(callers)) {
  test(`no operation is done ${caller}, and nothing is written`, async () => {
    const before = await countTenantRows(db, company.tenant.id)
    for (const { operation, version } of everyOperation) {
      const path = pathOf(operation, version, company.licenseCode)
      const body = operation.body ? { body: bodies[operation.name] ?? user } : {}
      const answer = await company.ask(operation.method, path, { ...body, headers })
      assertError(answer, 401, 'Unauthorized')
    }
    assert.deepEqual(await countTenantRows(db, company.tenant.id), before)
  })
}

test('no operation is done under the license code of another tenant, whose data stays its own', async () => {
  const before = await countTenantRows(db, stranger.tenant.id)
  for (const { operation, version } of everyOperation) {
    if (!operation.path.includes('{licenseCode}')) continue
    const body = operation.body ? { body: bodies[operation.name] ?? user } : {}
    const answer = await company.ask(operation.method, pathOf(operation, version, stranger.licenseCode), body)
    assertError(answer, 404, 'Not Found')
  }
  assert.deepEqual(await countTenantRows(db, stranger.tenant.id), before)
})

test('every operation tells of its limit', async () => {
  for (const { operation, version } of everyOperation) {
    const body = operation.body ? { body: {} } : {}
    const { headers, text, status } = await company.ask(
      operation.method,
      pathOf(operation, version, company.licenseCode),
      body,
    )
    assert.ok(Number(headers['x-ratelimit-limit']) > 0, `${operation.name}: ${status} ${text}`)
    assert.ok(Number(headers['x-ratelimit-remaining']) >= 0, operation.name)
  }
})
