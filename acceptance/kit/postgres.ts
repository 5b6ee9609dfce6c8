import { createHash, randomUUID } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { run, source } from './run.ts'

const root = new URL('../../', import.meta.url).pathname
/** Any number will do, if no one else uses it: test files that need the template at once take turns to make it. */
const advisoryLock = 7_271_541

/** A database of its own on a PostgreSQL server: empty, or with the tables of this version in it. */
export async function createTestDatabase(
  serverUrl: string,
  contents: 'empty' | 'migrated',
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `parley_acceptance_${randomUUID().replaceAll('-', '')}`
  await onServer(serverUrl, async client => {
    const template = contents === 'empty' ? 'template1' : await ensureTemplate(serverUrl, client)
    await client.query(`create database ${name} template ${template}`)
  })
  const drop = () =>
    onServer(serverUrl, client => client.query(`drop database if exists ${name} with (force)`))
  return { url: withDatabase(serverUrl, name), drop }
}

/** What `parley migrate` makes, once per version of the migrations; it gets its name only when it is complete. */
async function ensureTemplate(serverUrl: string, client: pg.Client): Promise<string> {
  const digest = createHash('sha256')
  for (const file of globSync(`${root}migrations/*_*.sql`).sort()) digest.update(readFileSync(file))
  const template = `parley_acceptance_template_${digest.digest('hex').slice(0, 16)}`
  const unfinished = `${template}_unfinished`

  await client.query('select pg_advisory_lock($1)', [advisoryLock])
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template])
    if (rowCount) return template
    await client.query(`drop database if exists ${unfinished} with (force)`)
    await client.query(`create database ${unfinished}`)
    const command = [...source, 'migrate']
    const { code, stderr } = await run(command, { DATABASE_URL: withDatabase(serverUrl, unfinished) })
      .finished
    if (code !== 0) throw new Error(`parley migrate ended with ${code}: ${stderr}`)
    await client.query(`alter database ${unfinished} rename to ${template}`)
    return template
  } finally {
    await client.query('select pg_advisory_unlock($1)', [advisoryLock])
  }
}

function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

async function onServer(serverUrl: string, work: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
