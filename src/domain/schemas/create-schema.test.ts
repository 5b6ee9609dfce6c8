import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { visitSchema } from '../../../test/kit/activity.ts'
import { inRolledBackTransaction, newTenant, testDatabase } from '../../../test/kit/database.ts'
import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { createSchema } from './create-schema.ts'
import { deleteSchema } from './delete-schema.ts'
import { readSchemas } from './schema-cache.ts'

const { kind, db, close } = await testDatabase()
after(close)

const at = new Date('2025-06-15T12:00:00Z')
const create = (tx: Tx, tenant: Tenant, id: string, jsonSchema: object = visitSchema) =>
  createSchema(tx, tenant, { id, displayName: `The ${id}`, jsonSchema }, at)
const idsOf = async (from: Db, tenant: Tenant) => [...(await readSchemas(from, tenant)).keys()]
const limitedTo = (tenant: Tenant, interactionSchemas: number): Tenant => ({
  ...tenant,
  settings: { ...tenant.settings, interactionSchemas },
})

test('a schema is stored as it was posted, announced, and told of by an event', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const definition = await create(tx, tenant, 'visit', { ...visitSchema, title: 'ö', required: [] })
    assert.deepEqual([definition.id, definition.displayName], ['visit', 'The visit'])
    const schema = (await readSchemas(tx, tenant)).get('visit')!
    assert.deepEqual([schema.definition, schema.version, schema.createdAt], [definition, 1, at])
    const row = await tx.selectFrom('tenants').select('epoch').where('id', '=', tenant.id).executeTakeFirst()
    assert.equal(row?.epoch, 2)
    const events = await tx
      .selectFrom('events')
      .select(['seq', 'type', 'data', 'at'])
      .where('tenant_id', '=', tenant.id)
      .execute()
    assert.deepEqual(events, [
      { seq: 1, type: 'schema.created', data: { schemaKey: schema.key, schemaId: 'visit' }, at },
    ])
  }))

test('the order of keys, the spaces in texts and large numbers come back as they were posted', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const text =
      '{"type":"object","$schema":"https://json-schema.org/draft/2020-12/schema","properties":{"z":{"type":"number","maximum":1e+21},"a":{"type":"string","displayName":" a  b "}}}'
    await create(tx, tenant, 'visit', JSON.parse(text))
    const { jsonSchema } = (await readSchemas(tx, tenant)).get('visit')!.definition
    assert.equal(JSON.stringify(jsonSchema), text)
  }))

test('an id is taken once, by each tenant for itself', () =>
  inRolledBackTransaction(db, async tx => {
    const [tenant, other] = [await newTenant(tx), await newTenant(tx)]
    await create(tx, tenant, 'visit')
    await create(tx, other, 'visit')
    await create(tx, tenant, 'Visit')
    await assert.rejects(create(tx, tenant, 'visit'), {
      code: 'schema-already-exists',
      data: { schemaId: 'visit' },
    })
    assert.deepEqual(await idsOf(tx, tenant), ['visit', 'Visit'])
  }))

test('there are at most so many schemas as the tenant may have; a deleted one makes room', async () => {
  const tenant = limitedTo(await newTenant(db), 2)
  const add = (id: string) => transact(db, tx => create(tx, tenant, id))
  await add('one')
  await add('two')
  await assert.rejects(add('three'), { code: 'too-many-schemas', data: { limit: 2 } })
  await assert.rejects(add('two'), { code: 'schema-already-exists' })
  assert.deepEqual(await idsOf(db, tenant), ['one', 'two'])
  await transact(db, tx => deleteSchema(tx, tenant, 'one', at))
  await add('three')
  assert.deepEqual(await idsOf(db, tenant), ['two', 'three'])
})

test('a definition that is wrong is refused before anything is written', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    await assert.rejects(create(tx, tenant, 'no space', visitSchema), { code: 'schema-definition-invalid' })
    await assert.rejects(create(tx, tenant, 'visit', {}), { code: 'schema-definition-invalid' })
    const segmentable = Object.fromEntries(
      Array.from({ length: tenant.settings.segmentableProperties + 1 }, (_, number) => [
        `p${number}`,
        { type: 'string', displayName: 'P', addToSegmentation: true },
      ]),
    )
    await assert.rejects(
      create(tx, tenant, 'visit', { ...visitSchema, properties: segmentable, required: [] }),
      {
        code: 'too-many-segmentable-properties',
      },
    )
    assert.deepEqual(await idsOf(tx, tenant), [])
  }))

test('many who add schemas at once get their own, and no more than there may be', async () => {
  const tenant = limitedTo(await newTenant(db), 5)
  const outcomes = await Promise.allSettled(
    Array.from({ length: 16 }, (_, number) => transact(db, tx => create(tx, tenant, `s${number % 8}`))),
  )
  const codes = outcomes.map(outcome => (outcome.status === 'rejected' ? outcome.reason.code : 'made'))
  assert.equal(codes.filter(code => code === 'made').length, 5)
  for (const code of codes)
    assert.ok(['made', 'schema-already-exists', 'too-many-schemas'].includes(code), code)
  assert.equal((await idsOf(db, tenant)).length, 5)
})

if (kind === 'server')
  test('schemas are made and deleted at once without waiting for each other crosswise', async () => {
    const tenant = await newTenant(db)
    const work = async (id: string) => {
      for (let round = 0; round < 10; round++) {
        // Not `transact`, which would hide that two waited for each other by trying again.
        await db.transaction().execute(tx => create(tx, tenant, id))
        await db.transaction().execute(tx => deleteSchema(tx, tenant, id, at))
      }
    }
    await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(work))
    assert.deepEqual(await idsOf(db, tenant), [])
  })
