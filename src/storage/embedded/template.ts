import { createHash, randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readMigrations } from '../migrate.ts'
import { embeddedVersion } from './prepared-cluster.ts'

const cacheFolder = fileURLToPath(new URL('../../../node_modules/.cache/parley', import.meta.url))

/**
 * Fills a new data folder from a migrated template that is made once per version of embedded PostgreSQL and of the
 * migrations: making a cluster from nothing takes seconds and 800 MB, copying one takes a twentieth of a second.
 * Without a place to keep a template (an installed package on a read-only disk) the folder is made from nothing.
 */
export async function fillFromTemplate(folder: string, make: (folder: string) => Promise<void>) {
  mkdirSync(dirname(folder), { recursive: true, mode: 0o700 })
  const template = join(cacheFolder, `cluster-${templateVersion()}`)
  if (!existsSync(template) && !(await makeTemplate(template, make))) return make(folder)

  const unfinished = `${folder}.${randomUUID()}`
  cpSync(template, unfinished, { recursive: true })
  renameSync(unfinished, folder)
}

async function makeTemplate(template: string, make: (folder: string) => Promise<void>): Promise<boolean> {
  try {
    mkdirSync(cacheFolder, { recursive: true })
  } catch {
    return false
  }
  const unfinished = `${template}.${randomUUID()}`
  await make(unfinished)
  try {
    renameSync(unfinished, template)
  } catch {
    rmSync(unfinished, { recursive: true, force: true }) // another process made it first
  }
  return existsSync(template)
}

function templateVersion(): string {
  const digest = createHash('sha256').update(embeddedVersion())
  for (const { name, checksum } of readMigrations()) digest.update(name).update(checksum)
  return digest.digest('hex').slice(0, 16)
}
