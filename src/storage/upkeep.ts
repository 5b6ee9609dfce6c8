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

/**
 * Renews the planner's statistics of tables that have become four times as large as they were known to be. Plans that
 * were kept, also those of foreign keys, are made anew then: those of a small table read all of it. A server's
 * autovacuum does it, too, but comes up to a minute later, and by then each statement may take a second.
 */
export async function renewStatistics(db: Db): Promise<void> {
  const { rows } = await sql<{ name: string }>`/* outgrown_statistics */
    select relname as name from pg_class
    where relkind = 'r' and relnamespace = current_schema()::regnamespace
      and pg_relation_size(oid) > (16 + 4 * relpages::bigint) * current_setting('block_size')::bigint`.execute(
    db,
  )
  for (const { name } of rows) await sql`analyze (skip_locked) ${sql.table(name)}`.execute(db)
}
