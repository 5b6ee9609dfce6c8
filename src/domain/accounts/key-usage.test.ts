import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { newTenant, testDatabase } from '../../../test/kit/database.ts'
import { newId } from '../../kernel/ids.ts'
import { transact } from '../../storage/database.ts'
import { kyselyOver } from '../../storage/driver.ts'
import { createKey } from './create-key.ts'
import { isSystemAndVersion, type KeyUsage, startKeyUsage } from './key-usage.ts'
import { listKeyUses } from './list-accounts.ts'

const { db, pool, close } = await testDatabase()
after(close)

const at = new Date('2025-06-15T12:00:00Z')
const minutes = (count: number) => new Date(at.getTime() + count * 60_000)

/** Usage of a new key. */
async function noting(
  work: (
    note: (userAgent: string, when?: Date, apiVersion?: string) => void,
    usage: KeyUsage,
    uses: () => ReturnType<typeof listKeyUses>,
    ids: { tenantId: string; keyId: string },
  ) => Promise<void>,
) {
  const { id: tenantId } = await newTenant(db)
  const { key } = await transact(db, tx =>
    createKey(tx, tenantId, { dialect: 'voyado', name: 'till' }, 'ada', at),
  )
  const errors: unknown[] = []
  const usage = startKeyUsage(db, error => errors.push(error))
  const ids = { tenantId, keyId: key.id }
  await work(
    (userAgent, when = at, apiVersion = 'v3') => usage.note({ ...ids, userAgent, apiVersion }, when),
    usage,
    () => listKeyUses(db, tenantId, key.id),
    ids,
  )
  await usage.stop()
  assert.deepEqual(errors, [])
}

test('calls are summed by agent and version, over several flushes, with the first and the last time', () =>
  noting(async (note, usage, uses, ids) => {
    note('Till/1.0', minutes(1))
    note('Till/1.0', minutes(2))
    note('Till/1.0', minutes(3), 'v2')
    await usage.flush()
    note('Till/1.0', minutes(9))
    note('curl', minutes(4))
    await usage.flush()
    await usage.flush()
    const till = { ...ids, userAgent: 'Till/1.0', wellFormed: true, refused: 0 }
    assert.deepEqual(await uses(), [
      { ...till, apiVersion: 'v3', requests: 3, firstSeenAt: minutes(1), lastSeenAt: minutes(9) },
      {
        ...ids,
        userAgent: 'curl',
        wellFormed: false,
        apiVersion: 'v3',
        requests: 1,
        refused: 0,
        firstSeenAt: minutes(4),
        lastSeenAt: minutes(4),
      },
      { ...till, apiVersion: 'v2', requests: 1, firstSeenAt: minutes(3), lastSeenAt: minutes(3) },
    ])
  }))

test('what was noted last is written down at the stop', () =>
  noting(async (note, usage, uses) => {
    note('Till/1.0')
    assert.deepEqual(await uses(), [])
    await usage.stop()
    assert.equal((await uses())[0]?.requests, 1)
  }))

test('a long agent is cut', () =>
  noting(async (note, usage, uses) => {
    note(`${'x'.repeat(200)}1`)
    note(`${'x'.repeat(200)}2`)
    await usage.flush()
    assert.deepEqual(
      (await uses()).map(use => [use.userAgent, use.requests]),
      [['x'.repeat(200), 2]],
    )
  }))

test('when there are very many agents the rest are counted together, also beside one that has their name', () =>
  noting(async (note, usage, uses, { tenantId, keyId }) => {
    note('(others)')
    for (let number = 1; number < 1000; number++) note(`Agent/${number}`)
    for (let number = 1; number <= 20; number++) note(`Late/${number}`)
    note('Agent/7')
    await usage.flush()
    assert.equal((await uses()).length, 200, 'the list has an end')
    const sums = await db
      .selectFrom('api_key_usage')
      .select(['user_agent', 'requests', 'well_formed'])
      .where('tenant_id', '=', tenantId)
      .where('key_id', '=', keyId)
      .execute()
    const sum = (agent: string) => sums.find(row => row.user_agent === agent)
    assert.equal(sums.length, 1000)
    assert.deepEqual(sum('(others)'), { user_agent: '(others)', requests: 21, well_formed: false })
    assert.equal(sum('Agent/7')?.requests, 2)
    assert.equal(sum('Late/1'), undefined)

    note('Late/1', minutes(1))
    await usage.flush()
    assert.ok(
      (await uses()).some(use => use.userAgent === 'Late/1'),
      'the next round has room again',
    )
  }))

