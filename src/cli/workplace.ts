import { join } from 'node:path'
import type { Config } from '../config.ts'
import { systemClock } from '../kernel/clock.ts'
import { type Database, openDatabase } from '../storage/database.ts'
import { FolderInUse, lockFolder } from '../storage/embedded/folder-lock.ts'
import { serverVersion } from '../storage/inspect.ts'
import type { Report, Workplace } from './command.ts'
import { wrongValue } from './wrong-values.ts'

export interface OpenDatabase {
  readonly database: Database
  close(): Promise<void>
}

/** Opens the database that the configuration names; the embedded one only if no other process has its folder. */
export async function openConfigured(config: Config): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) {
    const database = await openDatabase({ url: config.databaseUrl })
    await reach(database.pool).catch(async error => {
      await database.close()
      throw wrongValue('DATABASE_URL', 'leads to no database', error)
    })
    return { database, close: () => database.close() }
  }
  const lock = lockDataFolder(config.dataFolder)
  try {
    const database = await openDatabase({ folder: join(config.dataFolder, 'postgres') })
    const close = async () => {
      await database.close()
      lock.release()
    }
    return { database, close }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** A busy server may be slow to take the first connection, which is tried anew; one that is not there refuses at once. */
async function reach(pool: Database['pool'], triesLeft = 5): Promise<void> {
  try {
    await serverVersion(pool)
  } catch (error) {
    const isLate = error instanceof Error && error.message.includes('timeout')
    if (!isLate || triesLeft === 1) throw error
    await reach(pool, triesLeft - 1)
  }
}

function lockDataFolder(folder: string) {
  try {
    return lockFolder(folder)
  } catch (error) {
    throw error instanceof FolderInUse ? error : wrongValue('PARLEY_DATA', 'cannot be used', error)
  }
}

export function toWorkplace(config: Config, database: Database): Workplace {
  return {
    config,
    database,
    db: database.db,
    clock: systemClock(),
  }
}

/** Does something with the database open, and closes it. */
export async function atWorkplace(
  config: Config,
  work: (workplace: Workplace) => Promise<Report>,
): Promise<Report> {
  const { database, close } = await openConfigured(config)
  try {
    return await work(toWorkplace(config, database))
  } finally {
    await close()
  }
}
