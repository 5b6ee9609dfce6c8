import { sql } from 'kysely'
import type pg from 'pg'
import type { Db } from './driver.ts'

/** Makes the partitions of the coming months. */
export async function ensurePartitions(db: Db): Promise<void> {
  await sql`select ensure_month_partitions(now())`.execute(db)
}

/**
 * What a server's autovacuum does, for the embedded database, which has none: tables that changed by more than a
 * fifth are vacuumed, and the planner's statistics of those that changed by more than a tenth are renewed.
 */
export async function tidy(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string; has_garbage: boolean }>(
    `select quote_ident(relname) as name, n_dead_tup > 50 + 0.2 * n_live_tup as has_garbage
     from pg_stat_user_tables
     where n_dead_tup > 50 + 0.2 * n_live_tup or n_mod_since_analyze > 50 + 0.1 * n_live_tup order by relname`,
  )
  for (const { name, has_garbage: hasGarbage } of rows) {
    await pool.query(hasGarbage ? `vacuum (analyze) ${name}` : `analyze ${name}`)
  }
  return rows.map(({ name }) => name)
}
