/** The tables of automations and their runs: see tables.ts. */
import type { ColumnType } from 'kysely'

type Json<T> = ColumnType<T, string, string>
type Defaulted<T> = ColumnType<T, T | undefined, T>

export interface AutomationTables {
  automations: AutomationRow
  automation_versions: AutomationVersionRow
  automation_runs: AutomationRunRow
  automation_run_steps: AutomationRunStepRow
  automation_listeners: AutomationListenerRow
  automation_refusals: AutomationRefusalRow
  automation_calls: AutomationCallRow
  automation_audience_starts: AutomationAudienceStartRow
  automation_business_events: AutomationBusinessEventRow
}

type State = 'draft' | 'running' | 'paused' | 'stopped'

export interface AutomationRow {
  tenant_id: string
  id: string
  name: string
  description: string
  state: Defaulted<State>
  version: Defaulted<number>
  revision: Defaulted<number>
  after_interaction: Defaulted<number>
  after_event: Defaulted<number>
  next_start_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  started_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  layout: ColumnType<Record<string, unknown>, string | undefined, string>
  created_at: Date
  updated_at: Date
}

export interface AutomationVersionRow {
  tenant_id: string
  automation_id: string
  version: number
  key: string
  definition: Json<Record<string, unknown>>
  created_at: Date
}

export interface AutomationRunRow {
  tenant_id: string
  id: string
  automation_id: string
  version: number
  contact_id: string
  entry_fact: string
  entry: Json<Record<string, unknown>>
  state: Defaulted<'waiting' | 'ended'>
  step: string | null
  entered_at: Date
  reason: string
  due_at: Date
  waits_until: Date | null
  leased_until: Date | null
  failures: Defaulted<number>
  last_error: string | null
  results: Json<Record<string, unknown>>
  jumps: Json<Record<string, number>>
  steps_done: Defaulted<number>
  started_at: Date
  ended_at: Date | null
  is_stripped: Defaulted<boolean>
  branch: Defaulted<number>
  branch_of: ColumnType<string | null, string | null | undefined, string | null>
  branches: Defaulted<number>
}

export interface AutomationRunStepRow {
  tenant_id: string
  run_id: string
  n: number
  step: string
  kind: string
  outcome: string
  detail: string | null
  at: Date
}

export interface AutomationListenerRow {
  tenant_id: string
  contact_id: string
  run_id: string
  fact: string
}

export interface AutomationRefusalRow {
  tenant_id: string
  automation_id: string
  contact_id: string
  reason: string
  fact_id: string
  count: Defaulted<number>
  at: Date
}

export interface AutomationCallRow {
  tenant_id: string
  id: string
  automation_id: string
  run_id: string
  contact_id: string
  n: number
  step: string
  is_awaited: boolean
  request: Json<Record<string, unknown>>
  state: Defaulted<'waiting' | 'succeeded' | 'failed'>
  tries: Defaulted<number>
  due_at: Date
  leased_until: Date | null
  reply: Json<Record<string, unknown> | null>
  has_place: Defaulted<boolean>
  created_at: Date
  ended_at: Date | null
}

export interface AutomationAudienceStartRow {
  tenant_id: string
  id: string
  automation_id: string
  version: number
  occasion: string
  entry: Json<Record<string, unknown>>
  contact_ids: string[] | null
  selection: Json<Record<string, unknown>>
  state: Defaulted<'waiting' | 'ended' | 'dropped'>
  after_contact: string | null
  looked_at: Defaulted<number>
  started: Defaulted<number>
  created_at: Date
  ended_at: Date | null
}

export interface AutomationBusinessEventRow {
  tenant_id: string
  automation_id: string
  id: string
  event: string
  data: Json<Record<string, unknown>>
  at: Date
  start_id: ColumnType<string | null, undefined, string | null>
}
