import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newTenant, testDatabase } from '../../../test/kit/database.ts'
import type { DomainError, Fault } from '../../kernel/domain-error.ts'
import { valueTypes } from '../../kernel/value-type.ts'
import { transact } from '../../storage/database.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { defineBusinessEvent, undefineBusinessEvent } from './define-business-event.ts'
import { type EventData, fitData, type UndefinedNames } from './fit-data.ts'
import { listDefinitions, readDefinition } from './read-definitions.ts'

const { db, close } = await testDatabase()
after(close)
const at = new Date('2026-03-01T10:00:00Z')

const define = (
  tenant: Tenant,
  name: string,
  attributes: Readonly<Record<string, string>>,
  replaces = false,
) => {
  const list = Object.entries(attributes).map(([attribute, type]) => ({ name: attribute, type }))
  return transact(db, tx => defineBusinessEvent(tx, tenant, { name, attributes: list }, at, { replaces }))
}
const fit = (tenant: Tenant, name: string, data: EventData, undefinedNames: UndefinedNames = 'taken') =>
  transact(db, tx => fitData(tx, tenant, { name, data }, undefinedNames, at))
const typesOf = async (tenant: Tenant, name: string) =>
  Object.fromEntries((await readDefinition(db, tenant, name))!.attributes.map(each => [each.name, each.type]))
const refusedFor =
  (faults: readonly Fault[]) => (error: DomainError<string, { faults: readonly Fault[] }>) => {
    assert.equal(error.code, 'business-event-invalid')
    assert.deepEqual(error.data.faults, faults)
    return true
  }

test('an event keeps what its definition has, in its type, and loses what it has not', async () => {
  const tenant = await newTenant(db)
  const attributes = {
    sku: 'string',
    price: 'number',
    sold: 'boolean',
    until: 'date',
    tags: 'array',
    more: 'object',
  }
  await define(tenant, 'Price Drop', attributes)
  const data = {
    sku: 's'.repeat(1200),
    price: 19.9,
    sold: false,
    until: '2026-03-01T09:00:00+0530',
    tags: ['a'],
    more: { a: 1 },
  }
  assert.deepEqual(await fit(tenant, 'Price Drop', { ...data, unknown: 1, constructor: 2 }), {
    ...data,
    sku: 's'.repeat(1000),
    until: '2026-03-01T03:30:00.000Z',
  })
  assert.deepEqual(await fit(tenant, 'Price Drop', { price: null }), {})
  const wrong = { sku: 1, price: '1', sold: 'yes', until: 'soon', tags: {}, more: [] }
  const faults = Object.entries(attributes).map(([name, type]) => ({
    field: `data.${name}`,
    message: `must be of the type ${type}`,
  }))
  await assert.rejects(fit(tenant, 'Price Drop', wrong), refusedFor(faults))
})

test('a name that nobody defined says anything, is refused or is learnt', async () => {
  const tenant = await newTenant(db)
  assert.deepEqual(await fit(tenant, 'x', { a: 1 }), { a: 1 })
  await assert.rejects(fit(tenant, 'x', { a: 1 }, 'refused'), { code: 'business-event-undefined' })
  assert.deepEqual(await fit(tenant, 'x', { a: 1, none: null }, 'learnt'), { a: 1 })
  assert.deepEqual(await typesOf(tenant, 'x'), { a: 'number' })
  assert.deepEqual(await fit(tenant, 'x', { a: 2, b: '2026-01-01T00:00:00Z' }, 'learnt'), {
    a: 2,
    b: '2026-01-01T00:00:00.000Z',
  })
  assert.deepEqual(await typesOf(tenant, 'x'), { a: 'number', b: 'date' })
  const long = 'n'.repeat(51)
  const fault = { field: `data.${'n'.repeat(50)}`, message: 'must have a name of 1 to 50 characters' }
  await assert.rejects(fit(tenant, 'x', { [long]: 1 }, 'learnt'), refusedFor([fault]))
})

test('a definition grows and keeps its types, and is written anew when it is replaced', async () => {
  const tenant = await newTenant(db)
  assert.equal((await define(tenant, 'x', { a: 'number' })).isNew, true)
  assert.equal((await define(tenant, 'x', { b: 'string' })).isNew, false)
  assert.deepEqual(await typesOf(tenant, 'x'), { a: 'number', b: 'string' })
  const fault = { field: 'attributes.0.type', message: 'cannot be changed: it is number' }
  await assert.rejects(define(tenant, 'x', { a: 'string' }), refusedFor([fault]))
  await define(tenant, 'x', { a: 'string' }, true)
  assert.deepEqual(await typesOf(tenant, 'x'), { a: 'string' })
  await transact(db, tx => undefineBusinessEvent(tx, tenant, 'x', at))
  assert.deepEqual(await listDefinitions(db, tenant), [])
  await assert.rejects(
    transact(db, tx => undefineBusinessEvent(tx, tenant, 'x', at)),
    {
      code: 'business-event-undefined',
    },
  )
})

test('names, types and numbers have bounds, and every fault is told', async () => {
  const tenant = await newTenant(db)
  const input = {
    name: '',
    attributes: [
      { name: 'a', type: 'number' },
      { name: 'a', type: 'decimal' },
      { name: 'n'.repeat(51), type: 'date' },
    ],
  }
  await assert.rejects(
    transact(db, tx => defineBusinessEvent(tx, tenant, input, at)),
    refusedFor([
      { field: 'name', message: 'must be a text of 1 to 100 characters' },
      { field: 'attributes.1.name', message: 'is there twice' },
      { field: 'attributes.1.type', message: `must be one of ${valueTypes.join(', ')}` },
      { field: 'attributes.2.name', message: 'must be a text of 1 to 50 characters' },
    ]),
  )
  const many = (prefix: string, count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`${prefix}${n}`, 'number']))
  await define(tenant, 'x', many('a', 25))
  const fault = { field: 'attributes', message: 'must not be more than 25 of the type number' }
  await assert.rejects(define(tenant, 'x', many('b', 1)), refusedFor([fault]))
})

test('a tenant knows nothing of what another defined', async () => {
  const [tenant, other] = [await newTenant(db), await newTenant(db)]
  await define(tenant, 'x', { a: 'number' })
  assert.equal(await readDefinition(db, other, 'x'), undefined)
  await assert.rejects(transact(db, tx => undefineBusinessEvent(tx, other, 'x', at)))
  assert.deepEqual(await fit(other, 'x', { a: 'text' }), { a: 'text' })
})
