import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { inRolledBackTransaction, newTenant, ownDatabase } from '../../test/kit/database.ts'
import { transact } from './database.ts'
import type { Db, Tx } from './driver.ts'

const { kind, db, close } = await ownDatabase()
after(close)

const probe = (tx: Tx, node: string) =>
  tx.insertInto('health_probes').values({ node, written_at: new Date() }).execute()
const isStored = async (node: string) =>
  (await db.selectFrom('health_probes').selectAll().where('node', '=', node).execute()).length === 1
const fail = (tx: Tx, code: string) =>
  sql`do ${sql.raw(`$$ begin raise exception using errcode = '${code}'; end $$`)}`.execute(tx)

for (const code of ['40001', '40P01'])
  test(`a transaction that lost a race (${code}) is run again, without what it did before`, async () => {
    let attempts = 0
    const node = await transact(db, async tx => {
      attempts++
      await probe(tx, `${code} ${attempts}`)
      if (attempts < 3) await fail(tx, code)
      return attempts
    })
    assert.equal(node, 3)
    assert.deepEqual(await Promise.all([1, 2, 3].map(attempt => isStored(`${code} ${attempt}`))), [
      false,
      false,
      true,
    ])
  })

test('after five attempts the lost race is told', async () => {
  let attempts = 0
  const work = async (tx: Tx) => {
    attempts++
    await fail(tx, '40P01')
  }
  await assert.rejects(transact(db, work), { code: '40P01' })
  assert.equal(attempts, 5)
})

test('any other failure is told at once, and nothing is kept', async () => {
  let attempts = 0
  const work = async (tx: Tx) => {
    attempts++
    await probe(tx, 'gone')
    await sql`select 1 / 0`.execute(tx)
  }
  await assert.rejects(transact(db, work), { code: '22012' })
  assert.equal(attempts, 1)
  assert.equal(await isStored('gone'), false)
})

if (kind === 'server')
  test('two that wait for each other crosswise both get through', async () => {
    const [one, other] = [await newTenant(db), await newTenant(db)]
    let ready = 0
    let go: () => void = () => {}
    const bothHoldOne = new Promise<void>(resolve => {
      go = resolve
    })
    const lock = (tx: Db, id: string) => sql`select 1 from tenants where id = ${id} for update`.execute(tx)
    let attempts = 0
    const crossing = (first: string, second: string) =>
      transact(db, async tx => {
        attempts++
        await sql`set local deadlock_timeout = '20ms'`.execute(tx)
        await lock(tx, first)
        if (++ready === 2) go()
        await bothHoldOne
        await lock(tx, second)
        return first
      })
    const done = await Promise.all([crossing(one.id, other.id), crossing(other.id, one.id)])
    assert.deepEqual(done, [one.id, other.id])
    assert.ok(attempts > 2, 'at least one of them had to start over')
  })

test('large integers are numbers, dates are texts, and times are Dates in UTC', async () => {
  const { rows } =
    await sql`select 9007199254740991::bigint as n, count(*) as count, '2025-02-28'::date as day,
    '2025-06-15T12:00:00.123Z'::timestamptz as at, '{"a":[1]}'::jsonb as json,
    extract(hour from '2025-06-15T12:00:00Z'::timestamptz)::int as hour from generate_series(1, 3)`.execute(
      db,
    )
  const at = new Date('2025-06-15T12:00:00.123Z')
  assert.deepEqual(rows, [
    { n: Number.MAX_SAFE_INTEGER, count: 3, day: '2025-02-28', at, json: { a: [1] }, hour: 12 },
  ])
})

test('a statement that names itself is prepared under its name, any other is not', () =>
  inRolledBackTransaction(db, async tx => {
    const prepared = async () =>
      (await sql<{ name: string }>`select name from pg_prepared_statements where name <> ''`.execute(tx)).rows
    const before = await prepared()
    await sql`select ${1}::int /* not_a_name */`.execute(tx)
    assert.deepEqual(await prepared(), before)
    for (const n of [1, 2]) await sql`/* count_to */ select ${n}::int`.execute(tx)
    assert.deepEqual(await prepared(), [...before, { name: 'count_to' }])
  }))
