import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { newTenant, testDatabase } from '../../../test/kit/database.ts'
import { tenantTables } from '../../storage/tenant-tables.ts'
import { readRows } from './snapshots.sql.ts'

const { db, close } = await testDatabase()
after(close)

test('small rows before large ones do not make a batch of a snapshot large', async () => {
  const tenant = await newTenant(db)
  const characters = 200_000
  const fill = (rows: number, length: number) =>
    sql`insert into segments (tenant_id, id, name, created_at)
      select ${tenant.id}, gen_random_uuid(), repeat('x', ${length}::int), now() from generate_series(1, ${rows}::int)`.execute(
      db,
    )
  await fill(40, 1)
  await fill(150, characters)
  const table = (await tenantTables(db)).find(({ name }) => name === 'segments')!
  await db.transaction().execute(async tx => {
    let count = 0
    for await (const rows of readRows(tx, table, tenant.id)) {
      count += rows.length
      assert.ok(rows.join('').length < 110 * characters, `${rows.length} rows at once`)
    }
    assert.equal(count, 190)
  })
})
