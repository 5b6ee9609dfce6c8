/** The tables of what contacts have beside the foundation: consent definitions, bulk jobs: see tables.ts. */
import type { ColumnType } from 'kysely'

/** JSON from language to text. */
type Texts = ColumnType<Record<string, string>, string, string>

export interface ContactJobTables {
  consent_definitions: ConsentDefinitionRow
  contact_jobs: ContactJobRow
  contact_job_chunks: ContactJobChunkRow
  contact_job_refusals: ContactJobRefusalRow
  contact_exports: ContactExportRow
}

export interface ConsentDefinitionRow {
  tenant_id: string
  id: string
  name: string
  is_mandatory: boolean
  display_text: Texts
  link_text: Texts
  condition_text: Texts
}

export interface ContactJobRow {
  tenant_id: string
  id: string
  kind: 'create' | 'update' | 'upsert'
  contact_type: string | null
  total: number
  succeeded: ColumnType<number, number | undefined, number>
  failed: ColumnType<number, number | undefined, number>
  created_at: Date
  finished_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  is_dry_run: ColumnType<boolean, boolean | undefined, boolean>
  import: ColumnType<unknown, string | null | undefined, string | null>
  cancelled_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}

export interface ContactJobChunkRow {
  tenant_id: string
  job_id: string
  first_index: number
  rows: string
}

export interface ContactJobRefusalRow {
  tenant_id: string
  job_id: string
  row_index: number
  refusal: string
  cells: ColumnType<string | null, string | null | undefined, string | null>
}

export interface ContactExportRow {
  tenant_id: string
  id: string
  wish: ColumnType<unknown, string, string>
  total: number
  done: ColumnType<number, number | undefined, number>
  parts: ColumnType<number, number | undefined, number>
  bytes: ColumnType<number, number | undefined, number>
  after_id: ColumnType<string | null, string | null | undefined, string | null>
  failure: ColumnType<string | null, string | null | undefined, string | null>
  created_at: Date
  finished_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}
