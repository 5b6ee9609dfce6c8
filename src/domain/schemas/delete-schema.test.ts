import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { addSchema } from '../../../test/kit/activity.ts'
import { newTenant, testDatabase } from '../../../test/kit/database.ts'
import { transact } from '../../storage/database.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { deleteSchema } from './delete-schema.ts'
import { readSchemas } from './schema-cache.ts'

const { db, close } = await testDatabase()
after(close)

const at = new Date('2025-06-15T12:00:00Z')
const remove = (tenant: Tenant, id: string) => transact(db, tx => deleteSchema(tx, tenant, id, at))

test('a deleted schema is no longer read, and an event tells which it was', async () => {
  const tenant = await newTenant(db)
  const { key } = await addSchema(db, tenant, 'visit')
  await addSchema(db, tenant, 'review')
  await remove(tenant, 'visit')
  assert.deepEqual([...(await readSchemas(db, tenant)).keys()], ['review'])
  const event = await db
    .selectFrom('events')
    .select(['type', 'data', 'at'])
    .where('tenant_id', '=', tenant.id)
    .orderBy('seq', 'desc')
    .executeTakeFirst()
  assert.deepEqual(event, { type: 'schema.deleted', data: { schemaKey: key, schemaId: 'visit' }, at })
})

test('its id is free at once, for a schema that is another one', async () => {
  const tenant = await newTenant(db)
  const first = await addSchema(db, tenant, 'visit')
  await remove(tenant, 'visit')
  const second = await addSchema(db, tenant, 'visit')
  assert.notEqual(second.key, first.key)
  await remove(tenant, 'visit')
  assert.equal((await readSchemas(db, tenant)).size, 0)
})

test('only a schema of the tenant can be deleted, and once', async () => {
  const [tenant, other] = [await newTenant(db), await newTenant(db)]
  await addSchema(db, tenant, 'visit')
  const notFound = { code: 'schema-not-found' }
  await assert.rejects(remove(other, 'visit'), notFound)
  await assert.rejects(remove(tenant, 'Visit'), notFound)
  await assert.rejects(remove(tenant, ''), notFound)
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => remove(tenant, 'visit')))
  assert.equal(outcomes.filter(outcome => outcome.status === 'fulfilled').length, 1)
  await assert.rejects(remove(tenant, 'visit'), notFound)
})

test('every deletion is announced to the processes that keep schemas', async () => {
  const tenant = await newTenant(db)
  await addSchema(db, tenant, 'visit')
  const epoch = async () =>
    (await db.selectFrom('tenants').select('epoch').where('id', '=', tenant.id).executeTakeFirst())?.epoch
  const before = await epoch()
  await remove(tenant, 'visit')
  assert.equal(await epoch(), before! + 1)
})
