import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newTenant, testDatabase } from '../../../test/kit/database.ts'
import { systemClock } from '../../kernel/clock.ts'
import { transact } from '../../storage/database.ts'
import { changeSettings } from './change-settings.ts'
import { openDirectory } from './directory.ts'
import { findTenant } from './list-accounts.ts'
import { type ClockMove, moveClock } from './move-clock.ts'
import type { Tenant } from './tenant.ts'

const { db, pool, close } = await testDatabase()
after(close)

let wallMs = Date.parse('2026-03-01T12:00:00Z')
const clock = systemClock(() => wallMs)

async function move(tenant: Tenant, what: ClockMove): Promise<string> {
  await transact(db, tx => moveClock(tx, tenant, what, 'test', clock.wall()))
  return timeOf(tenant)
}
const timeOf = async ({ slug }: Tenant) => clock.now(await findTenant(db, slug)).toISOString()
const pass = (ms: number) => {
  wallMs += ms
}
const advance = (ms: number): ClockMove => ({ kind: 'advance', by: { months: 0, ms } })
const hour = 3_600_000

test('a frozen clock stands still until it is let go, and runs on from there', async () => {
  wallMs = Date.parse('2026-03-01T12:00:00Z')
  const tenant = await newTenant(db)
  assert.equal(await move(tenant, { kind: 'freeze' }), '2026-03-01T12:00:00.000Z')
  pass(hour)
  assert.equal(await timeOf(tenant), '2026-03-01T12:00:00.000Z')
  assert.equal(await move(tenant, { kind: 'resume', toRealTime: false }), '2026-03-01T12:00:00.000Z')
  pass(hour)
  assert.equal(await timeOf(tenant), '2026-03-01T13:00:00.000Z')
  assert.equal(await move(tenant, { kind: 'resume', toRealTime: true }), '2026-03-01T14:00:00.000Z')
})

test('a clock is put and moved on while it runs, and while it stands', async () => {
  wallMs = Date.parse('2026-03-01T12:00:00Z')
  const tenant = await newTenant(db)
  assert.equal(await move(tenant, advance(30 * 24 * hour)), '2026-03-31T12:00:00.000Z')
  pass(1000)
  assert.equal(await timeOf(tenant), '2026-03-31T12:00:01.000Z')
  const at = new Date('2020-02-29T00:00:00Z')
  assert.equal(await move(tenant, { kind: 'set', at }), '2020-02-29T00:00:00.000Z')
  pass(1000)
  assert.equal(await move(tenant, { kind: 'freeze' }), '2020-02-29T00:00:01.000Z')
  assert.equal(await move(tenant, advance(1)), '2020-02-29T00:00:01.001Z')
  pass(1000)
  assert.equal(await timeOf(tenant), '2020-02-29T00:00:01.001Z')
  assert.equal(await move(tenant, { kind: 'freeze', at }), '2020-02-29T00:00:00.000Z')
})

test('the database has the same time as the process', async () => {
  const tenant = await newTenant(db)
  const inDatabase = async () => {
    const { rows } = await pool.query(
      'select tenant_time(clock_offset_ms, clock_frozen_at) as at from tenants where id = $1',
      [tenant.id],
    )
    return rows[0].at as Date
  }
  wallMs = Date.now()
  await move(tenant, { kind: 'set', at: new Date('2031-05-05T05:05:05.055Z') })
  assert.ok(Math.abs((await inDatabase()).getTime() - Date.parse('2031-05-05T05:05:05.055Z')) < 30_000)
  const frozen = await move(tenant, { kind: 'freeze' })
  assert.equal((await inDatabase()).toISOString(), frozen)
})

test('two who move a clock on at once move it twice', async () => {
  const tenant = await newTenant(db)
  await move(tenant, { kind: 'freeze', at: new Date('2026-01-01T00:00:00Z') })
  await Promise.all(Array.from({ length: 8 }, () => move(tenant, advance(hour))))
  assert.equal(await timeOf(tenant), '2026-01-01T08:00:00.000Z')
})

test('a clock does not leave the years that can be stored', async () => {
  const tenant = await newTenant(db)
  const far = move(tenant, { kind: 'advance', by: { months: 12 * 9000, ms: 0 } })
  await assert.rejects(far, { code: 'account-input-invalid' })
  const unheardOf = move(tenant, { kind: 'advance', by: { months: 12 * 900_000, ms: 0 } })
  await assert.rejects(unheardOf, { code: 'account-input-invalid' })
})

test('processes follow, and it is written down who did it', async () => {
  const tenant = await newTenant(db)
  const directory = await openDirectory(db, error => assert.ifError(error))
  await move(tenant, { kind: 'freeze', at: new Date('2027-07-07T07:07:07Z') })
  await directory.refresh()
  assert.equal(clock.now(directory.tenantBySlug(tenant.slug)!).toISOString(), '2027-07-07T07:07:07.000Z')
  directory.stop()
  const { rows } = await pool.query(
    `select actor, details->>'move' as move, details->>'to' as moved_to from audit_trail
     where tenant_id = $1 and action = 'clock.moved'`,
    [tenant.id],
  )
  assert.deepEqual(rows, [{ actor: 'test', move: 'freeze', moved_to: '2027-07-07T07:07:07.000Z' }])
})

test('the clock of a tenant that is marked as production is not moved', async () => {
  const tenant = await newTenant(db)
  await transact(db, tx => changeSettings(tx, tenant, { production: true }, 'test', clock.wall()))
  const moves: ClockMove[] = [
    { kind: 'freeze' },
    { kind: 'set', at: new Date(0) },
    advance(1),
    { kind: 'resume', toRealTime: false },
  ]
  for (const what of moves) await assert.rejects(move(tenant, what), { code: 'tenant-is-production' })
  assert.equal((await findTenant(db, tenant.slug)).clockFrozenAt, null)
})

test('a tenant with a moved clock is not marked as production', async () => {
  const tenant = await newTenant(db)
  const mark = () =>
    transact(db, tx => changeSettings(tx, tenant, { production: true }, 'test', clock.wall()))
  await move(tenant, advance(hour))
  await assert.rejects(mark(), { code: 'tenant-is-double', message: /clock is moved/ })
  assert.equal((await findTenant(db, tenant.slug)).settings.production, false)
  await move(tenant, { kind: 'resume', toRealTime: true })
  assert.equal((await mark()).production, true)
})
