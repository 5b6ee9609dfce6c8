import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import type { Schema } from './schema.ts'
import { insertVersion, selectVersions, type VersionRow } from './schemas.sql.ts'

/** What a schema said under one version. Those of a learnt schema are not kept. */
export interface SchemaVersion {
  readonly version: number
  readonly displayName: string
  readonly jsonSchema: object
  readonly createdAt: Date
}

/** Of one schema; each may be 64 KiB, and who changes a schema in a loop must not fill the disk. */
const mostKept = 200
const isVersion = (text: string) => /^\d{1,9}$/.test(text)

export const keepVersion = (tx: Tx, row: VersionRow) => insertVersion(tx, row, mostKept)

/** The newest first. Throws `cursor-invalid`. */
export async function listSchemaVersions(
  db: Db,
  tenantId: string,
  { key }: Pick<Schema, 'key'>,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<SchemaVersion>> {
  const [before = '1000000000'] = readPlace(cursor, [isVersion]) ?? []
  const rows = await selectVersions(db, tenantId, key, Number(before), limit + 1)
  const versions = rows.map(row => ({
    version: row.version,
    displayName: row.display_name,
    jsonSchema: row.definition,
    createdAt: row.created_at,
  }))
  return toPage(versions, limit, ({ version }) => [String(version)])
}
