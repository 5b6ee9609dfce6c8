import pg from 'pg'
import { noteUndo, type Undo } from '../children/undo.ts'
import { createFresh, drop, exists, selectBackends, selectVersion, settle } from './fresh-database.sql.ts'

export interface FreshDatabase {
  readonly url: string
  /** The process ids of the sessions in this database, when they run on this machine. */
  backends(): Promise<number[]>
  readonly version: string
  readonly drop: Undo
}

export const defaultServer = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'

/** A database that stays, made when it is not there. */
export async function keptDatabase(
  server: string,
  name: string,
): Promise<{ url: string; drop(): Promise<void> }> {
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  try {
    if (!(await exists(admin, name))) await createFresh(admin, name)
  } finally {
    await admin.end()
  }
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: async () => {} }
}

let made = 0

/** Makes an empty database next to the one that `server` names. */
export async function createFreshDatabase(server: string): Promise<FreshDatabase> {
  const name = `parley_bench_${process.pid}_${++made}`
  const admin = new pg.Client({ connectionString: server })
  admin.on('error', () => {})
  await admin.connect()
  await createFresh(admin, name)
  await settle(admin)

  const url = new URL(server)
  url.pathname = `/${name}`
  const isHere = ['127.0.0.1', 'localhost', '[::1]', ''].includes(url.hostname)
  return {
    url: url.href,
    version: await selectVersion(admin),
    backends: async () => (isHere ? await selectBackends(admin, name) : []),
    drop: noteUndo(async () => {
      await drop(admin, name)
      await admin.end()
    }),
  }
}
