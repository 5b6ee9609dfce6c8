import { randomBytes } from 'node:crypto'
import type { Fault } from '../../kernel/domain-error.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { isSlug, mostRecommended, type Recommendation, type RecommendationKind } from './catalogue.ts'
import {
  deleteRecommendation,
  holdCatalogue,
  selectCatalogue,
  selectRecommendation,
  upsertRecommendation,
  upsertRecommended,
} from './catalogues.sql.ts'
import { catalogueNotFound, recommendationInvalid, recommendationNotFound } from './errors.ts'

export interface RecommendationInput {
  readonly kind: RecommendationKind
  readonly name: string
  readonly catalogue: string
  readonly createdBy: string
  /** Of one that is to be written anew. */
  readonly slug?: string | undefined
}

/** Makes a recommendation, or changes one by its slug. Throws `recommendation-invalid`, `catalogue-not-found`, `recommendation-not-found`. */
export async function defineRecommendation(
  tx: Tx,
  tenant: Tenant,
  input: RecommendationInput,
  at: Date,
): Promise<Recommendation> {
  const faults: Fault[] = []
  for (const field of ['name', 'createdBy'] as const)
    if (input[field] === '' || input[field].length > 200 || !isStorableText(input[field]))
      faults.push({ field, message: 'must be a text of 1 to 200 characters' })
  if (faults.length > 0) throw recommendationInvalid(faults)
  await lockEvents(tx, [tenant.id])
  const catalogue = isSlug(input.catalogue) && (await selectCatalogue(tx, tenant.id, input.catalogue))
  if (!catalogue) throw catalogueNotFound(input.catalogue)
  const { slug: given } = input
  const before =
    given !== undefined && isSlug(given) ? await selectRecommendation(tx, tenant.id, given) : undefined
  if (given !== undefined && !before) throw recommendationNotFound()
  const slug = before?.slug ?? `recommendation_${randomBytes(6).toString('hex')}`
  const recommendation = { ...input, slug, createdAt: before?.created_at ?? at, updatedAt: at }
  await upsertRecommendation(tx, tenant.id, recommendation)
  const data = { slug, kind: input.kind, catalogue: input.catalogue }
  await appendEvents(tx, [{ tenantId: tenant.id, type: 'recommendation.defined', data, at }])
  return recommendation
}

/** Rows of a key and the items for it; of a static one, of items alone. Answers for each why it was refused, or undefined. */
export async function writeRecommended(
  tx: Tx,
  tenant: Tenant,
  slug: string,
  rows: readonly (readonly string[])[],
): Promise<(string | undefined)[]> {
  const row = await selectRecommendation(tx, tenant.id, slug)
  const catalogue = row && (await holdCatalogue(tx, tenant.id, row.catalogue))
  if (!row || !catalogue) return rows.map(() => 'the recommendation is gone')
  const entries = new Map<string, readonly string[]>()
  const outcomes = rows.map(cells => {
    const [forKey, items] = row.kind === 'static' ? ['', cells] : [cells[0] ?? '', cells.slice(1)]
    const itemKeys = items.filter(item => item !== '')
    if (row.kind !== 'static' && forKey === '') return 'the first column is empty'
    if (itemKeys.length === 0) return 'recommends nothing'
    if (itemKeys.length > mostRecommended) return `recommends more than ${mostRecommended} items`
    if ([forKey, ...itemKeys].some(key => key.length > 200)) return 'has a key of more than 200 characters'
    entries.set(forKey, itemKeys)
    return undefined
  })
  const list = [...entries].map(([forKey, itemKeys]) => ({ forKey, itemKeys }))
  await upsertRecommended(tx, tenant.id, slug, list)
  return outcomes
}

/** Takes away one that was made for nothing. */
export async function forgetRecommendation(tx: Tx, tenant: Tenant, slug: string): Promise<void> {
  await deleteRecommendation(tx, tenant.id, slug)
}
