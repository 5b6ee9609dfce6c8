import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { inRolledBackTransaction, newTenant, testDatabase } from '../../../test/kit/database.ts'
import { newId } from '../../kernel/ids.ts'
import { transact } from '../../storage/database.ts'
import type { Db } from '../../storage/driver.ts'
import { hashSecret, isUsable } from './api-key.ts'
import { createKey, type NewKey } from './create-key.ts'
import { listKeys } from './list-accounts.ts'
import { revokeKey } from './revoke-key.ts'
import { rotateKey } from './rotate-key.ts'

const { db, pool, close } = await testDatabase()
after(close)

const at = new Date('2025-06-15T12:00:00Z')
const hour = 3_600_000
const after1h = new Date(at.getTime() + hour)
const till: NewKey = { dialect: 'voyado', name: 'till' }

const auditOf = async (from: Db, id: string) => {
  const rows = await from
    .selectFrom('audit_trail')
    .selectAll()
    .where('tenant_id', '=', id)
    .orderBy('id')
    .execute()
  return rows.map(row => [row.action, row.actor, row.subject])
}

test('a key is stored with all that was asked for and is listed without its secret', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const input = { ...till, scopes: ['interactions:write'], ipAllowList: ['10.0.0.0/8'], expiresAt: after1h }
    const { key, secret } = await createKey(tx, tenant.id, input, 'ada', at)
    assert.deepEqual(key, {
      ...input,
      id: key.id,
      tenantId: tenant.id,
      revokedAt: null,
      createdAt: at,
      version: 1,
      owner: null,
    })
    assert.deepEqual(await listKeys(tx, tenant.id), [key])
    const row = await tx
      .selectFrom('api_keys')
      .select('secret_hash')
      .where('id', '=', key.id)
      .executeTakeFirst()
    assert.equal(row?.secret_hash.toString('hex'), hashSecret(secret))
    assert.deepEqual((await auditOf(tx, tenant.id)).at(-1), ['key.created', 'ada', key.id])
  }))

test('a wrong scope or address is refused', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    for (const scope of ['', 'interactions', 'interactions:', '*', '*:*', 'a:b:c', 'A:b', 'a:b*'])
      await assert.rejects(createKey(tx, tenant.id, { ...till, scopes: [scope] }, 'ada', at), {
        code: 'account-input-invalid',
        message: `${scope} is not a scope: write noun:verb, or noun:*.`,
      })
    await assert.rejects(createKey(tx, tenant.id, { ...till, ipAllowList: ['10.0.0.0/33'] }, 'ada', at), {
      code: 'account-input-invalid',
    })
    assert.deepEqual(await listKeys(tx, tenant.id), [])
  }))

test('a revoked key stays listed, and is revoked once', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const { key } = await createKey(tx, tenant.id, till, 'ada', at)
    const revoked = await revokeKey(tx, tenant.id, key.id, 'bo', after1h)
    assert.deepEqual(revoked, { ...key, revokedAt: after1h, version: 2 })
    assert.deepEqual(await listKeys(tx, tenant.id), [revoked])
    assert.deepEqual((await auditOf(tx, tenant.id)).at(-1), ['key.revoked', 'bo', key.id])
    await assert.rejects(revokeKey(tx, tenant.id, key.id, 'bo', at), { code: 'key-not-found' })
    await assert.rejects(revokeKey(tx, tenant.id, newId(), 'bo', at), { code: 'key-not-found' })
  }))

test('a key of another tenant can be neither revoked nor rotated', () =>
  inRolledBackTransaction(db, async tx => {
    const [tenant, other] = [await newTenant(tx), await newTenant(tx)]
    const { key } = await createKey(tx, tenant.id, till, 'ada', at)
    await assert.rejects(revokeKey(tx, other.id, key.id, 'bo', at), { code: 'key-not-found' })
    await assert.rejects(rotateKey(tx, other.id, key.id, 0, 'bo', at), { code: 'key-not-found' })
    assert.deepEqual(await listKeys(tx, tenant.id), [key])
  }))

