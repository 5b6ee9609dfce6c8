import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { Catalogue, Recommendation } from './catalogue.ts'

export async function upsertCatalogue(tx: Tx, tenantId: string, catalogue: Catalogue): Promise<void> {
  const values = {
    name: catalogue.name,
    key_attribute: catalogue.keyAttribute,
    attributes: JSON.stringify(catalogue.attributes),
    updated_at: catalogue.updatedAt,
  }
  await tx
    .insertInto('catalogues')
    .values({ tenant_id: tenantId, slug: catalogue.slug, created_at: catalogue.createdAt, ...values })
    .onConflict(conflict => conflict.columns(['tenant_id', 'slug']).doUpdateSet(values))
    .execute()
}

export const countCatalogues = async (tx: Tx, tenantId: string): Promise<number> => {
  const { count } = await tx
    .selectFrom('catalogues')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export const selectCatalogue = (db: Db, tenantId: string, slug: string) =>
  db
    .selectFrom('catalogues')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('slug', '=', slug)
    .executeTakeFirst()

export const selectCatalogues = (db: Db, tenantId: string) =>
  db.selectFrom('catalogues').selectAll().where('tenant_id', '=', tenantId).orderBy('slug').execute()

/** Against deletion, until the transaction ends. */
export const holdCatalogue = (tx: Tx, tenantId: string, slug: string) =>
  tx
    .selectFrom('catalogues')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('slug', '=', slug)
    .forShare()
    .executeTakeFirst()

export const deleteCatalogueRow = (tx: Tx, tenantId: string, slug: string) =>
  tx
    .deleteFrom('catalogues')
    .where('tenant_id', '=', tenantId)
    .where('slug', '=', slug)
    .returning('slug')
    .executeTakeFirst()

/** Each key is to be there once. */
export async function upsertItems(
  tx: Tx,
  tenantId: string,
  slug: string,
  items: readonly { readonly key: string; readonly attributes: object }[],
  at: Date,
): Promise<void> {
  if (items.length === 0) return
  await sql`insert into catalogue_items (tenant_id, catalogue, item_key, attributes, updated_at)
    select ${tenantId}, ${slug}, given.key, given.attributes, ${at}
    from unnest(${items.map(({ key }) => key)}::text[], ${items.map(({ attributes }) => JSON.stringify(attributes))}::jsonb[])
      as given (key, attributes)
    order by given.key
    on conflict (tenant_id, catalogue, item_key) do update
      set attributes = excluded.attributes, updated_at = excluded.updated_at`.execute(tx)
}

export const selectItems = (db: Db, tenantId: string, slug: string, keys: readonly string[]) =>
  db
    .selectFrom('catalogue_items')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('catalogue', '=', slug)
    .where('item_key', 'in', keys)
    .execute()

/** By key. */
export function selectItemPage(
  db: Db,
  tenantId: string,
  slug: string,
  after: string | undefined,
  limit: number,
) {
  let query = db
    .selectFrom('catalogue_items')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('catalogue', '=', slug)
  if (after !== undefined) query = query.where('item_key', '>', after)
  return query.orderBy('item_key').limit(limit).execute()
}

export async function upsertRecommendation(
  tx: Tx,
  tenantId: string,
  recommendation: Recommendation,
): Promise<void> {
  const values = {
    name: recommendation.name,
    kind: recommendation.kind,
    catalogue: recommendation.catalogue,
    created_by: recommendation.createdBy,
    updated_at: recommendation.updatedAt,
  }
  const { slug, createdAt } = recommendation
  await tx
    .insertInto('recommendations')
    .values({ tenant_id: tenantId, slug, created_at: createdAt, ...values })
    .onConflict(conflict => conflict.columns(['tenant_id', 'slug']).doUpdateSet(values))
    .execute()
}

export const selectRecommendation = (db: Db, tenantId: string, slug: string) =>
  db
    .selectFrom('recommendations')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('slug', '=', slug)
    .executeTakeFirst()

export const selectRecommendations = (db: Db, tenantId: string) =>
  db.selectFrom('recommendations').selectAll().where('tenant_id', '=', tenantId).orderBy('slug').execute()

/** Each key is to be there once. */
export async function upsertRecommended(
  tx: Tx,
  tenantId: string,
  slug: string,
  entries: readonly { readonly forKey: string; readonly itemKeys: readonly string[] }[],
): Promise<void> {
  if (entries.length === 0) return
  const keys = entries.map(({ forKey }) => forKey)
  const lists = entries.map(({ itemKeys }) => JSON.stringify(itemKeys))
  await sql`insert into recommended_items (tenant_id, recommendation, for_key, item_keys)
    select ${tenantId}, ${slug}, given.key, array(select jsonb_array_elements_text(given.items))
    from unnest(${keys}::text[], ${lists}::jsonb[]) as given (key, items)
    order by given.key
    on conflict (tenant_id, recommendation, for_key) do update set item_keys = excluded.item_keys`.execute(tx)
}

export const selectRecommended = (db: Db, tenantId: string, slug: string, forKey: string) =>
  db
    .selectFrom('recommended_items')
    .select('item_keys')
    .where('tenant_id', '=', tenantId)
    .where('recommendation', '=', slug)
    .where('for_key', '=', forKey)
    .executeTakeFirst()

export const deleteRecommendation = (tx: Tx, tenantId: string, slug: string) =>
  tx.deleteFrom('recommendations').where('tenant_id', '=', tenantId).where('slug', '=', slug).execute()
