import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newActivity } from '../../../test/kit/activity.ts'
import { withChanges } from '../../../test/kit/bodies.ts'
import { newTenant, testDatabase } from '../../../test/kit/database.ts'
import { testSnapshots } from '../../../test/kit/snapshots.ts'
import { countTenantRows } from '../../../test/kit/tenant-rows.ts'
import { newId } from '../../kernel/ids.ts'
import { transact } from '../../storage/database.ts'
import { advance } from '../../storage/log/consumer.ts'
import { acceptedCounter } from '../interactions/counters.ts'
import { changeSettings } from './change-settings.ts'
import { createKey } from './create-key.ts'
import { findTenant } from './list-accounts.ts'
import { moveClock } from './move-clock.ts'
import { keptTables, snapshotPrefix } from './snapshot.ts'
import { sweepSnapshots } from './sweep-snapshots.ts'
import { listSnapshots, removeSnapshot } from './take-snapshot.ts'

const database = await testDatabase()
const { db, pool } = database
const { bodies, take, reset, addContact, stateOf, blobsOf, busy } = testSnapshots(database)
after(async () => {
  await database.close()
  bodies.cleanUp()
})

test('a reset to a snapshot brings back every row, number, cursor and blob, exactly', async () => {
  const { blobs } = bodies.newBlobs()
  const activity = await busy(blobs)
  const { tenant, ids } = activity
  const [rows, files] = [await stateOf(tenant), await blobsOf(blobs, tenant)]
  await take(blobs, tenant)

  await addContact(tenant, { email: 'later@example.com' })
  await bodies.remove(activity, ids[0]!)
  await bodies.record(activity, ['{"page":"later"}'])
  await bodies.moveAll(blobs)
  while ((await advance(db, acceptedCounter, tenant.id)) === 'behind');
  assert.notDeepEqual(await stateOf(tenant), rows)
  assert.notDeepEqual(await blobsOf(blobs, tenant), files)

  await reset(blobs, tenant, 'before')
  assert.deepEqual(await stateOf(tenant), rows)
  assert.deepEqual(await blobsOf(blobs, tenant), files)
  assert.deepEqual(await bodies.readAll(blobs, activity, ids), [
    '{"page":"archived 1"}',
    '{"page":"archived 2"}',
    '{"page":"waiting"}',
  ])
  await reset(blobs, tenant, 'before')
  assert.deepEqual(await stateOf(tenant), rows, 'also the second time')
})

test('what a killed snapshot left behind is swept away after a day, and what belongs to one stays', async () => {
  const { blobs } = bodies.newBlobs()
  const { tenant } = await busy(blobs)
  await take(blobs, tenant)
  await blobs.put(`${snapshotPrefix(tenant.id, newId())}contacts.0.gz`, Buffer.from('half'))
  const keys = async () => (await Array.fromAsync(blobs.list(''))).sort()
  const [all, dayMs] = [await keys(), 86_400_000]
  await sweepSnapshots(db, blobs, new Date(Date.now() + dayMs - 60_000))
  assert.deepEqual(await keys(), all)
  await sweepSnapshots(db, blobs, new Date(Date.now() + dayMs + 60_000))
  assert.equal((await keys()).length, all.length - 1)
  await reset(blobs, tenant, 'before')
})

test('the log goes on after a reset where it stood at the snapshot', async () => {
  const { blobs } = bodies.newBlobs()
  const activity = await busy(blobs)
  const head = async () =>
    (
      await pool.query(`select seq from log_heads where tenant_id = $1 and log = 'interactions'`, [
        activity.tenant.id,
      ])
    ).rows[0].seq
  assert.equal(await head(), 3)
  await take(blobs, activity.tenant)
  await bodies.record(activity, ['{"page":"lost"}', '{"page":"lost"}'])
  await reset(blobs, activity.tenant, 'before')
  const [id] = await bodies.record(activity, ['{"page":"next"}'])
  const { rows } = await pool.query('select seq from interactions where tenant_id = $1 and id = $2', [
    activity.tenant.id,
    id,
  ])
  assert.equal(rows[0].seq, 4)
  while ((await advance(db, acceptedCounter, activity.tenant.id)) === 'behind');
  const counted = await pool.query(
    'select sum(accepted)::int as sum from interaction_counters where tenant_id = $1',
    [activity.tenant.id],
  )
  assert.equal(counted.rows[0].sum, 4)
})