test('refused requests are counted beside those that were let in', () =>
  noting(async (note, usage, uses, ids) => {
    note('Till/1.0')
    for (const userAgent of ['Till/1.0', 'Till/1.0', 'probe'])
      usage.note({ ...ids, userAgent, apiVersion: 'v3', isRefused: true }, minutes(1))
    await usage.flush()
    usage.note({ ...ids, userAgent: 'Till/1.0', apiVersion: 'v3', isRefused: true }, minutes(2))
    await usage.flush()
    assert.deepEqual(
      (await uses()).map(use => [use.userAgent, use.requests, use.refused, use.lastSeenAt]),
      [
        ['Till/1.0', 1, 3, minutes(2)],
        ['probe', 0, 1, minutes(1)],
      ],
    )
  }))

test('new systems of a key that has very many are counted together, known ones by their name', () =>
  noting(async (note, usage, uses, { tenantId, keyId }) => {
    const flushed = async (names: readonly string[]) => {
      for (const name of names) note(name, minutes(names.length))
      await usage.flush()
    }
    for (let round = 0; round < 5; round++)
      await flushed(Array.from({ length: 1000 }, (_, n) => `Till${round}/${n}`))
    await flushed(['Till0/1', 'New/1', 'New/2'])
    const rows = await db
      .selectFrom('api_key_usage')
      .select(['user_agent', 'requests'])
      .where('tenant_id', '=', tenantId)
      .where('key_id', '=', keyId)
      .execute()
    const sum = (agent: string) => rows.find(row => row.user_agent === agent)?.requests
    assert.deepEqual([rows.length, sum('Till0/1'), sum('(others)'), sum('New/1')], [5001, 2, 2, undefined])
    assert.equal((await uses()).length, 200)
  }))

test('the use of a key that is gone is forgotten, that of others is kept', () =>
  noting(async (note, usage, uses, { tenantId }) => {
    usage.note({ tenantId, keyId: newId(), userAgent: 'Till/1.0', apiVersion: 'v3' }, at)
    note('Till/1.0')
    await usage.flush()
    assert.equal((await uses()).length, 1)
  }))

test('sums that cannot be written down while the database is away are written down later', async () => {
  const { id: tenantId } = await newTenant(db)
  const { key } = await transact(db, tx =>
    createKey(tx, tenantId, { dialect: 'voyado', name: 'till' }, 'ada', at),
  )
  const away = new pg.Pool({ host: '127.0.0.1', port: 1 })
  let isAway = true
  const switching = Object.assign(Object.create(pool), { connect: () => (isAway ? away : pool).connect() })
  const errors: unknown[] = []
  const usage = startKeyUsage(kyselyOver(switching), error => errors.push(error))
  const note = (when: Date, userAgent = 'Till/1.0') =>
    usage.note({ tenantId, keyId: key.id, userAgent, apiVersion: 'v3' }, when)
  note(minutes(1))
  const flushing = usage.flush()
  note(minutes(2))
  note(minutes(2), 'Till/2.0')
  await flushing
  isAway = false
  note(minutes(3))
  await usage.stop()
  assert.equal(errors.length, 1)
  const uses = await listKeyUses(db, tenantId, key.id)
  assert.deepEqual(
    uses.map(use => [use.userAgent, use.requests, use.firstSeenAt, use.lastSeenAt]),
    [
      ['Till/1.0', 3, minutes(1), minutes(3)],
      ['Till/2.0', 1, minutes(2), minutes(2)],
    ],
  )
  await away.end()
})

test('System/Version is a word, a slash and a word', () => {
  for (const agent of ['Till/1.0', 'Till/1.0 (store 7)', 'a/b/c', 'Mozilla/5.0 (X11)'])
    assert.ok(isSystemAndVersion(agent), agent)
  for (const agent of ['', 'curl', '/1.0', 'Till/', 'Till /1.0', ' Till/1.0', 'Till/ 1.0'])
    assert.ok(!isSystemAndVersion(agent), agent)
})
