import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newTenant, testDatabase } from '../../../test/kit/database.ts'
import { transact } from '../../storage/database.ts'
import { changeSettings } from './change-settings.ts'
import { openDirectory } from './directory.ts'
import { type FaultRule, fits, problemOf } from './fault-rule.ts'
import {
  addFaultRule,
  clearFaultRules,
  listFaultRules,
  removeFaultRule,
  strikingRule,
} from './fault-rules.ts'
import type { Tenant } from './tenant.ts'

const { db, close } = await testDatabase()
after(close)

const always: FaultRule = {
  id: 'rule',
  requests: {},
  when: 'before',
  action: { status: 503 },
  seed: 'seed',
  probability: 1,
  remaining: null,
}
const request = { operation: 'getThing', method: 'GET', path: '/things/1' }

const add = (tenant: Tenant, rule: Partial<FaultRule> = {}) =>
  transact(db, tx => addFaultRule(tx, tenant, { ...always, ...rule }, 'test', new Date()))
const strike = async (tenant: Tenant, rules: FaultRule[]) =>
  (await strikingRule(db, tenant.id, rules, request))?.id

/** Which of the first requests a rule strikes. */
async function pattern(rule: Partial<FaultRule>, requests = 40): Promise<string> {
  const tenant = await newTenant(db)
  await add(tenant, rule)
  let seen = ''
  for (let n = 0; n < requests; n++) seen += (await strike(tenant, [{ ...always, ...rule }])) ? 'x' : '.'
  return seen
}

test('the same seed strikes the same requests in the same order', async () => {
  const [one, same, other] = [
    await pattern({ probability: 0.5 }),
    await pattern({ probability: 0.5 }),
    await pattern({ probability: 0.5, seed: 'another' }),
  ]
  assert.equal(one, same)
  assert.notEqual(one, other)
  assert.match(one, /x/)
  assert.match(one, /\./)
})

test('a rule strikes as often as its probability says', async () => {
  const struck = [...(await pattern({ probability: 0.2 }, 400))].filter(each => each === 'x').length
  assert.ok(struck > 50 && struck < 110, `${struck} of 400`)
  assert.equal(await pattern({ probability: 1 }, 5), 'xxxxx')
  assert.equal(await pattern({ probability: 0 }, 5), '.....')
})

test('a rule that may strike so often strikes exactly so often, however many ask at once', async () => {
  const tenant = await newTenant(db)
  await add(tenant, { probability: 0.5, remaining: 7 })
  const rules = [{ ...always, probability: 0.5, remaining: 7 }]
  const struck = await Promise.all(Array.from({ length: 60 }, () => strike(tenant, rules)))
  assert.equal(struck.filter(Boolean).length, 7)
  const counts = (await listFaultRules(db, tenant.id)).map(rule => [rule.fitted, rule.remaining])
  assert.deepEqual(counts, [[60, 0]])
})

test('the last strike takes the rule out of every memory', async () => {
  const tenant = await newTenant(db)
  await add(tenant, { remaining: 1 })
  const directory = await openDirectory(db, error => assert.ifError(error))
  after(() => directory.stop())
  const rules = directory.faultRulesOf(tenant.id)!
  assert.equal(rules.length, 1)
  assert.equal(await strike(tenant, [...rules]), 'rule')
  await directory.refresh()
  assert.equal(directory.faultRulesOf(tenant.id), undefined)
})

test('rules are asked in the order in which they were added, and the first that strikes is the one', async () => {
  const tenant = await newTenant(db)
  const rules = [
    { id: 'other-path', requests: { path: '/other' } },
    { id: 'never', probability: 0 },
    { id: 'once', remaining: 1 },
    { id: 'rest' },
  ].map(rule => ({ ...always, ...rule }))
  for (const rule of rules) await add(tenant, rule)
  assert.equal(await strike(tenant, rules), 'once')
  assert.equal(await strike(tenant, rules), 'rest')
  const counts = (await listFaultRules(db, tenant.id)).map(({ id, fitted, struck }) => [id, fitted, struck])
  assert.deepEqual(counts, [
    ['other-path', 0, 0],
    ['never', 2, 0],
    ['once', 2, 1],
    ['rest', 1, 1],
  ])
})

