import { createHash, randomUUID } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { createDatabase, dropDatabase, type Template } from '../../test/kit/server-database.ts'
import { program, run } from './run.ts'

const root = new URL('../../', import.meta.url).pathname

/** A database of its own on a PostgreSQL server: empty, or with the tables of this version in it. */
export async function createTestDatabase(
  serverUrl: string,
  contents: 'empty' | 'migrated',
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `parley_acceptance_${randomUUID().replaceAll('-', '')}`
  const url = await createDatabase(serverUrl, name, contents === 'migrated' ? migrated() : undefined)
  return { url, drop: () => dropDatabase(serverUrl, name) }
}

/** What `parley migrate` makes, once per version of the migrations. */
function migrated(): Template {
  const digest = createHash('sha256')
  for (const file of globSync(`${root}migrations/*_*.sql`).sort()) digest.update(readFileSync(file))
  return {
    name: `parley_acceptance_template_${digest.digest('hex').slice(0, 16)}`,
    async fill(url) {
      const { code, stderr } = await run([...program, 'migrate'], { DATABASE_URL: url }).finished
      if (code !== 0) throw new Error(`parley migrate ended with ${code}: ${stderr}`)
    },
  }
}
