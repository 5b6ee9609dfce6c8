import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createTenant } from '../../src/domain/accounts/create-tenant.ts'
import type { Tenant } from '../../src/domain/accounts/tenant.ts'
import { type Database, openDatabase } from '../../src/storage/database.ts'
import type { Db, Tx } from '../../src/storage/driver.ts'
import { migrate, readMigrations } from '../../src/storage/migrate.ts'
import { lendDatabase } from './kept-databases.ts'

export type TestDatabase = Pick<Database, 'kind' | 'db' | 'pool' | 'close'>

/** Any number will do, if no one else uses it: test files that need the template at once take turns to make it. */
const advisoryLock = 7_271_540

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

async function databaseOnServer(url: string): Promise<TestDatabase> {
  const name = `parley_test_${process.pid}_${randomBytes(4).toString('hex')}`
  await onServer(url, async client => {
    const template = await ensureTemplate(url, client)
    await client.query(`create database ${name} template ${template}`)
  })
  const { kind, db, pool, close } = await openMigrated({ url: withDatabase(url, name) })
  return {
    kind,
    db,
    pool,
    async close() {
      await close()
      await onServer(url, client => client.query(`drop database if exists ${name} with (force)`))
    },
  }
}

/** A template may be months old: migrating adds no table then, but the partitions of the months since. */
async function openMigrated(location: Parameters<typeof openDatabase>[0]): Promise<Database> {
  const database = await openDatabase(location)
  await migrate(database.pool)
  return database
}

/** Made once per version of the migrations; it gets its name only when it is complete. */
async function ensureTemplate(url: string, client: pg.Client): Promise<string> {
  const digest = createHash('sha256')
  for (const { name, checksum } of readMigrations()) digest.update(name).update(checksum)
  const template = `parley_template_${digest.digest('hex').slice(0, 16)}`
  const unfinished = `${template}_unfinished`

  await client.query('select pg_advisory_lock($1)', [advisoryLock])
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template])
    if (rowCount) return template
    await client.query(`drop database if exists ${unfinished} with (force)`)
    await client.query(`create database ${unfinished} template template0`)
    const { close } = await openMigrated({ url: withDatabase(url, unfinished) })
    await close()
    await client.query(`alter database ${unfinished} rename to ${template}`)
    return template
  } finally {
    await client.query('select pg_advisory_unlock($1)', [advisoryLock])
  }
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function withDatabase(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}
