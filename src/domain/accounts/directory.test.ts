import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, afterEach, test } from 'node:test'
import pg from 'pg'
import { newTenant, testDatabase } from '../../../test/kit/database.ts'
import { until } from '../../../test/kit/eventually.ts'
import { transact } from '../../storage/database.ts'
import { kyselyOver } from '../../storage/driver.ts'
import { isUnavailable } from '../../storage/unavailable.ts'
import { hashSecret, isUsable } from './api-key.ts'
import { changeSettings } from './change-settings.ts'
import { createKey, type NewKey } from './create-key.ts'
import { type Directory, openDirectory } from './directory.ts'
import { revokeKey } from './revoke-key.ts'
import { rotateKey } from './rotate-key.ts'

const { db, pool, close } = await testDatabase()
const opened: Directory[] = []
after(close)
afterEach(() => {
  for (const directory of opened.splice(0)) directory.stop()
})

async function open(): Promise<Directory> {
  const directory = await openDirectory(db, error => assert.fail(String(error)))
  opened.push(directory)
  return directory
}

/** The pool, and how many statements were sent through it. */
function countingPool() {
  let count = 0
  const connect = () => {
    count++
    return pool.connect()
  }
  return { counting: Object.assign(Object.create(pool), { connect }), statements: () => count }
}

const at = new Date()
const addKey = (tenantId: string, input: Partial<NewKey> = {}) =>
  transact(db, tx => createKey(tx, tenantId, { dialect: 'voyado', name: 'till', ...input }, 'ada', at))

test('who has just written sees it after a refresh', async () => {
  const directory = await open()
  const tenant = await newTenant(db)
  assert.equal(directory.tenantBySlug(tenant.slug), undefined)
  await directory.refresh()
  assert.deepEqual(directory.tenantBySlug(tenant.slug), tenant)

  const { key, secret } = await addKey(tenant.id, { scopes: ['contacts:*'], ipAllowList: ['10.0.0.0/8'] })
  await directory.refresh()
  const known = directory.keyByHash(hashSecret(secret))
  assert.deepEqual([known?.key, known?.tenant], [key, tenant])
  assert.equal(known?.admits('10.1.2.3'), true)
  assert.equal(known?.admits('11.1.2.3'), false)

  await transact(db, tx => revokeKey(tx, tenant.id, key.id, 'ada', at))
  await directory.refresh()
  assert.equal(directory.keyByHash(hashSecret(secret)), undefined)
})

test('what another process changes is followed within a second', async () => {
  const [here, there] = [await open(), await open()]
  const heard: string[] = []
  there.onChange(() => heard.push('change'))
  const tenant = await newTenant(db)
  const { key, secret } = await addKey(tenant.id)
  const hash = hashSecret(secret)
  await here.refresh()

  await until(() => there.keyByHash(hash) !== undefined, 1000)
  assert.ok(heard.length > 0)
  await transact(db, tx => changeSettings(tx, tenant, { requestsPerSecond: 7 }, 'ada', at))
  await until(() => there.tenantBySlug(tenant.slug)?.settings.requestsPerSecond === 7, 1000)
  assert.equal(there.keyByHash(hash)?.tenant.settings.requestsPerSecond, 7)
  await transact(db, tx => revokeKey(tx, tenant.id, key.id, 'ada', at))
  await until(() => there.keyByHash(hash) === undefined, 1000)
})

test('a refresh that is asked for during another one sees what was written before it was asked for', async () => {
  const directory = await open()
  const tenant = await newTenant(db)
  await Promise.all(
    Array.from({ length: 30 }, async () => {
      const { secret } = await addKey(tenant.id)
      await directory.refresh()
      assert.ok(directory.keyByHash(hashSecret(secret)))
    }),
  )
})

test('a refresh looks at the database once more, at whatever moment of another one it is asked for', async () => {
  const { counting, statements } = countingPool()
  const directory = await openDirectory(kyselyOver(counting), error => assert.fail(String(error)))
  directory.stop()
  for (let ticks = 0; ticks < 8; ticks++) {
    await newTenant(db)
    let late: Promise<void> | undefined
    directory.onChange(() => {
      late ??= (async () => {
        for (let tick = 0; tick < ticks; tick++) await undefined // listeners hear at the very end of a look
        const before = statements()
        await directory.refresh()
        assert.ok(statements() > before, `${ticks} ticks after the end of a look`)
      })()
    })
    await directory.refresh()
    assert.ok(late)
    await late
  }
})

