import type { Database } from '../storage/database.ts'
import { riskySettings } from '../storage/inspect.ts'

/** What an answered write may still not survive on this database; nothing when it survives a power cut. */
export async function durabilityWarning({ kind, pool }: Database): Promise<string | undefined> {
  if (kind === 'embedded') return undefined // README tells what the embedded database promises
  const off = await riskySettings(pool)
  if (off.length === 0) return undefined
  return `the database server has ${off.join(' and ')} off: writes that were answered can be lost in a crash.`
}
