import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { SavedViewRow } from '../../storage/tables.ts'
import type { SavedView, ViewInput } from './saved-view.ts'

type Row = Selectable<SavedViewRow>

/** Those of an owner and those that are shared, by name; after a place in that order. */
export async function selectViews(
  db: Db,
  tenantId: string,
  { ownerId, list }: { readonly ownerId: string; readonly list: string | undefined },
  after: { readonly name: string; readonly id: string } | undefined,
  limit: number,
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select * from saved_views where tenant_id = ${tenantId} and (owner_id = ${ownerId} or is_shared)
      ${list === undefined ? sql`` : sql`and list = ${list}`}
      ${after === undefined ? sql`` : sql`and (name, id) > (${after.name}, ${after.id}::uuid)`}
    order by name, id limit ${limit}`.execute(db)
  return rows
}

export const selectView = (db: Db, tenantId: string, id: string) =>
  db
    .selectFrom('saved_views')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Others that change it wait. */
export const lockView = (tx: Tx, tenantId: string, id: string) =>
  tx
    .selectFrom('saved_views')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export async function countViews(tx: Tx, tenantId: string, ownerId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from saved_views where tenant_id = ${tenantId} and owner_id = ${ownerId}`.execute(
    tx,
  )
  return rows[0]!.count
}

/** Nothing when the owner has one of this name in the list. */
export const insertView = (tx: Tx, tenantId: string, view: SavedView) =>
  tx
    .insertInto('saved_views')
    .values({
      tenant_id: tenantId,
      id: view.id,
      list: view.list,
      name: view.name,
      owner_id: view.ownerId,
      is_shared: view.isShared,
      definition: JSON.stringify(view.definition),
      created_at: view.createdAt,
      updated_at: view.updatedAt,
    })
    .onConflict(conflict => conflict.columns(['tenant_id', 'owner_id', 'list', 'name']).doNothing())
    .returningAll()
    .executeTakeFirst()

export const isNameTaken = async (
  tx: Tx,
  tenantId: string,
  { id, ownerId, list, name }: Pick<SavedView, 'id' | 'ownerId' | 'list' | 'name'>,
): Promise<boolean> =>
  (await tx
    .selectFrom('saved_views')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('owner_id', '=', ownerId)
    .where('list', '=', list)
    .where('name', '=', name)
    .where('id', '<>', id)
    .executeTakeFirst()) !== undefined

export const updateView = (tx: Tx, tenantId: string, id: string, view: ViewInput, at: Date) =>
  tx
    .updateTable('saved_views')
    .set(({ eb, ref }) => ({
      list: view.list,
      name: view.name,
      is_shared: view.isShared,
      definition: JSON.stringify(view.definition),
      updated_at: at,
      version: eb(ref('version'), '+', 1),
    }))
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export const deleteView = (tx: Tx, tenantId: string, id: string) =>
  tx.deleteFrom('saved_views').where('tenant_id', '=', tenantId).where('id', '=', id).execute()
