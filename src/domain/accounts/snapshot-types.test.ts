import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newTenant, testDatabase } from '../../../test/kit/database.ts'
import { testSnapshots } from '../../../test/kit/snapshots.ts'
import { tenantTables } from '../../storage/tenant-tables.ts'

const database = await testDatabase()
const { db, pool } = database
const { bodies, take, reset, stateOf } = testSnapshots(database)
after(async () => {
  await database.close()
  bodies.cleanUp()
})

/** Something awkward of every type that a column of a tenant's table has; a new type must be added here. */
const awkward: Readonly<Record<string, readonly string[]>> = {
  uuid: ["'00000000-0000-0000-0000-0000000000ff'"],
  text: [`E'quote " back \\\\ tab\\t line\\n \\u2028 ☃ 𝄞 </script>'`, "''", 'null'],
  'text[]': [`array['a,b', '{}', '"', '']`, "'{}'"],
  'uuid[]': ["array['00000000-0000-0000-0000-0000000000ff']::uuid[]"],
  'bigint[]': ['array[9007199254740993, -1]'],
  boolean: ['true', 'false'],
  smallint: ['-32768'],
  integer: ['2147483647'],
  bigint: ['9007199254740993', '-9223372036854775808'],
  numeric: ['12345678901234567890.123456789', '0.10', '-1e-20'],
  'double precision': ['0.1', '1e300', '-0.0', "'NaN'"],
  date: ["'0001-01-01'", "'9999-12-31'"],
  'time without time zone': ["'23:59:59.999999'"],
  interval: ["'1 mon -3 days 04:05:06.7'"],
  'timestamp with time zone': ["'2026-01-01T00:00:00.123456+05:30'", "'infinity'", "'0001-01-01T00:00:00Z'"],
  jsonb: [`'{"b":1.0,"a":[null,{"c":"\\u0001"}],"n":12345678901234567890.10}'`, "'null'", `'"text"'`],
  json: [`E'{ "b" : 1.0,\\n "a":"\\\\u00e9", "b":2 }'`, "'null'"],
  bytea: [`'\\x00ff0a225c'`, "''"],
}
const plainType = (type: string) => type.replace(/\(.*\)/, '')

test('every type of column comes back as it was, whatever it holds', async () => {
  const { blobs } = bodies.newBlobs()
  const tenant = await newTenant(db)
  const { rows: found } = await pool.query<{ type: string }>(
    `select distinct format_type(atttypid, atttypmod) as type from pg_attribute a
     join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p') and not c.relispartition
     where c.relname = any($1) and attnum > 0 and not attisdropped`,
    [(await tenantTables(db)).map(({ name }) => name)],
  )
  const unknown = found.map(({ type }) => plainType(type)).filter(type => !awkward[type])
  assert.deepEqual(unknown, [], 'types without a sample in this test')

  const columns = Object.keys(awkward).map((type, n) => `c${n} ${type}`)
  await pool.query(`create table awkward (tenant_id uuid not null, id bigint generated always as identity,
    twice text generated always as (md5(c1)) stored, ${columns.join(', ')}, primary key (tenant_id, id))`)
  for (let n = 0; n < 4; n++) {
    const values = Object.values(awkward).map(samples => samples[n] ?? 'null')
    await pool.query(
      `insert into awkward (tenant_id, ${columns.map((_, at) => `c${at}`).join(', ')})
       values ('${tenant.id}', ${values.join(', ')})`,
    )
  }
  try {
    const rows = await stateOf(tenant)
    assert.match(String(rows.awkward), /9007199254740993/)
    await take(blobs, tenant)
    await pool.query('delete from awkward')
    await reset(blobs, tenant, 'before')
    assert.deepEqual(await stateOf(tenant), rows)
  } finally {
    await pool.query('drop table awkward')
  }
})