test('a reset without a snapshot leaves what a new tenant has, and its keys and settings', async () => {
  const { blobs } = bodies.newBlobs()
  const { tenant } = await busy(blobs)
  await transact(db, async tx => {
    await createKey(tx, tenant.id, { dialect: 'voyado', name: 'till' }, 'test', new Date())
    await changeSettings(tx, tenant, { requestsPerSecond: 7 }, 'test', new Date())
  })
  await reset(blobs, tenant)
  const [emptied, fresh] = [
    await countTenantRows(db, tenant.id),
    await countTenantRows(db, (await newTenant(db)).id),
  ]
  for (const name of keptTables) {
    delete emptied[name]
    delete fresh[name]
  }
  assert.deepEqual(emptied, fresh)
  assert.deepEqual(await blobsOf(blobs, tenant), {})
  const { rows } = await pool.query('select name from api_keys where tenant_id = $1', [tenant.id])
  assert.deepEqual(rows, [{ name: 'till' }])
  assert.equal((await findTenant(db, tenant.slug)).settings.requestsPerSecond, 7)
  const trail = await pool.query(
    `select details from audit_trail where tenant_id = $1 and action = 'tenant.reset'`,
    [tenant.id],
  )
  assert.deepEqual(trail.rows, [{ details: { snapshot: null } }])
  await addContact(tenant, { email: 'first@example.com' })
  const { rows: events } = await pool.query('select seq from events where tenant_id = $1', [tenant.id])
  assert.deepEqual(events, [{ seq: 1 }])
})

test('another tenant is not touched', async () => {
  const { blobs } = bodies.newBlobs()
  const [one, other] = [await busy(blobs), await busy(blobs)]
  const [rows, files] = [await stateOf(other.tenant), await blobsOf(blobs, other.tenant)]
  await take(blobs, one.tenant)
  await reset(blobs, one.tenant)
  await reset(blobs, one.tenant, 'before')
  assert.deepEqual(await stateOf(other.tenant), rows)
  assert.deepEqual(await blobsOf(blobs, other.tenant), files)
})

test('the clock goes back with a snapshot, and stays without one', async () => {
  const { blobs } = bodies.newBlobs()
  const tenant = await newTenant(db)
  const freeze = (at: Date) =>
    transact(db, tx => moveClock(tx, tenant, { kind: 'freeze', at }, 'test', new Date()))
  const frozenAt = async () => (await findTenant(db, tenant.slug)).clockFrozenAt
  const [then, later] = [new Date('2027-01-01T00:00:00Z'), new Date('2028-01-01T00:00:00Z')]
  await freeze(then)
  await take(blobs, tenant)
  await freeze(later)
  await reset(blobs, tenant)
  assert.deepEqual(await frozenAt(), later)
  await reset(blobs, tenant, 'before')
  assert.deepEqual(await frozenAt(), then)
})

test('the definition of a schema comes back as it was posted', async () => {
  const { blobs } = bodies.newBlobs()
  const tenant = await newTenant(db)
  const posted = '{ "type":"object",\n "b" : 1.0, "a":{"z":1,\t"y":"\\u00e9"} }'
  await pool.query(
    `insert into interaction_schemas (tenant_id, key, alias, display_name, definition, created_at)
     values ($1, gen_random_uuid(), 'visit', 'Visit', $2, '2026-01-01T00:00:00.123456Z')`,
    [tenant.id, posted],
  )
  await take(blobs, tenant)
  await reset(blobs, tenant)
  await reset(blobs, tenant, 'before')
  const { rows } = await pool.query(
    `select definition::text as definition, created_at::text as at from interaction_schemas where tenant_id = $1`,
    [tenant.id],
  )
  assert.equal(rows[0].definition, posted)
  assert.match(rows[0].at, /00:00:00\.123456/)
})

test('a large tenant is kept in parts', async () => {
  const { blobs } = bodies.newBlobs()
  const { tenant } = await newActivity(db)
  await pool.query(
    `insert into contact_tombstones (tenant_id, contact_id, contact_type, source, deleted_at)
     select $1, gen_random_uuid(), 'Member', repeat('x', 2000), now() from generate_series(1, 6000)`,
    [tenant.id],
  )
  const rows = await stateOf(tenant)
  const { contents } = await take(blobs, tenant)
  const table = contents.tables.find(({ name }) => name === 'contact_tombstones')!
  assert.equal(table.rows, 6000)
  assert.ok(table.parts.length >= 3, `${table.parts.length} parts`)
  await reset(blobs, tenant)
  await reset(blobs, tenant, 'before')
  assert.deepEqual(await stateOf(tenant), rows)
})

