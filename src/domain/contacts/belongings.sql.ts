/**
 * What hangs on a contact, read from the catalogue, so that no table is forgotten: every table of tenants that has a
 * column `contact_id`.
 */
import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'

export interface Belonging {
  readonly name: string
  /** Those that can be shown: bytes are not. */
  readonly columns: readonly string[]
  /** Unique indexes with the contact in them: the other columns, and for which rows it holds. */
  readonly rivals: readonly { readonly columns: readonly string[]; readonly predicate: string | null }[]
  /** Tables whose rows belong to rows of this one, and by which columns: `[theirs, ours]`. */
  readonly parts: readonly {
    readonly name: string
    readonly columns: readonly string[]
    readonly on: readonly (readonly [string, string])[]
  }[]
}

/** In the order of their names. */
export async function selectBelongings(db: Db): Promise<Belonging[]> {
  const { rows } = await sql<Belonging>`/* select_belongings */
    with shown as (
      select attrelid, json_agg(attname order by attnum) as columns from pg_attribute
      where attnum > 0 and not attisdropped and attname <> 'tenant_id' and atttypid <> 'bytea'::regtype group by 1
    )
    select c.relname::text as name, shown.columns,
      (select coalesce(json_agg(json_build_object(
          'columns', (select coalesce(json_agg(a.attname order by a.attnum), '[]') from pg_attribute a
            where a.attrelid = i.indrelid and a.attnum = any(i.indkey) and a.attname not in ('tenant_id', 'contact_id')),
          'predicate', pg_get_expr(i.indpred, i.indrelid))), '[]')
        from pg_index i where i.indrelid = c.oid and i.indisunique and holder.attnum = any(i.indkey)) as rivals,
      (select coalesce(json_agg(json_build_object('name', part.relname, 'columns', parts.columns, 'on', (
          select json_agg(json_build_array(theirs.attname, ours.attname))
          from unnest(f.conkey, f.confkey) as pair (their, our)
          join pg_attribute theirs on theirs.attrelid = f.conrelid and theirs.attnum = pair.their
          join pg_attribute ours on ours.attrelid = f.confrelid and ours.attnum = pair.our
        )) order by part.relname), '[]')
        from pg_constraint f join pg_class part on part.oid = f.conrelid join shown parts on parts.attrelid = part.oid
        where f.contype = 'f' and f.confrelid = c.oid and not part.relispartition and not exists (
          select 1 from pg_attribute where attrelid = part.oid and attname = 'contact_id' and not attisdropped
        )) as parts
    from pg_class c
    join pg_attribute holder on holder.attrelid = c.oid and holder.attname = 'contact_id' and not holder.attisdropped
    join shown on shown.attrelid = c.oid
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and exists (select 1 from pg_attribute where attrelid = c.oid and attname = 'tenant_id' and not attisdropped)
    order by 1`.execute(db)
  return rows
}

/** Moves the rows of one contact to another. Where only one of the two can have a row, the other's own stays. */
export async function moveRows(
  tx: Tx,
  tenantId: string,
  { name, rivals }: Belonging,
  from: string,
  to: string,
): Promise<void> {
  const table = sql.table(name)
  for (const { columns, predicate } of rivals) {
    const holds = predicate === null ? sql`true` : sql.raw(predicate)
    const same = columns.map(
      column => sql`own.${sql.ref(column)} is not distinct from given.${sql.ref(column)}`,
    )
    await sql`delete from ${table} given where tenant_id = ${tenantId} and contact_id = ${from} and ${holds} and exists (
      select 1 from (select * from ${table} where tenant_id = ${tenantId} and contact_id = ${to} and ${holds}) own
      where ${same.length > 0 ? sql.join(same, sql` and `) : sql`true`})`.execute(tx)
  }
  await sql`update ${table} set contact_id = ${to} where tenant_id = ${tenantId} and contact_id = ${from}`.execute(
    tx,
  )
}

/** Some of the rows of a contact as JSON text of an array of objects, with names in camel case, in no set order. */
export const selectRowsOf = (
  db: Db,
  tenantId: string,
  { name, columns }: Pick<Belonging, 'name' | 'columns'>,
  contactId: string,
  limit: number,
): Promise<{ count: number; json: string }> =>
  asJson(
    db,
    sql`select ${named(columns)} from ${sql.table(name)} as shown
      where tenant_id = ${tenantId} and contact_id = ${contactId} limit ${limit}`,
  )

/** The same of a table whose rows belong to rows of the contact. */
export const selectPartsOf = (
  db: Db,
  tenantId: string,
  whole: string,
  { name, columns, on }: Belonging['parts'][number],
  contactId: string,
  limit: number,
): Promise<{ count: number; json: string }> => {
  const joined = on.map(([theirs, ours]) => sql`shown.${sql.ref(theirs)} = whole.${sql.ref(ours)}`)
  return asJson(
    db,
    sql`select ${named(columns)} from ${sql.table(name)} as shown
      join ${sql.table(whole)} as whole on ${sql.join(joined, sql` and `)}
      where whole.tenant_id = ${tenantId} and whole.contact_id = ${contactId} limit ${limit}`,
  )
}

async function asJson(db: Db, rows: ReturnType<typeof sql>): Promise<{ count: number; json: string }> {
  const { rows: answer } = await sql<{ count: number; json: string }>`
    select count(*) as count, coalesce(json_agg(row_to_json(picked)), '[]')::text as json from (${rows}) picked`.execute(
    db,
  )
  return answer[0]!
}

const named = (columns: readonly string[]) =>
  sql.join(columns.map(column => sql`shown.${sql.ref(column)} as ${sql.ref(camelCase(column))}`))

export const camelCase = (name: string) =>
  name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
