import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertProblem, newParleyCompany, newParleyContact } from '../../../../test/kit/parley.ts'

const app = await testApp()
after(app.close)

test('settings are patched, null puts one back, and a stale ETag is refused', async () => {
  const { ask, get } = await newParleyCompany(app)
  const before = await ask('GET', '/tenant')
  assert.equal(before.headers.etag, `"${before.body.version}"`)
  const patch = (settings: object, version?: unknown) =>
    ask('PATCH', '/tenant', {
      body: { settings },
      ...(version !== undefined && { headers: { 'if-match': String(version) } }),
    })
  const changed = await patch({ interactionSchemas: 3 }, before.headers.etag)
  assert.deepEqual([changed.status, changed.body.settings.interactionSchemas], [200, 3])
  assertProblem(await patch({ interactionSchemas: 4 }, before.headers.etag), 412, 'version-mismatch')
  assert.deepEqual(await get('GET', '/tenant'), changed.body)
  assert.equal((await patch({ interactionSchemas: null })).body.settings.interactionSchemas, 15)
  const wrong = await patch({ nothing: 1, webhooks: 'many', __proto__: 1 })
  assertProblem(wrong, 422, 'tenant-settings-invalid')
  assert.deepEqual(wrong.body.errors.map((error: { pointer: string }) => error.pointer).sort(), [
    '/settings/nothing',
    '/settings/webhooks',
  ])
})

test('a key sets the mark of production and cannot take it away', async () => {
  const { ask } = await newParleyCompany(app)
  const mark = (production: boolean) => ask('PATCH', '/tenant', { body: { settings: { production } } })
  assert.equal((await mark(true)).status, 200)
  assertProblem(await mark(false), 409, 'production-mark-kept')
})

test('a key is made, used, rotated and ended, and its secret is told once', async () => {
  const company = await newParleyCompany(app)
  const { ask, get } = company
  const made = await ask('POST', '/keys', {
    body: { dialect: 'parley', name: 'shop', scopes: ['contacts:read'] },
  })
  assert.equal(made.status, 201, made.text)
  const using = (secret: string, path: string) =>
    ask('GET', path, { headers: { authorization: `Bearer ${secret}` } })
  assert.equal((await using(made.body.secret, '/contacts')).status, 200)
  assertProblem(await using(made.body.secret, '/keys'), 403, 'scope-missing')
  const rotated = await get('POST', `/keys/${made.body.id}/rotate`, {})
  assertProblem(await using(made.body.secret, '/contacts'), 401, 'unauthorized')
  assert.equal((await using(rotated.secret, '/contacts')).status, 200)
  assert.equal((await ask('DELETE', `/keys/${rotated.id}`)).status, 204)
  assertProblem(await using(rotated.secret, '/contacts'), 401, 'unauthorized')
  const { items } = await get('GET', '/keys')
  assert.equal(items.length, 3)
  assert.ok(items.every((item: object) => !('secret' in item)))
  assertProblem(await ask('DELETE', `/keys/${rotated.id}`), 404, 'key-not-found')
  assertProblem(await ask('POST', '/keys/x/rotate', { body: {} }), 404, 'key-not-found')
  for (const scope of ['all', 'contacts:raed', 'interactionschemas:read'])
    assertProblem(
      await ask('POST', '/keys', { body: { dialect: 'parley', name: 'x', scopes: [scope] } }),
      422,
      'account-input-invalid',
    )
  assertProblem(await ask('POST', '/keys', { body: { dialect: 'fax', name: 'x' } }), 400, 'input-invalid')
  assertProblem(
    await ask('POST', '/keys', { body: { dialect: 'parley', name: 'x', expiresAt: '2020-01-01T00:00:00Z' } }),
    422,
    'account-input-invalid',
  )
  await app.services.keyUsage.flush()
  const uses = await get('GET', `/keys/${company.keyId}/uses`)
  assert.equal(uses.items[0].userAgent, 'ParleyTest/1.0')
})

