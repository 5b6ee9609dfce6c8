import type { Database } from '../storage/database.ts'

/** What an answered write may still not survive on this database; nothing when it survives a power cut. */
export async function durabilityWarning({ kind, pool }: Database): Promise<string | undefined> {
  if (kind === 'embedded') return undefined // README tells what the embedded database promises
  const { rows } = await pool.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')`,
  )
  const off = rows.filter(({ setting }) => setting === 'off').map(({ name }) => name)
  if (off.length === 0) return undefined
  return `the database server has ${off.join(' and ')} off: writes that were answered can be lost in a crash.`
}
