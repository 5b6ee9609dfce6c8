import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newTenant, testDatabase } from '../../../test/kit/database.ts'
import { transact } from '../../storage/database.ts'
import { changeSettings } from './change-settings.ts'
import { createTenant } from './create-tenant.ts'
import { addFaultRule, listFaultRules } from './fault-rules.ts'
import { findTenant } from './list-accounts.ts'
import { moveClock } from './move-clock.ts'
import type { Tenant } from './tenant.ts'
import { readSetting } from './tenant-settings.ts'

const { db, close } = await testDatabase()
after(close)

const mark = (tenant: Tenant, production: boolean) =>
  transact(db, tx => changeSettings(tx, tenant, { production }, 'test', new Date()))

test('a tenant is no production unless it is marked, at once or later', async () => {
  const plain = await newTenant(db)
  assert.equal(plain.settings.production, false)
  const input = { slug: `real-${plain.slug}`, isProduction: true }
  const real = await transact(db, tx => createTenant(tx, input, 'test', new Date()))
  assert.equal(real.settings.production, true)
  assert.equal((await findTenant(db, real.slug)).settings.production, true)
  await mark(plain, true)
  assert.equal((await findTenant(db, plain.slug)).settings.production, true)
})

test('other settings of a production tenant are changed as ever, and the mark is taken off by name only', async () => {
  const tenant = await newTenant(db)
  await mark(tenant, true)
  await transact(db, tx => changeSettings(tx, tenant, { requestsPerSecond: 5 }, 'test', new Date()))
  assert.equal((await findTenant(db, tenant.slug)).settings.production, true)
  assert.equal((await mark(tenant, false)).production, false)
})

test('the mark is typed as true or false', () => {
  assert.deepEqual(readSetting('production', 'true'), { name: 'production', value: true })
  assert.deepEqual(readSetting('production', 'false'), { name: 'production', value: false })
  for (const text of ['yes', '1', 'True', '']) assert.ok('problem' in readSetting('production', text), text)
})

test('of a mark and a fault rule or a moved clock at once, one wins and the other is refused', async () => {
  const rule = {
    id: 'rule',
    requests: {},
    when: 'before',
    action: { status: 503 },
    seed: '',
    probability: 1,
    remaining: null,
  } as const
  for (let n = 0; n < 10; n++) {
    const tenant = await newTenant(db)
    const doubling = [
      () => transact(db, tx => addFaultRule(tx, tenant, rule, 'test', new Date())),
      () => transact(db, tx => moveClock(tx, tenant, { kind: 'freeze' }, 'test', new Date())),
    ][n % 2]!
    const [marked, doubled] = await Promise.allSettled([mark(tenant, true), doubling()])
    assert.notEqual(marked.status, doubled.status)
    const { settings, clockFrozenAt } = await findTenant(db, tenant.slug)
    const isDouble = clockFrozenAt !== null || (await listFaultRules(db, tenant.id)).length > 0
    assert.notEqual(settings.production, isDouble)
  }
})