test('listeners are told whose it was that changed, and what is known of others stays as it is', async () => {
  const directory = await open()
  const [one, other] = [await newTenant(db), await newTenant(db)]
  const { secret } = await addKey(other.id)
  await directory.refresh()
  const known = directory.tenantBySlug(other.slug)
  const told: string[] = []
  directory.onChange(tenantIds => told.push(...tenantIds))
  await transact(db, tx => changeSettings(tx, one, { requestsPerSecond: 7 }, 'ada', at))
  await directory.refresh()
  assert.deepEqual(told, [one.id])
  assert.equal(directory.tenantBySlug(one.slug)?.settings.requestsPerSecond, 7)
  assert.equal(directory.tenantBySlug(other.slug), known)
  assert.ok(directory.keyByHash(hashSecret(secret)))
})

test('listeners are told after the change can be seen, and not when nothing changed', async () => {
  const directory = await open()
  const tenant = await newTenant(db)
  const seen: unknown[] = []
  directory.onChange(() => seen.push(directory.tenantBySlug(tenant.slug)?.id))
  await directory.refresh()
  await directory.refresh()
  assert.deepEqual(seen, [tenant.id])
})

test('no look-up asks the database, whatever key or tenant is asked for', async () => {
  const tenant = await newTenant(db)
  const { secret } = await addKey(tenant.id)
  const { counting, statements } = countingPool()
  const directory = await openDirectory(kyselyOver(counting), error => assert.fail(String(error)))
  directory.stop()
  const before = statements()
  assert.ok(before > 0, 'the count counts')
  assert.ok(directory.keyByHash(hashSecret(secret)))
  for (let attempt = 0; attempt < 100; attempt++) {
    assert.equal(directory.keyByHash(randomBytes(32).toString('hex')), undefined)
    assert.equal(directory.tenantBySlug(randomBytes(8).toString('hex')), undefined)
  }
  for (const odd of ['', '__proto__', 'constructor']) assert.equal(directory.tenantBySlug(odd), undefined)
  assert.equal(statements(), before)
})

test('an expired key is known with its end; whoever asks sees that it does not serve', async () => {
  const directory = await open()
  const tenant = await newTenant(db)
  const { secret } = await addKey(tenant.id, { expiresAt: new Date(at.getTime() + 1000) })
  await directory.refresh()
  const known = directory.keyByHash(hashSecret(secret))
  assert.ok(known && isUsable(known.key, at))
  assert.ok(!isUsable(known.key, new Date(at.getTime() + 1000)))
})

test('a rotated key and its successor are both known during the grace', async () => {
  const directory = await open()
  const tenant = await newTenant(db)
  const old = await addKey(tenant.id)
  const next = await transact(db, tx => rotateKey(tx, tenant.id, old.key.id, 60_000, 'ada', at))
  await directory.refresh()
  const known = [old, next].map(({ secret }) => directory.keyByHash(hashSecret(secret))?.key)
  assert.deepEqual(
    known.map(key => key && [key.id, key.expiresAt?.getTime()]),
    [
      [old.key.id, at.getTime() + 60_000],
      [next.key.id, undefined],
    ],
  )
})

test('what cannot be read is told, and what was known stays', async () => {
  const tenant = await newTenant(db)
  const { secret } = await addKey(tenant.id)
  const away = new pg.Pool({ host: '127.0.0.1', port: 1 })
  let isAway = false
  const switching = Object.assign(Object.create(pool), { connect: () => (isAway ? away : pool).connect() })
  const errors: Error[] = []
  const directory = await openDirectory(kyselyOver(switching), error => errors.push(error as Error))
  opened.push(directory)
  isAway = true
  await assert.rejects(directory.refresh(), isUnavailable)
  await until(() => errors.length > 0)
  assert.ok(directory.keyByHash(hashSecret(secret)))
  isAway = false
  const later = await newTenant(db)
  await until(() => directory.tenantBySlug(later.slug) !== undefined, 1000)
  await away.end()
})