test('a key is changed under its version, follows at once, and a stale ETag neither changes nor ends it', async () => {
  const { ask, get } = await newParleyCompany(app)
  const made = await get('POST', '/keys', { dialect: 'parley', name: 'shop' })
  const path = `/keys/${made.id}`
  const stale = { 'if-match': (await ask('GET', path)).headers.etag as string }
  const change = (body: object, headers = {}) => ask('PATCH', path, { body, headers })
  const changed = await change({ name: 'till', scopes: ['contacts:read'] }, stale)
  assert.deepEqual([changed.status, changed.body.version, changed.body.name], [200, 2, 'till'], changed.text)
  assert.deepEqual(await get('GET', path), { ...changed.body, lastUsedAt: null })
  const as = { headers: { authorization: `Bearer ${made.secret}` } }
  assertProblem(await ask('GET', '/keys', as), 403, 'scope-missing')
  assertProblem(await change({ name: 'x' }, stale), 412, 'version-mismatch')
  assertProblem(await ask('DELETE', path, { headers: stale }), 412, 'version-mismatch')
  for (const wrong of [
    { scopes: ['all'] },
    { scopes: ['contact:*'] },
    { ipAllowList: ['x'] },
    { expiresAt: '2020-01-01T00:00:00Z' },
  ])
    assertProblem(await change(wrong), 422, 'account-input-invalid')
  assert.equal((await change({ expiresAt: '2099-01-01T00:00:00Z' })).body.version, 3)
  assert.equal((await change({ expiresAt: null })).body.expiresAt, null)
  assert.equal((await ask('DELETE', path, { headers: { 'if-match': '"4"' } })).status, 204)
  assertProblem(await change({ name: 'x' }), 404, 'key-not-found')
  assertProblem(await ask('GET', '/keys/x'), 404, 'key-not-found')
})

test('a key makes, changes and rotates no key that may do more than itself', async () => {
  const company = await newParleyCompany(app)
  const { ask, get, keyId } = company
  const scopes = ['keys:write', 'keys:read', 'contacts:*']
  const small = await get('POST', '/keys', {
    dialect: 'parley',
    name: 'small',
    scopes,
    ipAllowList: ['127.0.0.1', '10.0.0.0/8'],
    expiresAt: '2099-01-01T00:00:00Z',
  })
  const as = { headers: { authorization: `Bearer ${small.secret}` } }
  const make = (body: object) =>
    ask('POST', '/keys', { body: { dialect: 'parley', name: 'x', ...body }, ...as })
  assertProblem(await make({}), 403, 'key-too-powerful')
  assertProblem(await make({ scopes: ['webhooks:read'] }), 403, 'key-too-powerful')
  assertProblem(
    await make({ scopes: ['contacts:read'], ipAllowList: ['192.0.2.1'] }),
    403,
    'key-too-powerful',
  )
  assertProblem(
    await make({ scopes: ['contacts:read'], expiresAt: '2100-01-01T00:00:00Z' }),
    403,
    'key-too-powerful',
  )
  assertProblem(await ask('POST', `/keys/${keyId}/rotate`, { body: {}, ...as }), 403, 'key-too-powerful')
  assertProblem(await ask('PATCH', `/keys/${keyId}`, { body: { name: 'x' }, ...as }), 403, 'key-too-powerful')
  const more = { body: { scopes: ['contacts:*', 'webhooks:read'] }, ...as }
  assertProblem(await ask('PATCH', `/keys/${small.id}`, more), 403, 'key-too-powerful')
  const fine = await make({ scopes: ['contacts:read'] })
  assert.equal(fine.status, 201)
  assert.deepEqual(
    [fine.body.ipAllowList, fine.body.expiresAt],
    [['127.0.0.1', '10.0.0.0/8'], '2099-01-01T00:00:00.000Z'],
  )
})