test('a rule that was removed strikes nobody, whatever a process remembers', async () => {
  const tenant = await newTenant(db)
  await add(tenant)
  await transact(db, tx => removeFaultRule(tx, tenant, 'rule', 'test', new Date()))
  assert.equal(await strike(tenant, [always]), undefined)
  const again = transact(db, tx => removeFaultRule(tx, tenant, 'rule', 'test', new Date()))
  await assert.rejects(again, { code: 'fault-rule-not-found' })
})

test('rules are of one tenant', async () => {
  const [one, other] = [await newTenant(db), await newTenant(db)]
  await add(one)
  await add(other)
  assert.equal(await transact(db, tx => clearFaultRules(tx, one, 'test', new Date())), 1)
  assert.deepEqual(
    [(await listFaultRules(db, one.id)).length, (await listFaultRules(db, other.id)).length],
    [0, 1],
  )
})

test('an id is taken once, and there are at most a hundred rules', async () => {
  const tenant = await newTenant(db)
  await add(tenant)
  await assert.rejects(add(tenant), { code: 'fault-rule-exists' })
  for (let n = 1; n < 100; n++) await add(tenant, { id: `rule-${n}` })
  await assert.rejects(add(tenant, { id: 'one-more' }), { code: 'account-input-invalid', message: /100/ })
})

test('a tenant that is marked as production gets no rules, and one with rules is not marked', async () => {
  const tenant = await newTenant(db)
  const mark = () => transact(db, tx => changeSettings(tx, tenant, { production: true }, 'test', new Date()))
  await add(tenant)
  await assert.rejects(mark(), { code: 'tenant-is-double', message: /fault rules/ })
  await transact(db, tx => clearFaultRules(tx, tenant, 'test', new Date()))
  await mark()
  await assert.rejects(add(tenant), { code: 'tenant-is-production' })
})

test('a rule fits by operation, path and method', () => {
  const fitting = [
    {},
    { operation: 'getthing' },
    { operation: 'get*' },
    { operation: '*' },
    { path: '/things/*' },
    { path: '/THINGS/1/' },
    { path: '/**' },
    { path: '/things/1/**' },
    { method: 'GET', operation: 'getThing', path: '/*/1' },
  ]
  for (const each of fitting) assert.ok(fits(each, request), JSON.stringify(each))
  const others = [
    { operation: 'getThin' },
    { operation: 'post*' },
    { path: '/things' },
    { path: '/things/*/parts' },
    { path: '/things/2' },
    { method: 'POST' },
    { method: 'GET', path: '/other' },
  ]
  for (const each of others) assert.ok(!fits(each, request), JSON.stringify(each))
})

test('a rule that makes no sense is refused', () => {
  const wrong: Partial<FaultRule>[] = [
    { id: '' },
    { id: 'with space' },
    { id: 'line\nbreak' },
    { requests: { path: 'things' } },
    { requests: { path: '/**/things' } },
    { requests: { operation: 'get*Thing' } },
    { requests: { method: 'get' } },
    { probability: 1.5 },
    { probability: Number.NaN },
    { remaining: 0 },
    { remaining: 1.5 },
    { action: {} },
    { action: { status: 200 } },
    { action: { status: 503, reset: true } },
    { action: { latencyMs: 300_001 } },
    { action: { latencyMs: 0.5 } },
    { action: { reset: true, errorCode: 'Code' } },
    { action: { status: 400, errorCode: 'two words' } },
    { when: 'before', action: { truncate: 3 } },
    { when: 'before', action: { throttle: 3 } },
    { when: 'after', action: { throttle: 0 } },
  ]
  for (const each of wrong) assert.ok(problemOf({ ...always, ...each }), JSON.stringify(each))
  const right: Partial<FaultRule>[] = [
    {},
    { when: 'after', action: { latencyMs: 100, truncate: 0 } },
    { action: { latencyMs: 100 } },
    { action: { status: 400, errorCode: 'NoData', body: { any: 'thing' } } },
  ]
  for (const each of right) assert.equal(problemOf({ ...always, ...each }), undefined, JSON.stringify(each))
})
