import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newTenant, testDatabase } from '../../test/kit/database.ts'
import { countTenantRows } from '../../test/kit/tenant-rows.ts'
import { tablesDigest, tenantTables } from './tenant-tables.ts'

const { db, pool, close } = await testDatabase()
after(close)

/** What is not of a tenant, and the tenants themselves. */
const ofTheServer = ['tenants', 'schema_migrations', 'health_probes']

test('every table is of the server or of a tenant', async () => {
  const { rows } = await pool.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and not relispartition`,
  )
  const known = [...ofTheServer, ...(await tenantTables(db)).map(({ name }) => name)]
  assert.deepEqual(rows.map(({ name }) => name).sort(), known.sort())
})

test('every table of tenant data has the tenant first in its primary key', async () => {
  const { rows } = await pool.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_constraint p on p.conrelid = c.oid and p.contype = 'p'
     join pg_attribute a on a.attrelid = c.oid and a.attnum = p.conkey[1] and a.attname = 'tenant_id'
     where not c.relispartition`,
  )
  const withKey = new Set(rows.map(({ name }) => name))
  const without = (await tenantTables(db)).filter(({ name }) => !withKey.has(name))
  assert.deepEqual(without, [])
})

test('a table stands after those that its rows refer to', async () => {
  const names = (await tenantTables(db)).map(({ name }) => name)
  assert.ok(names.indexOf('contact_types') < names.indexOf('contacts'))
  assert.ok(names.indexOf('contacts') < names.indexOf('contact_keys'))
  const { rows } = await pool.query<{ one: string; other: string }>(
    `select conrelid::regclass::text as one, confrelid::regclass::text as other from pg_constraint
     where contype = 'f' and conparentid = 0 and confrelid <> 'tenants'::regclass and conrelid <> confrelid`,
  )
  assert.ok(rows.length > 5)
  for (const { one, other } of rows)
    assert.ok(names.indexOf(other) < names.indexOf(one), `${other} before ${one}`)
})

test('the rows of a tenant are counted', async () => {
  const counts = await countTenantRows(db, (await newTenant(db)).id)
  assert.deepEqual([counts.contact_types, counts.contacts, counts.log_heads], [2, 0, 2])
})

test('the digest of the tables is that of the migrations', async () => {
  const before = await tablesDigest(db)
  assert.equal(await tablesDigest(db), before)
  await pool.query(`insert into schema_migrations (name, checksum) values ('9999_later.sql', 'x')`)
  assert.notEqual(await tablesDigest(db), before)
  await pool.query(`delete from schema_migrations where name = '9999_later.sql'`)
})
