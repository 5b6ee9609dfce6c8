/** The tables of fault rules, snapshots and custom triggers: see tables.ts. */
import type { ColumnType } from 'kysely'

/** As in tables.ts, which imports this file. */
type Json = ColumnType<unknown, string, string>

export interface DoubleTables {
  fault_rules: FaultRuleRow
  tenant_snapshots: TenantSnapshotRow
  custom_triggers: CustomTriggerRow
}

export interface FaultRuleRow {
  tenant_id: string
  id: string
  rule: Json
  seed: string
  probability: number
  remaining: number | null
  requests: ColumnType<number, number | undefined, number>
  strikes: ColumnType<number, number | undefined, number>
  created_at: Date
}

export interface TenantSnapshotRow {
  tenant_id: string
  name: string
  id: string
  taken_at: Date
  clock_offset_ms: number
  clock_frozen_at: Date | null
  tables_digest: string
  contents: Json
}

export interface CustomTriggerRow {
  tenant_id: string
  id: string
  name: string
  description: string
  fields: Json
  created_at: Date
}
