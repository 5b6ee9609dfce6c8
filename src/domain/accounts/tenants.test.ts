import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { inRolledBackTransaction, newTenant, testDatabase } from '../../../test/kit/database.ts'
import { transact } from '../../storage/database.ts'
import type { Db } from '../../storage/driver.ts'
import { changeSettings } from './change-settings.ts'
import { createTenant } from './create-tenant.ts'
import { findTenant, listTenants } from './list-accounts.ts'
import { isSlug } from './tenant.ts'

const { db, close } = await testDatabase()
after(close)

const at = new Date('2025-06-15T12:00:00Z')
const epochOf = async (from: Db, id: string) =>
  (await from.selectFrom('tenants').select('epoch').where('id', '=', id).executeTakeFirstOrThrow()).epoch
const auditOf = (from: Db, id: string) =>
  from
    .selectFrom('audit_trail')
    .select(['at', 'actor', 'action', 'subject', 'details'])
    .where('tenant_id', '=', id)
    .orderBy('id')
    .execute()

test('a tenant is made with its logs, its contact types and a line in the audit trail', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await createTenant(tx, { slug: 'cups-and-co', name: 'Cups & Co' }, 'ada', at)
    assert.deepEqual(await findTenant(tx, 'cups-and-co'), tenant)
    assert.deepEqual([tenant.name, tenant.clockOffsetMs], ['Cups & Co', 0])
    const heads = await tx
      .selectFrom('log_heads')
      .select(['log', 'seq'])
      .where('tenant_id', '=', tenant.id)
      .orderBy('log')
      .execute()
    assert.deepEqual(heads, [
      { log: 'events', seq: 0 },
      { log: 'interactions', seq: 0 },
    ])
    const types = await tx
      .selectFrom('contact_types')
      .select(['id', 'key_attribute'])
      .where('tenant_id', '=', tenant.id)
      .orderBy('id')
      .execute()
    assert.deepEqual(types, [
      { id: 'Contact', key_attribute: 'email' },
      { id: 'Member', key_attribute: 'email' },
    ])
    assert.deepEqual(await auditOf(tx, tenant.id), [
      { at, actor: 'ada', action: 'tenant.created', subject: 'cups-and-co', details: {} },
    ])
  }))

test('a tenant without a name has its slug for one, and a slug is taken once', () =>
  inRolledBackTransaction(db, async tx => {
    assert.equal((await createTenant(tx, { slug: 'cups' }, 'ada', at)).name, 'cups')
    await assert.rejects(createTenant(tx, { slug: 'cups' }, 'ada', at), { code: 'tenant-exists' })
    await assert.rejects(findTenant(tx, 'plates'), { code: 'tenant-not-found' })
    const slugs = (await listTenants(tx)).map(tenant => tenant.slug)
    assert.deepEqual(
      slugs.filter(slug => slug === 'cups'),
      ['cups'],
    )
  }))

test('of two who take a slug at once one gets it', async () => {
  const outcomes = await Promise.allSettled(
    [1, 2, 3].map(() => transact(db, tx => createTenant(tx, { slug: 'wanted' }, 'ada', at))),
  )
  const codes = outcomes.map(outcome => (outcome.status === 'rejected' ? outcome.reason.code : 'made'))
  assert.deepEqual(codes.sort(), ['made', 'tenant-exists', 'tenant-exists'])
})

test('a slug is a DNS label in lower case', async () => {
  for (const slug of ['a', 'a1', '1a', 'a-b', 'a'.repeat(63)]) assert.ok(isSlug(slug), slug)
  const wrong = ['', '-a', 'a-', 'A', 'a_b', 'a.b', 'ä', 'a b', 'a'.repeat(64), 'a\n']
  for (const slug of wrong) {
    assert.ok(!isSlug(slug), JSON.stringify(slug))
    const made = inRolledBackTransaction(db, tx => createTenant(tx, { slug }, 'ada', at))
    await assert.rejects(made, { code: 'account-input-invalid' })
  }
})

test('settings that are changed are announced and audited, the others stay', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const epoch = await epochOf(tx, tenant.id)
    const changed = await changeSettings(tx, tenant, { requestsPerSecond: 500 }, 'ada', at)
    assert.deepEqual(changed, { ...tenant.settings, requestsPerSecond: 500 })
    assert.deepEqual((await findTenant(tx, tenant.slug)).settings, changed)
    assert.equal(await epochOf(tx, tenant.id), epoch + 1)
    assert.deepEqual((await auditOf(tx, tenant.id)).at(-1), {
      at,
      actor: 'ada',
      action: 'tenant.settings-changed',
      subject: tenant.slug,
      details: { requestsPerSecond: 500 },
    })
  }))

test('who changes settings does not undo what another changed since the tenant was read', async () => {
  const tenant = await newTenant(db)
  await Promise.all([
    transact(db, tx => changeSettings(tx, tenant, { requestsPerSecond: 500 }, 'ada', at)),
    transact(db, tx => changeSettings(tx, tenant, { userAgent: 'optional' }, 'bo', at)),
    transact(db, tx => changeSettings(tx, tenant, { features: ['x'] }, 'cy', at)),
  ])
  const { requestsPerSecond, userAgent, features } = (await findTenant(db, tenant.slug)).settings
  assert.deepEqual(
    { requestsPerSecond, userAgent, features },
    {
      requestsPerSecond: 500,
      userAgent: 'optional',
      features: ['x'],
    },
  )
})

test('a setting that was never changed is not stored, so that a later version may choose another default', async () => {
  const tenant = await newTenant(db)
  await transact(db, tx => changeSettings(tx, tenant, { requestsPerSecond: 500 }, 'ada', at))
  const row = await db.selectFrom('tenants').select('settings').where('id', '=', tenant.id).executeTakeFirst()
  assert.deepEqual(row?.settings, { requestsPerSecond: 500 })
})
