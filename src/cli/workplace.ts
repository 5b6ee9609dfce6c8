import { join } from 'node:path'
import type { Config } from '../config.ts'
import { systemClock } from '../kernel/clock.ts'
import { beginToOpen, type Database, type OpeningDatabase } from '../storage/database.ts'
import { FolderInUse, lockFolder } from '../storage/embedded/folder-lock.ts'
import { serverVersion } from '../storage/inspect.ts'
import type { Report, Workplace } from './command.ts'
import { wrongValue } from './wrong-values.ts'

export interface OpeningWorkplace extends OpeningDatabase {
  close(): Promise<void>
}

/** Opens the database that the configuration names; the embedded one only if no other process has its folder. */
export async function openConfigured(config: Config): Promise<OpeningWorkplace> {
  const opening = beginToOpenConfigured(config)
  await opening.ready.catch(async error => {
    await opening.close()
    throw error
  })
  return opening
}

/** The same without waiting; that another process has the folder is told at once. */
export function beginToOpenConfigured(config: Config): OpeningWorkplace {
  const { databaseUrl, dataFolder } = config
  if (databaseUrl !== undefined) return beginOnServer(databaseUrl)
  const lock = lockDataFolder(dataFolder)
  const { database, ready } = beginToOpen({ folder: join(dataFolder, 'postgres') })
  const close = () => database.close().finally(() => lock.release())
  return { database, ready, close }
}

function beginOnServer(url: string): OpeningWorkplace {
  const { database } = beginToOpen({ url })
  const ready = reach(database.pool).catch(error => {
    throw wrongValue('DATABASE_URL', 'leads to no database', error)
  })
  return { database, ready, close: () => database.close() }
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
