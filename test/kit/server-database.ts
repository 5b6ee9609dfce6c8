import pg from 'pg'

/** A database that others are copied from. */
export interface Template {
  /** Says what is in it, so that it is another when that is. */
  readonly name: string
  /** Makes of an empty database what is wanted. */
  fill(url: string): Promise<void>
}

/** Any number will do, if no one else uses it: who needs a template at once takes turns to make it. */
const advisoryLock = 7_271_540

/** Makes a database on the PostgreSQL server of `serverUrl`, empty without a template. Answers its URL. */
export async function createDatabase(serverUrl: string, name: string, template?: Template): Promise<string> {
  await onServer(serverUrl, async client => {
    if (template) await ensure(template, serverUrl, client)
    await client.query(`create database ${name} template ${template?.name ?? 'template0'}`)
  })
  return withDatabase(serverUrl, name)
}

export const dropDatabase = (serverUrl: string, name: string) =>
  onServer(serverUrl, client => client.query(`drop database if exists ${name} with (force)`))

/** Made once; it gets its name only when it is complete. */
async function ensure({ name, fill }: Template, serverUrl: string, client: pg.Client) {
  const unfinished = `${name}_unfinished`
  await client.query('select pg_advisory_lock($1)', [advisoryLock])
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount) return
    await client.query(`drop database if exists ${unfinished} with (force)`)
    await client.query(`create database ${unfinished} template template0`)
    await fill(withDatabase(serverUrl, unfinished))
    await client.query(`alter database ${unfinished} rename to ${name}`)
  } finally {
    await client.query('select pg_advisory_unlock($1)', [advisoryLock])
  }
}

async function onServer(serverUrl: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
