import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import {
  type Catalogue,
  type CatalogueItem,
  fromRecommendationRow,
  fromRow,
  isSlug,
  type Recommendation,
} from './catalogue.ts'
import {
  selectCatalogue,
  selectCatalogues,
  selectItemPage,
  selectItems,
  selectRecommendation,
  selectRecommendations,
  selectRecommended,
} from './catalogues.sql.ts'
import { catalogueNotFound, itemNotFound, recommendationNotFound } from './errors.ts'

/** Throws `catalogue-not-found`. */
export async function readCatalogue(db: Db, tenant: Tenant, slug: string): Promise<Catalogue> {
  const row = isSlug(slug) ? await selectCatalogue(db, tenant.id, slug) : undefined
  if (!row) throw catalogueNotFound(slug)
  return fromRow(row)
}

export async function listCatalogues(db: Db, tenant: Tenant): Promise<Catalogue[]> {
  return (await selectCatalogues(db, tenant.id)).map(fromRow)
}

type ItemRow = Awaited<ReturnType<typeof selectItems>>[number]

const toItem = (row: ItemRow): CatalogueItem => ({
  key: row.item_key,
  attributes: row.attributes as Readonly<Record<string, unknown>>,
  updatedAt: row.updated_at,
})

/** Throws `catalogue-not-found`, `catalogue-item-not-found`. */
export async function readItem(db: Db, tenant: Tenant, slug: string, key: string): Promise<CatalogueItem> {
  await readCatalogue(db, tenant, slug)
  const [row] = await selectItems(db, tenant.id, slug, [key])
  if (!row) throw itemNotFound()
  return toItem(row)
}

/** By key. Throws `catalogue-not-found`, `cursor-invalid`. */
export async function listItems(
  db: Db,
  tenant: Tenant,
  slug: string,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<CatalogueItem>> {
  const [after] = readPlace(cursor, [isStorableText]) ?? []
  await readCatalogue(db, tenant, slug)
  const rows = await selectItemPage(db, tenant.id, slug, after, limit + 1)
  return toPage(rows.map(toItem), limit, ({ key }) => [key])
}

export async function listRecommendations(db: Db, tenant: Tenant): Promise<Recommendation[]> {
  return (await selectRecommendations(db, tenant.id)).map(fromRecommendationRow)
}

/** Throws `recommendation-not-found`. */
export async function readRecommendation(db: Db, tenant: Tenant, slug: string): Promise<Recommendation> {
  const row = isSlug(slug) ? await selectRecommendation(db, tenant.id, slug) : undefined
  if (!row) throw recommendationNotFound()
  return fromRecommendationRow(row)
}

/**
 * The items that are recommended beside an item, to a user, or, with an empty key, to all: those that are in the
 * catalogue, in the order of the recommendation. Throws `recommendation-not-found`.
 */
export async function recommend(
  db: Db,
  tenant: Tenant,
  slug: string,
  forKey: string,
): Promise<CatalogueItem[]> {
  const { catalogue } = await readRecommendation(db, tenant, slug)
  const entry = await selectRecommended(db, tenant.id, slug, forKey)
  if (!entry || entry.item_keys.length === 0) return []
  const items = await selectItems(db, tenant.id, catalogue, entry.item_keys)
  const byKey = new Map(items.map(row => [row.item_key, toItem(row)]))
  return entry.item_keys.flatMap(key => byKey.get(key) ?? [])
}
