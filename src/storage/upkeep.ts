import { sql } from 'kysely'
import type pg from 'pg'
import type { Db } from './driver.ts'

/** Makes the partitions of the coming months. */
export async function ensurePartitions(db: Db): Promise<void> {
  await sql`select ensure_month_partitions(now())`.execute(db)
}

/** Gives room back and renews the planner's statistics, table by table: an embedded database has no autovacuum. */
export async function vacuum(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `select quote_ident(relname) as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`,
  )
  for (const { name } of rows) await pool.query(`vacuum (analyze) ${name}`)
}
