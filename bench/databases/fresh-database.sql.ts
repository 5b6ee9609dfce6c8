import type pg from 'pg'

export async function createFresh(admin: pg.Client, name: string): Promise<void> {
  const { rows } = await admin.query<{ durable: boolean }>(
    `select current_setting('fsync')::bool and current_setting('synchronous_commit') <> 'off' as durable`,
  )
  if (!rows[0]?.durable) throw new Error('The PostgreSQL server does not wait for its disk (fsync).')
  await admin.query(`create database ${name}`)
}

export async function exists(admin: pg.Client, name: string): Promise<boolean> {
  const { rows } = await admin.query('select 1 from pg_database where datname = $1', [name])
  return rows.length > 0
}

/** Each measurement begins after a checkpoint, so that none pays for another's pages. */
export async function settle(admin: pg.Client): Promise<void> {
  await admin.query('checkpoint')
}

export async function drop(admin: pg.Client, name: string): Promise<void> {
  await admin.query(`drop database if exists ${name} with (force)`)
}

export async function selectBackends(admin: pg.Client, name: string): Promise<number[]> {
  const { rows } = await admin.query<{ pid: number }>('select pid from pg_stat_activity where datname = $1', [
    name,
  ])
  return rows.map(row => row.pid)
}

export async function selectVersion(admin: pg.Client): Promise<string> {
  const { rows } = await admin.query<{ server_version: string }>('show server_version')
  return rows[0]?.server_version ?? 'unknown'
}
