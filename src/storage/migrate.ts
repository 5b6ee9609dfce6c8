import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type pg from 'pg'

const migrationsFolder = new URL('../../migrations/', import.meta.url)
const migrationForm = /^\d{4}_[a-z0-9_]+\.sql$/
/** Any number will do, if no one else uses it: two processes that migrate at once take turns. */
const advisoryLock = 7_271_539

export interface Migration {
  readonly name: string
  readonly checksum: string
  readonly sql: string
}

export class MigrationRefused extends Error {
  override name = 'MigrationRefused'
}

/** The migrations of this version of Parley, in order. The folder is a URL that ends in a slash. */
export function readMigrations(folder = migrationsFolder): Migration[] {
  const names = readdirSync(folder)
    .filter(name => migrationForm.test(name))
    .sort()
  return names.map(name => {
    const sql = readFileSync(new URL(name, folder), 'utf8')
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

/**
 * Brings the database to this version: each missing migration in a transaction of its own together with its record,
 * so that a crash leaves whole steps only. Refuses a database whose past differs from ours or that is ahead of us.
 * Answers the names of what was applied.
 */
export async function migrate(
  pool: pg.Pool,
  migrations: readonly Migration[] = readMigrations(),
): Promise<string[]> {
  const pending = await pendingMigrations(pool, migrations)
  if (pending.length === 0 && (await hasComingPartitions(pool))) return []
  return applyInTurn(pool, migrations)
}

async function applyInTurn(pool: pg.Pool, migrations: readonly Migration[]): Promise<string[]> {
  const client = await pool.connect()
  try {
    // Neither the wait for another process nor a change of a large table is held to the limit for requests.
    await client.query('set statement_timeout = 0')
    await client.query('select pg_advisory_lock($1)', [advisoryLock])
    await client.query(
      `create table if not exists schema_migrations
         (name text primary key, checksum text not null, applied_at timestamptz not null default now())`,
    )
    const pending = await pendingOn(client, migrations)
    for (const migration of pending) await apply(client, migration)
    await client.query('select ensure_month_partitions(now())')
    return pending.map(migration => migration.name)
  } finally {
    await client.query('select pg_advisory_unlock($1)', [advisoryLock]).catch(() => {})
    await client.query('reset statement_timeout').catch(() => {})
    client.release()
  }
}

/** What `migrate` would apply. */
export async function pendingMigrations(
  pool: pg.Pool,
  migrations: readonly Migration[] = readMigrations(),
): Promise<string[]> {
  const client = await pool.connect()
  try {
    const { rows } = await client.query(`select to_regclass('schema_migrations') is not null as is_there`)
    const pending = rows[0].is_there ? await pendingOn(client, migrations) : migrations
    return pending.map(migration => migration.name)
  } finally {
    client.release()
  }
}

async function pendingOn(client: pg.PoolClient, migrations: readonly Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from schema_migrations order by name',
  )
  for (const applied of rows) {
    const ours = migrations.find(migration => migration.name === applied.name)
    if (!ours)
      throw new MigrationRefused(
        `The database has ${applied.name}, which this version of Parley does not know.`,
      )
    if (ours.checksum !== applied.checksum)
      throw new MigrationRefused(`${applied.name} was changed after it was applied.`)
  }
  const done = new Set(rows.map(row => row.name))
  return migrations.filter(migration => !done.has(migration.name))
}

/** Who made the partitions of three months ahead made those before them. To ask costs a fifth of making none. */
async function hasComingPartitions(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ are_there: boolean }>(
    `select (select count(*) from pg_partitioned_table) = (
       select count(*) from pg_class
       where relispartition and relkind = 'r' and relnamespace = current_schema()::regnamespace
         and right(relname, 6) = to_char(now() at time zone 'UTC' + interval '3 months', 'YYYYMM')
     ) as are_there`,
  )
  return rows[0]!.are_there
}

async function apply(client: pg.PoolClient, migration: Migration) {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [
      migration.name,
      migration.checksum,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new MigrationRefused(`${migration.name} failed: ${(error as Error).message}`, { cause: error })
  }
}
