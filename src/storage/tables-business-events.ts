/** The table of definitions of business events: see tables.ts. */
import type { ColumnType } from 'kysely'

type Json<T = unknown> = ColumnType<T, string, string>

export interface BusinessEventTables {
  business_event_definitions: BusinessEventDefinitionRow
}

export interface BusinessEventDefinitionRow {
  tenant_id: string
  name: string
  attributes: Json
  created_at: Date
  updated_at: Date
}