test('the audit trail tells who did what, filtered and in pages', async () => {
  const company = await newParleyCompany(app)
  const { ask, get, keyId } = company
  const contactId = await newParleyContact(company)
  await get('GET', `/contacts/${contactId}/export`)
  await ask('DELETE', `/contacts/${contactId}`)
  const about = await get('GET', `/audit-trail?subject=${contactId}`)
  const deeds = about.items.map(({ actor, action }: { actor: string; action: string }) => [actor, action])
  assert.deepEqual(deeds, [
    [`key:${keyId}`, 'contact.erased'],
    [`key:${keyId}`, 'contact.exported'],
  ])
  const first = await get('GET', '/audit-trail?limit=1')
  const rest = await get('GET', `/audit-trail?cursor=${first.nextCursor}`)
  assert.equal(first.items[0].action, 'contact.erased')
  assert.ok(!rest.items.some((item: { id: string }) => item.id === first.items[0].id))
  assert.equal((await get('GET', '/audit-trail?actor=nobody')).items.length, 0)
  assertProblem(await ask('GET', '/audit-trail?cursor=abc'), 400, 'cursor-invalid')
})

test('an answer with a secret is never kept for an Idempotency-Key', async () => {
  const { ask, tenant } = await newParleyCompany(app)
  const headers = { 'idempotency-key': 'once' }
  const body = { dialect: 'parley', name: 'x' }
  const [one, two] = [
    await ask('POST', '/keys', { body, headers }),
    await ask('POST', '/keys', { body, headers }),
  ]
  assert.notEqual(one.body.secret, two.body.secret)
  const { rowCount } = await app.services.db
    .selectFrom('idempotent_replies')
    .select(({ fn }) => fn.countAll<number>().as('rowCount'))
    .where('tenant_id', '=', tenant.id)
    .executeTakeFirstOrThrow()
  assert.equal(rowCount, 0)
})

test('a key tells when it was last used, and how often it was refused', async () => {
  const company = await newParleyCompany(app)
  const { ask, get } = company
  const body = { dialect: 'parley', name: 'till', scopes: ['contacts:read'], ipAllowList: ['127.0.0.1'] }
  const made = await get('POST', '/keys', body)
  const headers = { authorization: `Bearer ${made.secret}`, 'user-agent': 'Till/1.0' }
  assert.equal((await get('GET', `/keys/${made.id}`)).lastUsedAt, null)
  assert.equal((await ask('GET', '/contacts', { headers })).status, 200)
  assert.equal((await ask('GET', '/tenant', { headers })).status, 403)
  assert.equal((await ask('GET', '/contacts', { headers, remoteAddress: '203.0.113.9' })).status, 403)
  await app.services.keyUsage.flush()
  const { items } = await get('GET', `/keys/${made.id}/uses`)
  assert.deepEqual([items.length, items[0].requests, items[0].refused], [1, 1, 2])
  const listed = (await get('GET', '/keys')).items.find(({ id }: { id: string }) => id === made.id)
  assert.equal(listed.lastUsedAt, items[0].lastSeenAt)
  assert.deepEqual(await get('GET', `/keys/${made.id}`), listed)
  const stranger = await newParleyCompany(app)
  assert.ok((await stranger.get('GET', '/keys')).items.every(({ id }: { id: string }) => id !== made.id))
})

test('the scopes of every API are told, with what they open', async () => {
  const { get } = await newParleyCompany(app)
  const { items } = await get('GET', '/scopes')
  const find = (dialect: string, scope: string) =>
    items.find((item: { dialect: string; scope: string }) => item.dialect === dialect && item.scope === scope)
  assert.ok(find('parley', 'webhooks:write').operations.includes('createWebhook'))
  assert.ok(find('voyado', 'interactions:write').operations.includes('Interactions_CreateInteraction'))
  assert.ok(find('webengage', 'data-ingestion:write'))
  assert.equal(find('parley', 'interactions:none'), undefined)
})
