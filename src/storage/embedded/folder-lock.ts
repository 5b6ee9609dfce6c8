import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export class FolderInUse extends Error {
  constructor(folder: string) {
    super(`The data folder ${folder} is in use by another Parley process.`)
    this.name = 'FolderInUse'
  }
}

/**
 * Lets one process at a time into a data folder. SQLite (part of Node) takes the operating system's own file lock,
 * which the kernel gives back when the holder dies in whatever way, so there is never a stale lock to clear by hand.
 */
export function lockFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = new DatabaseSync(join(folder, 'lock'))
  try {
    lock.exec('pragma busy_timeout = 0; pragma locking_mode = exclusive; begin exclusive')
  } catch (error) {
    lock.close()
    const isBusy = (error as { errcode?: number }).errcode === 5
    throw isBusy ? new FolderInUse(folder) : error
  }
  return { release: () => lock.close() }
}