test('a snapshot has a name of its own, and is replaced or removed with what it kept', async () => {
  const { blobs } = bodies.newBlobs()
  const { tenant } = await busy(blobs)
  const kept = async () => (await Array.fromAsync(blobs.list(`${tenant.id}/snapshots/`))).length
  await take(blobs, tenant, 'one')
  const size = await kept()
  assert.ok(size > 5)
  await assert.rejects(take(blobs, tenant, 'one'), { code: 'snapshot-exists' })
  await take(blobs, tenant, 'one', true)
  assert.equal(await kept(), size)
  await take(blobs, tenant, 'two')
  assert.deepEqual(
    (await listSnapshots(db, tenant.id)).map(({ name }) => name),
    ['one', 'two'],
  )
  for (const name of ['one', 'two']) await removeSnapshot(db, blobs, tenant, name, 'test', new Date())
  assert.equal(await kept(), 0)
  await assert.rejects(reset(blobs, tenant, 'one'), { code: 'snapshot-not-found' })
  await assert.rejects(removeSnapshot(db, blobs, tenant, 'one', 'test', new Date()), {
    code: 'snapshot-not-found',
  })
  for (const name of ['', '../x', 'a b', 'x'.repeat(101)])
    await assert.rejects(take(blobs, tenant, name), { code: 'account-input-invalid' })
})

test('a blob that came and went while the snapshot was taken is seen by its row, and all is done again', async () => {
  const { blobs } = bodies.newBlobs()
  const activity = await busy(blobs)
  const files = await blobsOf(blobs, activity.tenant)
  let looks = 0
  const hiding = withChanges(blobs, {
    async *list(prefix) {
      if (prefix !== `${activity.tenant.id}/`) return yield* blobs.list(prefix)
      looks++
      if (looks > 2) yield* blobs.list(prefix)
    },
  })
  const { contents } = await take(hiding, activity.tenant)
  assert.equal(looks, 4)
  assert.deepEqual(
    contents.blobs.map(({ key }) => key),
    Object.keys(files),
  )
  await reset(blobs, activity.tenant)
  await reset(blobs, activity.tenant, 'before')
  assert.deepEqual(await blobsOf(blobs, activity.tenant), files)
})

test('a snapshot that fails leaves nothing behind', async () => {
  const { blobs } = bodies.newBlobs()
  const { tenant } = await busy(blobs)
  const failing = withChanges(blobs, {
    async put(key, bytes) {
      if (key.includes('interactions')) throw new Error('The disk is full.')
      await blobs.put(key, bytes)
    },
  })
  await assert.rejects(take(failing, tenant), /disk is full/)
  assert.deepEqual(await Array.fromAsync(blobs.list(`${tenant.id}/snapshots/`)), [])
  assert.deepEqual(await listSnapshots(db, tenant.id), [])
})

test('a snapshot of other tables is refused, and nothing is changed', async () => {
  const { blobs } = bodies.newBlobs()
  const { tenant } = await busy(blobs)
  await take(blobs, tenant)
  const rows = await stateOf(tenant)
  await pool.query(`update tenant_snapshots set tables_digest = 'old' where tenant_id = $1`, [tenant.id])
  await assert.rejects(reset(blobs, tenant, 'before'), { code: 'snapshot-outdated' })
  assert.deepEqual(await stateOf(tenant), rows)
})

test('a reset that fails changes nothing', async () => {
  const { blobs } = bodies.newBlobs()
  const { tenant } = await busy(blobs)
  const { contents } = await take(blobs, tenant)
  const rows = await stateOf(tenant)
  const part = contents.tables.find(({ name }) => name === 'interactions')!.parts[0]!
  await blobs.delete(part)
  await assert.rejects(reset(blobs, tenant, 'before'), /missing from blob storage/)
  assert.deepEqual(await stateOf(tenant), rows)
})

test('a tenant that is marked as production is neither kept nor reset', async () => {
  const { blobs } = bodies.newBlobs()
  const { tenant } = await busy(blobs)
  await take(blobs, tenant)
  await transact(db, tx => changeSettings(tx, tenant, { production: true }, 'test', new Date()))
  const rows = await stateOf(tenant)
  for (const known of [tenant, await findTenant(db, tenant.slug)]) {
    await assert.rejects(take(blobs, known, 'other'), { code: 'tenant-is-production' })
    await assert.rejects(reset(blobs, known), { code: 'tenant-is-production' })
    await assert.rejects(reset(blobs, known, 'before'), { code: 'tenant-is-production' })
  }
  assert.deepEqual(await stateOf(tenant), rows)
})
