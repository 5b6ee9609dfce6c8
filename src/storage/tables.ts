/**
 * The tables as the driver gives and takes them: `migrations/` is the truth, this is its TypeScript face.
 * bigint columns are numbers (sequence numbers stay far below 2^53), timestamps are Dates, json and jsonb are parsed.
 */
import type { ColumnType } from 'kysely'
import type { AutomationTables } from './tables-automations.ts'
import type { BusinessEventTables } from './tables-business-events.ts'
import type { CommerceTables } from './tables-commerce.ts'
import type { ContactJobTables } from './tables-contact-jobs.ts'
import type { DoubleTables } from './tables-double.ts'
import type { LearntTables } from './tables-learnt.ts'
import type { MessagingTables } from './tables-messaging.ts'
import type { PeopleTables } from './tables-people.ts'
import type { PrivacyTables } from './tables-privacy.ts'
import type { SegmentTables } from './tables-segments.ts'
import type { SurveyTables } from './tables-surveys.ts'
import type { TransactionTables } from './tables-transactions.ts'
import type { UploadTables } from './tables-uploads.ts'
import type { WebhookTables } from './tables-webhooks.ts'

export type Json<T = unknown> = ColumnType<T, string, string>

export interface Tables
  extends ContactJobTables,
    BusinessEventTables,
    CommerceTables,
    WebhookTables,
    DoubleTables,
    PeopleTables,
    PrivacyTables,
    TransactionTables,
    LearntTables,
    MessagingTables,
    AutomationTables,
    SurveyTables,
    UploadTables,
    SegmentTables {
  tenants: TenantRow
  api_keys: ApiKeyRow
  api_key_usage: ApiKeyUsageRow
  audit_trail: AuditRow
  saved_views: SavedViewRow
  contact_types: ContactTypeRow
  contacts: ContactRow
  contact_keys: ContactKeyRow
  contact_preferences: ContactPreferenceRow
  contact_consents: ContactConsentRow
  contact_tombstones: ContactTombstoneRow
  member_numbers: MemberNumberRow
  interaction_schemas: InteractionSchemaRow
  interaction_schema_versions: InteractionSchemaVersionRow
  log_heads: LogHeadRow
  log_cursors: LogCursorRow
  interactions: InteractionRow
  events: EventRow
  body_bundles: BodyBundleRow
  body_erasures: BodyErasureRow
  rejected_interactions: RejectedInteractionRow
  interaction_counters: InteractionCounterRow
  idempotent_replies: IdempotentReplyRow
  health_probes: HealthProbeRow
}

export interface TenantRow {
  id: string
  slug: string
  name: string
  settings: Json
  clock_offset_ms: ColumnType<number, number | undefined, number>
  clock_frozen_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  epoch: ColumnType<number, number | undefined, number>
  created_at: Date
}

export interface ApiKeyRow {
  tenant_id: string
  id: string
  dialect: string
  name: string
  secret_hash: Buffer
  scopes: string[]
  ip_allow_list: string[]
  expires_at: Date | null
  revoked_at: Date | null
  created_at: Date
  version: number
  owner_kind: string | null
  owner_id: string | null
}

export interface ApiKeyUsageRow {
  tenant_id: string
  key_id: string
  user_agent: string
  api_version: string
  well_formed: boolean
  requests: number
  refused: number
  first_seen_at: Date
  last_seen_at: Date
}

export interface AuditRow {
  tenant_id: string
  id: string
  at: Date
  actor: string
  action: string
  subject: string
  details: Json
}

export interface SavedViewRow {
  tenant_id: string
  id: string
  list: string
  name: string
  owner_id: string
  is_shared: boolean
  definition: Json<{ filter: Record<string, unknown>; columns: string[]; sort: string | null }>
  version: ColumnType<number, number | undefined, number>
  created_at: Date
  updated_at: Date
}

export interface ContactTypeRow {
  tenant_id: string
  id: string
  display_name: string
  key_attribute: string
  mandatory_attributes: ColumnType<string[], string[] | undefined, string[]>
}

export interface ContactRow {
  tenant_id: string
  id: string
  contact_type: string
  approved: boolean
  attributes: Json<Record<string, unknown>>
  source: string | null
  created_at: Date
  modified_at: Date
  is_updated: ColumnType<boolean, boolean | undefined, boolean>
  version: ColumnType<number, number | undefined, number>
}

export interface ContactKeyRow {
  tenant_id: string
  contact_id: string
  kind: string
  value: string
  contact_type: string
  is_unique: boolean
}

export interface ContactPreferenceRow {
  tenant_id: string
  contact_id: string
  channel: string
  accepts: boolean
  changed_at: Date
}

export interface ContactConsentRow {
  tenant_id: string
  contact_id: string
  id: string
  consent_id: string
  value: boolean
  given_at: Date
  source: string | null
  comment: string | null
  recorded_at: Date
}

export interface ContactTombstoneRow {
  tenant_id: string
  contact_id: string
  contact_type: string
  source: string | null
  deleted_at: Date
  merged_into: ColumnType<string | null, string | null | undefined, string | null>
}

export interface MemberNumberRow {
  tenant_id: string
  last_number: number
}

export interface InteractionSchemaRow {
  tenant_id: string
  key: string
  alias: string
  version: ColumnType<number, number | undefined, number>
  display_name: string
  definition: Json<object>
  created_at: Date
  updated_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  deleted_at: Date | null
  is_learnt: ColumnType<boolean, boolean | undefined, boolean>
}

export interface InteractionSchemaVersionRow {
  tenant_id: string
  schema_key: string
  version: number
  display_name: string
  definition: Json<object>
  created_at: Date
}

export interface LogHeadRow {
  tenant_id: string
  log: string
  seq: ColumnType<number, number | undefined, number>
  told_until: ColumnType<Date | null, Date | null | undefined, Date | null>
  removals: ColumnType<number, undefined, number>
}

export interface LogCursorRow {
  tenant_id: string
  log: string
  consumer: string
  seq: ColumnType<number, number | undefined, number>
  failures: ColumnType<number, number | undefined, number>
  last_error: string | null
  retry_at: Date | null
  moved_at: Date | null
}

export interface InteractionRow {
  tenant_id: string
  id: string
  seq: number
  contact_id: string
  schema_key: string
  created_date: Date
  payload: Json<Record<string, unknown>>
  body_bundle: string
  body_position: number
}

export interface EventRow {
  tenant_id: string
  id: string
  seq: number
  type: string
  contact_id: string | null
  data: Json<Record<string, unknown>>
  at: Date
}

export interface BodyBundleRow {
  tenant_id: string
  id: string
  bodies: Buffer | null
  archive: string | null
  archive_offset: number | null
  archive_length: number | null
}

export interface BodyErasureRow {
  tenant_id: string
  bundle: string
  position: number
}

export interface RejectedInteractionRow {
  tenant_id: string
  id: string
  contact_id: string
  schema_key: string
  schema_version: number
  faults: Json<{ field: string; message: string }[]>
  body: string
  received_at: Date
}

export interface InteractionCounterRow {
  tenant_id: string
  schema_key: string
  day: string
  accepted: number
  rejected: number
  last_accepted_at: Date | null
  last_rejected_at: Date | null
}

export interface IdempotentReplyRow {
  tenant_id: string
  key_hash: Buffer
  request_hash: Buffer
  status: number | null
  body: string | null
  headers: ColumnType<Record<string, string>, string | undefined, string>
  created_at: Date
}

export interface HealthProbeRow {
  node: string
  written_at: Date
}
