import type { Db, Tx } from '../../storage/driver.ts'

export interface NewSchemaRow {
  readonly tenantId: string
  readonly key: string
  readonly alias: string
  readonly displayName: string
  readonly definition: object
  readonly createdAt: Date
  readonly isLearnt?: boolean
}

/** Those that were registered. */
export const countSchemas = (tx: Tx, tenantId: string) => count(tx, tenantId, false)

export const countLearnt = (tx: Tx, tenantId: string) => count(tx, tenantId, true)

async function count(tx: Tx, tenantId: string, isLearnt: boolean): Promise<number> {
  const { count } = await tx
    .selectFrom('interaction_schemas')
    .select(tx.fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenantId)
    .where('deleted_at', 'is', null)
    .where('is_learnt', '=', isLearnt)
    .executeTakeFirstOrThrow()
  return count
}

/** False when the alias is taken. */
export async function insertSchema(tx: Tx, row: NewSchemaRow): Promise<boolean> {
  const inserted = await tx
    .insertInto('interaction_schemas')
    .values({
      tenant_id: row.tenantId,
      key: row.key,
      alias: row.alias,
      display_name: row.displayName,
      definition: JSON.stringify(row.definition),
      created_at: row.createdAt,
      deleted_at: null,
      is_learnt: row.isLearnt ?? false,
    })
    .onConflict(conflict =>
      conflict.columns(['tenant_id', 'alias']).where('deleted_at', 'is', null).doNothing(),
    )
    .returning('key')
    .executeTakeFirst()
  return inserted !== undefined
}

export const selectSchemas = (db: Db, tenantId: string) =>
  db
    .selectFrom('interaction_schemas')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('deleted_at', 'is', null)
    .orderBy('key')
    .execute()

/** Key and version of the schema of an alias, locked until the transaction ends: nothing of it is stored meanwhile. */
export const lockSchema = (tx: Tx, tenantId: string, alias: string) =>
  tx
    .selectFrom('interaction_schemas')
    .select(['key', 'version', 'created_at'])
    .where('tenant_id', '=', tenantId)
    .where('alias', '=', alias)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()

export const lockSchemaRow = (tx: Tx, tenantId: string, alias: string) =>
  tx
    .selectFrom('interaction_schemas')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('alias', '=', alias)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()

export const writeDefinition = (
  tx: Tx,
  tenantId: string,
  key: string,
  next: {
    readonly version: number
    readonly displayName: string
    readonly definition: object
    readonly isLearnt?: boolean
    readonly at: Date
  },
) =>
  tx
    .updateTable('interaction_schemas')
    .set({
      version: next.version,
      display_name: next.displayName,
      definition: JSON.stringify(next.definition),
      updated_at: next.at,
      is_learnt: next.isLearnt ?? false,
    })
    .where('tenant_id', '=', tenantId)
    .where('key', '=', key)
    .execute()

/** The key of the schema that had the alias, or nothing. */
export async function markDeleted(
  tx: Tx,
  tenantId: string,
  alias: string,
  at: Date,
): Promise<string | undefined> {
  const row = await tx
    .updateTable('interaction_schemas')
    .set({ deleted_at: at })
    .where('tenant_id', '=', tenantId)
    .where('alias', '=', alias)
    .where('deleted_at', 'is', null)
    .returning('key')
    .executeTakeFirst()
  return row?.key
}

export interface VersionRow {
  readonly tenantId: string
  readonly key: string
  readonly version: number
  readonly displayName: string
  readonly definition: object
  readonly at: Date
}

/** Adds a version and drops those older than the newest so many. */
export async function insertVersion(tx: Tx, row: VersionRow, mostKept: number): Promise<void> {
  const { tenantId, key, version, displayName, definition, at } = row
  await tx
    .insertInto('interaction_schema_versions')
    .values({
      tenant_id: tenantId,
      schema_key: key,
      version,
      display_name: displayName,
      definition: JSON.stringify(definition),
      created_at: at,
    })
    .execute()
  await tx
    .deleteFrom('interaction_schema_versions')
    .where('tenant_id', '=', tenantId)
    .where('schema_key', '=', key)
    .where('version', '<=', version - mostKept)
    .execute()
}

/** The newest first. */
export const selectVersions = (db: Db, tenantId: string, key: string, before: number, limit: number) =>
  db
    .selectFrom('interaction_schema_versions')
    .select(['version', 'display_name', 'definition', 'created_at'])
    .where('tenant_id', '=', tenantId)
    .where('schema_key', '=', key)
    .where('version', '<', before)
    .orderBy('version', 'desc')
    .limit(limit)
    .execute()

export const deleteVersions = (tx: Tx, tenantId: string, key: string) =>
  tx
    .deleteFrom('interaction_schema_versions')
    .where('tenant_id', '=', tenantId)
    .where('schema_key', '=', key)
    .execute()
