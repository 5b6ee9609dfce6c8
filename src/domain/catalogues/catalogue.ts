/**
 * A catalogue: the things that the company has to offer, each an item with the attributes that its definition names. A
 * recommendation says which items go with an item, are for a user, or are for all.
 */
import type { Selectable } from 'kysely'
import type { CatalogueRow, RecommendationRow } from '../../storage/tables-uploads.ts'

export const attributeTypes = ['string', 'number', 'boolean', 'date'] as const
export type AttributeType = (typeof attributeTypes)[number]

export interface CatalogueAttribute {
  readonly name: string
  readonly type: AttributeType
  readonly isRequired: boolean
}

export interface Catalogue {
  readonly slug: string
  readonly name: string
  /** The attribute by which an item is known. */
  readonly keyAttribute: string
  readonly attributes: readonly CatalogueAttribute[]
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface CatalogueItem {
  readonly key: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly updatedAt: Date
}

export const recommendationKinds = ['static', 'by-item', 'by-user'] as const
export type RecommendationKind = (typeof recommendationKinds)[number]

/** Recommended beside one item, to one user or to all. */
export const mostRecommended = 5

export interface Recommendation {
  readonly slug: string
  readonly name: string
  readonly kind: RecommendationKind
  readonly catalogue: string
  readonly createdBy: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

export const isSlug = (text: string) => /^[A-Za-z0-9~][A-Za-z0-9~_-]{0,99}$/.test(text)

export const fromRow = (row: Selectable<CatalogueRow>): Catalogue => ({
  slug: row.slug,
  name: row.name,
  keyAttribute: row.key_attribute,
  attributes: row.attributes as readonly CatalogueAttribute[],
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

export const fromRecommendationRow = (row: Selectable<RecommendationRow>): Recommendation => ({
  slug: row.slug,
  name: row.name,
  kind: row.kind,
  catalogue: row.catalogue,
  createdBy: row.created_by,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
