import type { ColumnType } from 'kysely'

export interface PrivacyTables {
  privacy_requests: PrivacyRequestRow
}

export interface PrivacyRequestRow {
  tenant_id: string
  id: string
  kind: string
  user_id: string | null
  state: string
  requested_at: Date
  due_at: Date
  ended_at: Date | null
  preferences: ColumnType<Record<string, boolean> | null, string | null | undefined, string | null>
}
