import { join } from 'node:path'
import type { Config } from '../config.ts'
import { systemClock } from '../kernel/clock.ts'
import { openBlobs } from '../storage/blobs/open-blobs.ts'
import { type Database, openDatabase } from '../storage/database.ts'
import { lockFolder } from '../storage/embedded/folder-lock.ts'
import type { Report, Workplace } from './command.ts'

export interface OpenDatabase {
  readonly database: Database
  close(): Promise<void>
}

/** Opens the database that the configuration names; the embedded one only if no other process has its folder. */
export async function openConfigured(config: Config): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) {
    const database = await openDatabase({ url: config.databaseUrl })
    return { database, close: () => database.close() }
  }
  const lock = lockFolder(config.dataFolder)
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

export function toWorkplace(config: Config, database: Database): Workplace {
  return {
    config,
    database,
    db: database.db,
    clock: systemClock(),
    blobs: openBlobs(config.blobs, process.env),
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
