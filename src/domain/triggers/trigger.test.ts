import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newTenant, testDatabase } from '../../../test/kit/database.ts'
import { transact } from '../../storage/database.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { defineTrigger, listTriggers } from './define-trigger.ts'
import { checkData, type FieldType, problemOf, type Trigger } from './trigger.ts'

const { db, close } = await testDatabase()
after(close)

const trigger: Trigger = { id: 'reset', name: 'Reset', description: '', fields: [] }
const field = (name: string, type: FieldType, required = false) => ({ name, type, required })
const define = (tenant: Tenant, more: Partial<Trigger> = {}) =>
  transact(db, tx => defineTrigger(tx, tenant, { ...trigger, ...more }, new Date()))

test('triggers are listed by id, each with its fields, and of one tenant', async () => {
  const [tenant, other] = [await newTenant(db), await newTenant(db)]
  const fields = [field('url', 'string', true), field('amount', 'number')]
  await define(tenant, { id: 'second' })
  await define(tenant, { id: 'first', fields, description: 'What for' })
  await define(other, { id: 'second' })
  assert.deepEqual(await listTriggers(db, tenant.id), [
    { ...trigger, id: 'first', fields, description: 'What for' },
    { ...trigger, id: 'second' },
  ])
})

test('an id is taken once', async () => {
  const tenant = await newTenant(db)
  await define(tenant)
  await assert.rejects(define(tenant), { code: 'trigger-exists' })
})

test('a definition that makes no sense is refused', async () => {
  const wrong: Partial<Trigger>[] = [
    { id: '' },
    { id: 'a/b' },
    { name: '' },
    { name: 'x'.repeat(201) },
    { name: 'nul\0' },
    { description: 'x'.repeat(1001) },
    { fields: [field('1st', 'string')] },
    { fields: [field('same', 'string'), field('same', 'number')] },
    { fields: Array.from({ length: 101 }, (_, n) => field(`f${n}`, 'string')) },
  ]
  for (const each of wrong) assert.ok(problemOf({ ...trigger, ...each }), JSON.stringify(each))
  await assert.rejects(define(await newTenant(db), { id: 'a b' }), { code: 'trigger-definition-invalid' })
})

const check = (type: FieldType, value: unknown) =>
  checkData([field('it', type)], { it: value }, 'offset-optional')

test('declared fields have their types', () => {
  const right: [FieldType, unknown][] = [
    ['string', ''],
    ['number', 1.5],
    ['boolean', true],
    ['boolean', 'False'],
    ['date', '2026-02-28'],
    ['date', '2026-02-28T10:00:00'],
    ['date', '2026-02-28T10:00:00.123+01:00'],
    ['string', null],
  ]
  for (const [type, value] of right) assert.ok('data' in check(type, value), `${type} ${value}`)
  const wrong: [FieldType, unknown][] = [
    ['string', 1],
    ['number', '1'],
    ['boolean', 'yes'],
    ['boolean', 1],
    ['date', '2026-02-30'],
    ['date', 'today'],
    ['date', 5],
    ['string', { a: 1 }],
  ]
  for (const [type, value] of wrong) {
    const checked = check(type, value)
    assert.ok('faults' in checked, `${type} ${value}`)
    assert.equal(checked.faults[0]?.field, 'it')
  }
})

test('a date-time without an offset is none where the tenant says so', () => {
  const fields = [field('it', 'date')]
  assert.ok('faults' in checkData(fields, { it: '2026-02-28T10:00:00' }, 'offset-required'))
})

test('booleans in words become booleans, what is not declared stays, and __proto__ is a name', () => {
  const fields = [field('yes', 'boolean'), field('no', 'boolean'), field('none', 'boolean')]
  const sent = JSON.parse('{"yes":"TRUE","no":"false","other":"true","deep":{"a":[1]},"__proto__":{"x":1}}')
  const checked = checkData(fields, sent, 'offset-optional')
  assert.ok('data' in checked)
  assert.equal(
    JSON.stringify(checked.data),
    '{"yes":true,"no":false,"other":"true","deep":{"a":[1]},"__proto__":{"x":1}}',
  )
})

test('all faults are told together', () => {
  const fields = [field('a', 'string', true), field('b', 'number', true)]
  const checked = checkData(fields, { a: null, b: 'x', c: 'nul\0' }, 'offset-optional')
  assert.ok('faults' in checked)
  assert.deepEqual(
    checked.faults.map(fault => fault.field),
    ['a', 'b', 'c'],
  )
  assert.ok('faults' in checkData([], [1], 'offset-optional'))
  assert.ok('faults' in checkData([], 'text', 'offset-optional'))
  assert.ok('data' in checkData([], undefined, 'offset-optional'))
})
