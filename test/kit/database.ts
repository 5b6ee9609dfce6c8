import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTenant } from '../../src/domain/accounts/create-tenant.ts'
import type { Tenant } from '../../src/domain/accounts/tenant.ts'
import { type Database, openDatabase } from '../../src/storage/database.ts'
import type { Db, Tx } from '../../src/storage/driver.ts'
import { migrate, readMigrations } from '../../src/storage/migrate.ts'
import { lendDatabase } from './kept-databases.ts'
import { createDatabase, dropDatabase, type Template } from './server-database.ts'

export type TestDatabase = Pick<Database, 'kind' | 'db' | 'pool' | 'close'>

/**
 * A migrated and empty database: on the server that PARLEY_TEST_DATABASE_URL names, or else an embedded one in a
 * temporary folder. Nobody else uses it until `close`; then another test file may get it, emptied.
 */
export function testDatabase(): Promise<TestDatabase> {
  return lendDatabase(ownDatabase)
}

/** One that nobody has had before and nobody gets after: for tests that do what cannot be undone. */
export function ownDatabase(): Promise<TestDatabase> {
  const url = process.env.PARLEY_TEST_DATABASE_URL
  return url ? databaseOnServer(url) : databaseInFolder()
}

/** Runs work in a transaction that leaves no trace. */
export async function inRolledBackTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = await db.startTransaction().execute()
  try {
    return await work(tx)
  } finally {
    await tx.rollback().execute()
  }
}

/** A tenant of its own for each test, so that tests in one database do not see one another. */
export function newTenant(db: Db | Tx, at = new Date()): Promise<Tenant> {
  const make = (tx: Tx) => createTenant(tx, { slug: `test-${randomBytes(6).toString('hex')}` }, 'test', at)
  return db.isTransaction ? make(db as Tx) : db.transaction().execute(make)
}

async function databaseInFolder(): Promise<TestDatabase> {
  const parent = await mkdtemp(join(tmpdir(), 'parley-test-'))
  const { kind, db, pool, close } = await openMigrated({ folder: join(parent, 'data') })
  return {
    kind,
    db,
    pool,
    async close() {
      await close()
      await rm(parent, { recursive: true, force: true })
    },
  }
}

async function databaseOnServer(serverUrl: string): Promise<TestDatabase> {
  const name = `parley_test_${process.pid}_${randomBytes(4).toString('hex')}`
  const url = await createDatabase(serverUrl, name, migrated())
  const { kind, db, pool, close } = await openMigrated({ url })
  return {
    kind,
    db,
    pool,
    async close() {
      await close()
      await dropDatabase(serverUrl, name)
    },
  }
}

/** A template may be months old: migrating adds no table then, but the partitions of the months since. */
async function openMigrated(location: Parameters<typeof openDatabase>[0]): Promise<Database> {
  const database = await openDatabase(location)
  await migrate(database.pool)
  return database
}

/** Made once per version of the migrations. */
function migrated(): Template {
  const digest = createHash('sha256')
  for (const { name, checksum } of readMigrations()) digest.update(name).update(checksum)
  return {
    name: `parley_template_${digest.digest('hex').slice(0, 16)}`,
    async fill(url) {
      const { close } = await openMigrated({ url })
      await close()
    },
  }
}
