import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { inRolledBackTransaction, testDatabase } from '../../test/kit/database.ts'
import { until } from '../../test/kit/eventually.ts'
import { lowestIdAt, newId } from '../kernel/ids.ts'
import type { Db } from './driver.ts'
import { ensurePartitions, renewStatistics, tidy } from './upkeep.ts'

const { db, pool, close } = await testDatabase()
after(close)

const partitioned = ['events', 'interactions', 'rejected_interactions']

async function partitions(tx: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select child.relname as name from pg_inherits join pg_class child on child.oid = inhrelid
    where child.relkind = 'r' order by 1`.execute(tx)
  return rows.map(row => row.name)
}

/** The names of the months from last month to three months ahead. */
function monthsAround(moment: Date): string[] {
  return [-1, 0, 1, 2, 3].map(ahead => {
    const month = new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + ahead))
    return month.toISOString().slice(0, 7).replace('-', '')
  })
}

test('there are partitions from last month to three months ahead', async () => {
  await ensurePartitions(db)
  const expected = partitioned.flatMap(table => monthsAround(new Date()).map(month => `${table}_${month}`))
  const found = await partitions(db)
  assert.deepEqual(
    expected.filter(name => !found.includes(name)),
    [],
  )
  await ensurePartitions(db)
  assert.deepEqual(await partitions(db), found, 'making them again changes nothing')
})

test('partitions of two years meet at midnight UTC, whatever the time zone of the session', () =>
  inRolledBackTransaction(db, async tx => {
    await sql`set local timezone = 'Pacific/Kiritimati'`.execute(tx)
    await sql`select ensure_month_partitions('2031-12-15T00:00:00Z')`.execute(tx)
    const midnight = new Date('2032-01-01T00:00:00Z')
    for (const [id, partition] of [
      [lowestIdAt(new Date(midnight.getTime() - 1)), 'events_203112'],
      [lowestIdAt(midnight).replace(/.$/, '1'), 'events_203201'],
      [lowestIdAt(new Date('2031-11-01T00:00:00Z')), 'events_203111'],
      [lowestIdAt(new Date('2032-03-31T23:59:59.999Z')), 'events_203203'],
    ] as const) {
      const { rows } = await sql<{ place: string }>`
        insert into events (tenant_id, id, seq, type, data, at) values (${newId()}, ${id}, 1, 'x.y', '{}', now())
        returning tableoid::regclass::text as place`.execute(tx)
      assert.equal(rows[0]?.place, partition)
    }
  }))

test('the database and the kernel agree on the lowest id of a moment and on when an id was made', async () => {
  const random = Array.from({ length: 500 }, () => new Date(Math.floor(Math.random() * 2 ** 42)))
  const moments = [new Date(0), new Date(1), new Date(), new Date('2032-01-01T00:00:00Z'), ...random]
  const { rows } = await sql<{ moment: Date; id: string; made_at: Date; id_at: Date }>`
    select moment, lowest_id_at(moment) as id, id_time(lowest_id_at(moment)) as made_at
    from unnest(${moments}::timestamptz[]) as moment`.execute(db)
  assert.deepEqual(
    rows.map(row => row.id),
    moments.map(lowestIdAt),
  )
  assert.deepEqual(
    rows.map(row => row.made_at),
    moments,
  )
  const before = new Date()
  const made = await sql<{ at: Date }>`select id_time(${newId()}::uuid) as at`.execute(db)
  assert.ok(made.rows[0]!.at >= before && made.rows[0]!.at <= new Date())
})

test('tables that changed much are vacuumed and analysed, and are then left alone', async () => {
  const nodes = Array.from({ length: 500 }, (_, number) => ({ node: `n${number}`, written_at: new Date() }))
  await db.insertInto('health_probes').values(nodes).execute()
  await db.deleteFrom('health_probes').where('node', '!=', 'n7').execute()
  const knownRows = async () => {
    const { rows } = await sql<{ count: number }>`
      select reltuples::int as count from pg_class where relname = 'health_probes'`.execute(db)
    return rows[0]?.count
  }
  assert.equal(await knownRows(), -1, 'nothing is known of the table')
  await until(async () => (await tidy(pool)).includes('health_probes'))
  assert.equal(await knownRows(), 1)
  await until(async () => !(await tidy(pool)).includes('health_probes'))
})

test('the statistics of a table that has grown are renewed, and not again before it has grown much more', async () => {
  await sql`create table grown (id int primary key, text text not null)`.execute(db)
  const known = async () =>
    (await sql<{ rows: number }>`select reltuples as rows from pg_class where relname = 'grown'`.execute(db))
      .rows[0]!.rows
  const grow = (from: number, upTo: number) =>
    sql`insert into grown select n, repeat('x', 500) from generate_series(${from}::int, ${upTo}::int) n`.execute(
      db,
    )
  await grow(1, 1000)
  await renewStatistics(db)
  assert.equal(await known(), 1000)
  await grow(1001, 2000)
  await renewStatistics(db)
  assert.equal(await known(), 1000)
  await grow(2001, 8000)
  await renewStatistics(db)
  assert.equal(await known(), 8000)
  await sql`drop table grown`.execute(db)
})
