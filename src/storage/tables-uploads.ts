/** The tables of uploads, catalogues and recommendations: see tables.ts. */
import type { ColumnType, Generated } from 'kysely'

type Json<T = unknown> = ColumnType<T, string | undefined, string>

export interface UploadTables {
  uploads: UploadRow
  upload_refusals: UploadRefusalRow
  catalogues: CatalogueRow
  catalogue_items: CatalogueItemRow
  recommendations: RecommendationRow
  recommended_items: RecommendedItemsRow
}

export interface UploadRow {
  tenant_id: string
  id: string
  kind: string
  subject: string
  file_name: string
  file_size: number | null
  state: 'receiving' | 'processing' | 'succeeded' | 'failed'
  header: Json
  position: Generated<number>
  rows_done: Generated<number>
  rows_refused: Generated<number>
  problem: string | null
  created_at: Date
  ended_at: Date | null
}

export interface UploadRefusalRow {
  tenant_id: string
  upload_id: string
  row: number
  message: string
}

export interface CatalogueRow {
  tenant_id: string
  slug: string
  name: string
  key_attribute: string
  attributes: Json
  created_at: Date
  updated_at: Date
}

export interface CatalogueItemRow {
  tenant_id: string
  catalogue: string
  item_key: string
  attributes: Json
  updated_at: Date
}

export interface RecommendationRow {
  tenant_id: string
  slug: string
  name: string
  kind: 'static' | 'by-item' | 'by-user'
  catalogue: string
  created_by: string
  created_at: Date
  updated_at: Date
}

export interface RecommendedItemsRow {
  tenant_id: string
  recommendation: string
  for_key: string
  item_keys: string[]
}
