import type { ColumnType } from 'kysely'

export interface LearntTables {
  attribute_types: AttributeTypeRow
}

export interface AttributeTypeRow {
  tenant_id: string
  name: string
  type: string
  learnt_at: Date
  dropped: ColumnType<number, number | undefined, number>
  last_dropped_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}
