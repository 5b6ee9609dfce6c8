/** The tables of segments: see tables.ts. */
import type { ColumnType, Generated } from 'kysely'

type Json<T> = ColumnType<T, string | null, string | null>

export interface SegmentTables {
  segments: SegmentRow
  segment_members: SegmentMemberRow
  segment_clocks: SegmentClockRow
  segment_history: SegmentHistoryRow
}

export interface SegmentRow {
  tenant_id: string
  id: string
  name: string
  created_at: Date
  description: Generated<string>
  kind: Generated<'live' | 'refreshing' | 'list'>
  rule: Json<unknown>
  includes_unapproved: Generated<boolean>
  refresh: 'daily' | 'weekly' | 'monthly' | null
  version: Generated<number>
  updated_at: Generated<Date>
  state: Generated<'stale' | 'computing' | 'ready'>
  computed_up_to: string | null
  contacts_done: Generated<number>
  contacts_total: Generated<number>
  computing_since: Date | null
  computed_at: Date | null
  computing_ms: Generated<number>
  computed_ms: number | null
  swept_at: Date | null
  due_at: Date | null
  checks: Generated<number>
  checked_contacts: Generated<number>
  check_ms: Generated<number>
  failures: Generated<number>
  last_error: string | null
  retry_at: Date | null
}

export interface SegmentMemberRow {
  tenant_id: string
  segment_id: string
  contact_id: string
  entered_at: Date
}

export interface SegmentHistoryRow {
  tenant_id: string
  segment_id: string
  slot: Date
  entered: Generated<number>
  gone: Generated<number>
}

export interface SegmentClockRow {
  tenant_id: string
  latest_at: Date
  latest_zone: Generated<string>
}