test('a rotated key has a successor of its kind with another secret, and ends at once', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const input = { ...till, scopes: ['contacts:*'], ipAllowList: ['10.0.0.1'] }
    const old = await createKey(tx, tenant.id, input, 'ada', at)
    const next = await rotateKey(tx, tenant.id, old.key.id, 0, 'bo', after1h)
    assert.notEqual(next.secret, old.secret)
    assert.deepEqual(next.key, { ...old.key, id: next.key.id, createdAt: after1h })
    const [first, second] = await listKeys(tx, tenant.id)
    assert.deepEqual(first, { ...old.key, revokedAt: after1h, version: 2 })
    assert.deepEqual(second, next.key)
    assert.deepEqual((await auditOf(tx, tenant.id)).slice(-2), [
      ['key.created', 'bo', next.key.id],
      ['key.revoked', 'bo', old.key.id],
    ])
    await assert.rejects(rotateKey(tx, tenant.id, old.key.id, 0, 'bo', after1h), { code: 'key-not-found' })
  }))

test('with a grace the old key serves for so long beside its successor, and the audit trail tells', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const old = await createKey(tx, tenant.id, till, 'ada', at)
    const next = await rotateKey(tx, tenant.id, old.key.id, hour, 'bo', at)
    const [first, second] = await listKeys(tx, tenant.id)
    assert.deepEqual(first, { ...old.key, expiresAt: after1h, version: 2 })
    assert.ok(isUsable(first!, at) && !isUsable(first!, after1h))
    assert.ok(isUsable(second!, after1h))
    assert.deepEqual((await auditOf(tx, tenant.id)).slice(-2), [
      ['key.created', 'bo', next.key.id],
      ['key.expiry-set', 'bo', old.key.id],
    ])
  }))

test('a grace does not lengthen the life of a key', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const old = await createKey(tx, tenant.id, { ...till, expiresAt: after1h }, 'ada', at)
    await rotateKey(tx, tenant.id, old.key.id, 5 * hour, 'bo', at)
    assert.deepEqual((await listKeys(tx, tenant.id))[0]?.expiresAt, after1h)
  }))

test('every change of keys is announced', () =>
  inRolledBackTransaction(db, async tx => {
    const { id } = await newTenant(tx)
    const epochs: number[] = []
    const look = async () => {
      const row = await tx
        .selectFrom('tenants')
        .select('epoch')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      epochs.push(row.epoch)
    }
    await look()
    const one = await createKey(tx, id, till, 'ada', at)
    await look()
    const two = await rotateKey(tx, id, one.key.id, hour, 'ada', at)
    await look()
    await revokeKey(tx, id, two.key.id, 'ada', at)
    await look()
    assert.deepEqual(epochs, epochs.toSorted())
    assert.equal(new Set(epochs).size, 4)
  }))

test('no table holds a secret, in no form in which it could be read again', async () => {
  const tenant = await newTenant(db)
  const made = await transact(db, async tx => {
    const one = await createKey(tx, tenant.id, till, 'ada', at)
    const two = await rotateKey(tx, tenant.id, one.key.id, hour, 'ada', at)
    const three = await rotateKey(tx, tenant.id, two.key.id, 0, 'ada', at)
    return [one, two, three]
  })
  const { rows: tables } = await sql<{ name: string }>`
    select c.oid::regclass::text as name from pg_class c
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`.execute(db)
  assert.ok(tables.some(({ name }) => name === 'api_keys'))

  const found = async (text: string) => {
    const held: string[] = []
    for (const { name } of tables) {
      const { rows } = await pool.query(`select 1 from ${name} t where strpos(t::text, $1) > 0 limit 1`, [
        text,
      ])
      if (rows.length > 0) held.push(name)
    }
    return held
  }
  assert.ok((await found(hashSecret(made[0]!.secret))).includes('api_keys'), 'the search finds what is there')
  for (const { secret } of made) {
    const random = secret.slice(3)
    assert.deepEqual(await found(random), [])
    assert.deepEqual(await found(Buffer.from(secret).toString('hex')), [])
    assert.deepEqual(await found(Buffer.from(random, 'base64url').toString('hex')), [])
  }
})
