import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { addSchema, visitSchema } from '../../../test/kit/activity.ts'
import { newTenant, testDatabase } from '../../../test/kit/database.ts'
import { until } from '../../../test/kit/eventually.ts'
import { newId } from '../../kernel/ids.ts'
import { transact } from '../../storage/database.ts'
import { kyselyOver } from '../../storage/driver.ts'
import { isUnavailable } from '../../storage/unavailable.ts'
import { changeSettings } from '../accounts/change-settings.ts'
import { openDirectory } from '../accounts/directory.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { createSchema } from './create-schema.ts'
import { deleteSchema } from './delete-schema.ts'
import { createSchemaCache } from './schema-cache.ts'

const { db, pool, close } = await testDatabase()
after(close)

const at = new Date()
const remove = (tenant: Tenant, id: string) => transact(db, tx => deleteSchema(tx, tenant, id, at))

/** The pool, with a count of the connections taken from it, and a gate through which they go. */
function watchedPool() {
  let count = 0
  let gate: Promise<unknown> = Promise.resolve()
  const connect = async () => {
    count++
    await gate
    return pool.connect()
  }
  const hold = () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    gate = promise
    return resolve
  }
  return { db: kyselyOver(Object.assign(Object.create(pool), { connect })), count: () => count, hold }
}

test('schemas are read once, also when many ask at once, and then given without waiting', async () => {
  const tenant = await newTenant(db)
  await addSchema(db, tenant, 'visit')
  const watched = watchedPool()
  const cache = createSchemaCache(watched.db)
  const answers = await Promise.all([1, 2, 3].map(() => cache.of(tenant)))
  assert.ok(answers.every(answer => answer === answers[0]))
  const later = cache.of(tenant)
  assert.ok(!(later instanceof Promise))
  assert.equal(later.get('visit'), (await answers[0])?.get('visit'))
  assert.equal(watched.count(), 1)
})

test('tenants have schemas of their own', async () => {
  const [one, other] = [await newTenant(db), await newTenant(db)]
  await addSchema(db, one, 'visit')
  const cache = createSchemaCache(db)
  assert.deepEqual([(await cache.of(one)).size, (await cache.of(other)).size], [1, 0])
})

test('what is forgotten is read anew', async () => {
  const tenant = await newTenant(db)
  const cache = createSchemaCache(db)
  assert.equal((await cache.of(tenant)).size, 0)
  await addSchema(db, tenant, 'visit')
  assert.equal((await cache.of(tenant)).size, 0)
  cache.forgetAll()
  assert.equal((await cache.of(tenant)).size, 1)
})

test('of one tenant what is forgotten is read anew, and of others nothing', async () => {
  const [one, other] = [await newTenant(db), await newTenant(db)]
  const cache = createSchemaCache(db)
  const [before, kept] = [await cache.of(one), await cache.of(other)]
  cache.forget([one.id])
  assert.notEqual(await cache.of(one), before)
  assert.equal(await cache.of(other), kept)
})

test('a stored definition that would be refused today takes no other schema with it', async () => {
  const tenant = await newTenant(db)
  await addSchema(db, tenant, 'visit')
  await addSchema(db, tenant, 'odd')
  const definition = JSON.stringify({
    ...visitSchema,
    properties: { ...visitSchema.properties, a: { type: 'fax' } },
  })
  await db
    .updateTable('interaction_schemas')
    .set({ definition })
    .where('tenant_id', '=', tenant.id)
    .where('alias', '=', 'odd')
    .execute()
  const schemas = await createSchemaCache(db).of(tenant)
  assert.deepEqual([...schemas.keys()].sort(), ['odd', 'visit'])
  assert.equal(schemas.get('visit')?.check({}).length, 1)
  assert.deepEqual(
    schemas.get('odd')?.definition.properties.map(({ name }) => name),
    Object.keys(visitSchema.properties),
  )
})

test('an id that was taken again means the new schema', async () => {
  const tenant = await newTenant(db)
  const cache = createSchemaCache(db)
  await addSchema(db, tenant, 'visit')
  const first = (await cache.of(tenant)).get('visit')
  await remove(tenant, 'visit')
  const jsonSchema = { ...visitSchema, required: [] }
  await transact(db, tx => createSchema(tx, tenant, { id: 'visit', displayName: 'Visit', jsonSchema }, at))
  cache.forgetAll()
  const second = (await cache.of(tenant)).get('visit')
  assert.notEqual(second?.key, first?.key)
  assert.deepEqual([first?.check({}).length, second?.check({}).length], [1, 0])
})

test('a reading that was under way when all was forgotten is not kept', async () => {
  const tenant = await newTenant(db)
  const watched = watchedPool()
  const cache = createSchemaCache(watched.db)
  const release = watched.hold()
  const before = cache.of(tenant)
  cache.forgetAll()
  release()
  await before
  assert.equal(watched.count(), 1)
  assert.ok(cache.of(tenant) instanceof Promise, 'it is read anew')
  await cache.of(tenant)
  assert.equal(watched.count(), 2)
})

test('a reading that failed is not kept', async () => {
  const tenant = await newTenant(db)
  await addSchema(db, tenant, 'visit')
  const away = new pg.Pool({ host: '127.0.0.1', port: 1 })
  let isAway = true
  const switching = Object.assign(Object.create(pool), { connect: () => (isAway ? away : pool).connect() })
  const cache = createSchemaCache(kyselyOver(switching))
  await assert.rejects(async () => cache.of(tenant), isUnavailable)
  isAway = false
  assert.equal((await cache.of(tenant)).size, 1)
  await away.end()
})

test('a change in another process is followed within a second', async () => {
  const tenant = await newTenant(db)
  const directory = await openDirectory(db, error => assert.fail(String(error)))
  const cache = createSchemaCache(db)
  directory.onChange(tenantIds => cache.forget(tenantIds))
  assert.equal((await cache.of(tenant)).size, 0)
  await addSchema(db, tenant, 'visit')
  await until(async () => (await cache.of(tenant)).has('visit'), 1000)
  await remove(tenant, 'visit')
  await until(async () => !(await cache.of(tenant)).has('visit'), 1000)
  directory.stop()
})

test('a request that began before the settings changed leaves nothing of the old ones behind', async () => {
  const before = await newTenant(db)
  const jsonSchema = {
    ...visitSchema,
    properties: { page: { type: 'string', format: 'date-time', displayName: 'P' } },
  }
  await transact(db, tx => createSchema(tx, before, { id: 'visit', displayName: 'Visit', jsonSchema }, at))
  const settings = await transact(db, tx =>
    changeSettings(tx, before, { dateTimeOffset: 'required' }, 'ada', at),
  )
  const now = { ...before, settings }
  const cache = createSchemaCache(db)
  const faultsOf = async (tenant: Tenant) =>
    (await cache.of(tenant)).get('visit')!.check({ page: '2025-06-15T12:00:00' }).length
  assert.equal(await faultsOf(before), 0)
  assert.equal(await faultsOf(now), 1)
})

test('the schemas of so many tenants are kept and no more', async () => {
  const tenant = await newTenant(db)
  const [first, ...others] = Array.from({ length: 501 }, () => ({ ...tenant, id: newId() }))
  const cache = createSchemaCache(db)
  await cache.of(first!)
  for (const other of others.slice(0, -1)) await cache.of(other)
  assert.ok(!(cache.of(first!) instanceof Promise), 'the first of 500 is still there')
  await cache.of(others.at(-1)!)
  const again = cache.of(first!)
  assert.ok(again instanceof Promise, 'one more, and the oldest has gone')
  await again
})
