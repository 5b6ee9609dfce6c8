import { chmodSync, existsSync } from 'node:fs'
import pg from 'pg'
import { type Db, driverTypes, kyselyOver, type Tx } from './driver.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded/embedded-postgres.ts'
import { fillFromTemplate } from './embedded/template.ts'
import { migrate } from './migrate.ts'

export interface Database {
  readonly kind: 'embedded' | 'server'
  readonly db: Db
  readonly pool: pg.Pool
  close(): Promise<void>
  /** Calls back when the ready database is gone for good, which happens to the embedded one only. */
  onDeath(report: (error: Error) => void): void
}

/**
 * How much of a table our own `analyze` looks at: six thousand rows instead of thirty thousand. It runs while interactions
 * come in, and the embedded database does nothing else meanwhile: a fifth of a second becomes a thirtieth.
 */
const sampleTarget = 20

const embeddedSettings = {
  default_statistics_target: sampleTarget,
  // All of it is written to at the start: the usual 128MB would be a third of a second on a slow machine, and stay.
  shared_buffers: '32MB',
}

export type DatabaseLocation = { readonly url: string } | { readonly folder: string }

/** A database that is being opened: parts may be put together over it, but nothing asked of it until it is ready. */
export interface OpeningDatabase {
  readonly database: Database
  readonly ready: Promise<void>
}

/** Opens the server database at a URL, or the embedded one in a folder. */
export async function openDatabase(location: DatabaseLocation): Promise<Database> {
  const { database, ready } = beginToOpen(location)
  await ready
  return database
}

export function beginToOpen(location: DatabaseLocation): OpeningDatabase {
  return 'url' in location ? beginOnServer(location.url) : beginInFolder(location.folder, fillNewFolder)
}

function beginOnServer(url: string): OpeningDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    types: driverTypes,
    application_name: 'parley',
    pipeline: true, // see pipelines.ts
    connectionTimeoutMillis: 1500,
    options: `-c TimeZone=UTC -c statement_timeout=60000 -c default_statistics_target=${sampleTarget}`,
    keepAlive: true,
  })
  outliveBrokenConnections(pool)
  const close = () => pool.end()
  const database: Database = { kind: 'server', db: kyselyOver(pool), pool, close, onDeath: () => {} }
  return { database, ready: Promise.resolve() }
}

async function fillNewFolder(folder: string) {
  if (!existsSync(folder)) await fillFromTemplate(folder, makeMigrated)
}

async function makeMigrated(folder: string) {
  const { database, ready } = beginInFolder(folder, async () => {})
  await ready
  await migrate(database.pool)
  await database.close()
}

function beginInFolder(folder: string, fill: (folder: string) => Promise<void>): OpeningDatabase {
  let postgres: EmbeddedPostgres | undefined
  const pool = new pg.Pool({
    user: 'postgres',
    database: 'postgres',
    max: 1,
    min: 1,
    idleTimeoutMillis: 0,
    types: driverTypes,
    application_name: 'parley',
    pipeline: true,
    connectionTimeoutMillis: 30_000,
    stream: () => postgres?.connect() as never,
  })
  outliveBrokenConnections(pool)
  const ready = (async () => {
    await fill(folder)
    postgres = await startEmbeddedPostgres(folder, embeddedSettings)
    chmodSync(folder, 0o700) // embedded PostgreSQL makes its files readable and writable by everyone
  })()
  const database: Database = {
    kind: 'embedded',
    db: kyselyOver(pool),
    pool,
    async close() {
      await ready.catch(() => {})
      await pool.end()
      await postgres?.close()
    },
    onDeath: report => postgres?.onDeath(report),
  }
  return { database, ready }
}

/**
 * When a connection breaks, whoever waits for an answer on it is told, and the pool opens another when one is wanted.
 * The same error is emitted by the connection too, in use (between two statements) or idle, and would end the process.
 */
function outliveBrokenConnections(pool: pg.Pool) {
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
}

const lostRaces = new Set(['40001', '40P01'])

/**
 * Runs work in one transaction (READ COMMITTED) and starts over when the database broke a deadlock. The work must
 * therefore have no effect but through `tx`.
 */
export async function transact<T>(db: Db, work: (tx: Tx) => Promise<T>, attempts = 5): Promise<T> {
  try {
    return await db.transaction().execute(work)
  } catch (error) {
    if (attempts <= 1 || !lostRaces.has((error as { code?: string }).code ?? '')) throw error
    return transact(db, work, attempts - 1)
  }
}
