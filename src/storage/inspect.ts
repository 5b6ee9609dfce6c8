/** What an operator wants to know of a database before trusting it. */
import type pg from 'pg'

export async function serverVersion(pool: pg.Pool): Promise<{ text: string; number: number }> {
  const { rows } = await pool.query(
    `select current_setting('server_version') as text, current_setting('server_version_num')::int as number`,
  )
  return rows[0]
}

/** The names of settings that are off and without which an answered write can be lost. */
export async function riskySettings(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select name from pg_settings
     where name in ('fsync', 'synchronous_commit', 'full_page_writes') and setting = 'off' order by name`,
  )
  return rows.map(({ name }) => name)
}

export async function databaseTime(pool: pg.Pool): Promise<Date> {
  const { rows } = await pool.query<{ now: Date }>('select now() as now')
  return rows[0]!.now
}
