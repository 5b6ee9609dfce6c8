/** The tables of tenant data, read from the catalogue, so that none is forgotten. */
import { sql } from 'kysely'
import type { Db } from './driver.ts'

export interface TenantTable {
  readonly name: string
  /** Those that can be written: generated ones are left out. */
  readonly columns: readonly Column[]
}

export interface Column {
  readonly name: string
  /** As PostgreSQL writes it: `timestamp with time zone`. */
  readonly type: string
}

/** Every table with a column `tenant_id`; each stands after those that its rows refer to. Partitions are not told apart. */
export async function tenantTables(db: Db): Promise<TenantTable[]> {
  const { rows } = await sql<TenantTable & { refers: string[] }>`
    select c.relname::text as name,
      (select json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod)) order by attnum)
        from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
      array(select confrelid::regclass::text from pg_constraint where conrelid = c.oid and contype = 'f'
        and confrelid <> c.oid) as refers
    from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and exists (select 1 from pg_attribute where attrelid = c.oid and attname = 'tenant_id' and not attisdropped)
    order by c.relname`.execute(db)
  const ordered: TenantTable[] = []
  const visit = (row: (typeof rows)[number], path: readonly string[]) => {
    if (path.includes(row.name)) throw new Error(`Tables refer to each other in a circle: ${path.join(', ')}`)
    if (ordered.some(({ name }) => name === row.name)) return
    for (const other of rows) if (row.refers.includes(other.name)) visit(other, [...path, row.name])
    ordered.push({ name: row.name, columns: row.columns })
  }
  for (const row of rows) visit(row, [])
  return ordered
}

/** Changes when a migration is applied. */
export async function tablesDigest(db: Db): Promise<string> {
  const { rows } = await sql<{ digest: string | null }>`
    select md5(string_agg(name || checksum, ',' order by name)) as digest from schema_migrations`.execute(db)
  return rows[0]?.digest ?? ''
}
