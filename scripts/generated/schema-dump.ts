import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { openDatabase } from '../../src/storage/database.ts'
import { migrate } from '../../src/storage/migrate.ts'

/** The tables, indexes and functions that the migrations make, from the catalogue; monthly partitions left out. */
export async function schemaDump(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-schema-'))
  const database = await openDatabase({ folder: join(folder, 'postgres') })
  try {
    await migrate(database.pool)
    const parts = [...(await dumpTables(database.pool)), ...(await dumpFunctions(database.pool))]
    return `-- What the migrations make. Generated: npm run generate.\n\n${parts.join('\n\n')}\n`
  } finally {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function dumpTables(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ oid: number; name: string; partitioned: string | null }>(`
    select c.oid, c.relname as name, pg_get_partkeydef(c.oid) as partitioned from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname`)
  return Promise.all(rows.map(row => dumpTable(pool, row)))
}

async function dumpTable(
  pool: pg.Pool,
  table: { oid: number; name: string; partitioned: string | null },
): Promise<string> {
  const columns = await pool.query<{ line: string }>(
    `select quote_ident(attname) || ' ' || format_type(atttypid, atttypmod)
       || case when attnotnull then ' not null' else '' end
       || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
     from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    [table.oid],
  )
  const constraints = await pool.query<{ line: string }>(
    `select 'constraint ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid) as line from pg_constraint
     where conrelid = $1 and contype in ('p', 'u', 'f', 'c') order by contype = 'p' desc, conname`,
    [table.oid],
  )
  const indexes = await pool.query<{ line: string }>(
    `select pg_get_indexdef(i.indexrelid) || ';' as line from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = $1 and not exists (select 1 from pg_constraint where conindid = i.indexrelid) order by c.relname`,
    [table.oid],
  )
  const lines = [...columns.rows, ...constraints.rows].map(({ line }) => `  ${line}`)
  const partition = table.partitioned ? ` partition by ${table.partitioned}` : ''
  const create = `create table ${table.name} (\n${lines.join(',\n')}\n)${partition};`
  return [create, ...indexes.rows.map(({ line }) => line)].join('\n')
}

async function dumpFunctions(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>(`
    select pg_get_functiondef(oid) as text from pg_proc where pronamespace = 'public'::regnamespace order by proname`)
  return rows.map(({ text }) => `${text.trimEnd()};`)
}
