/** The tables of templates, providers, sends and campaigns: see tables.ts. */
import type { ColumnType } from 'kysely'

type Json<T> = ColumnType<T, string, string>
type Defaulted<T> = ColumnType<T, T | undefined, T>

export interface MessagingTables {
  message_templates: MessageTemplateRow
  message_providers: MessageProviderRow
  message_lanes: MessageLaneRow
  message_sends: MessageSendRow
  message_outbox: MessageOutboxRow
  message_suppressions: MessageSuppressionRow
  message_link_keys: MessageLinkKeyRow
  contact_devices: ContactDeviceRow
  content_visits: ContentVisitRow
  campaigns: CampaignRow
  campaign_recipients: CampaignRecipientRow
  campaign_figures: CampaignFiguresRow
}

export interface MessageTemplateRow {
  tenant_id: string
  id: string
  name: string
  channel: string
  is_transactional: boolean
  consent_ids: string[]
  subject: string | null
  mjml: string | null
  html: string | null
  text: string | null
  payload: ColumnType<Record<string, unknown> | null, string | null, string | null>
  sender: ColumnType<object | null, string | null, string | null>
  tracks_opens: boolean
  tracks_links: boolean
  variables: string[]
  version: Defaulted<number>
  created_at: Date
  updated_at: Date
  deleted_at: ColumnType<Date | null, undefined, Date>
}

export interface MessageProviderRow {
  tenant_id: string
  id: string
  name: string
  channel: string
  kind: string
  priority: number
  settings: Json<Record<string, unknown>>
  concurrency: number
  per_second: number | null
  next_at: ColumnType<Date | null, undefined, Date>
  is_enabled: boolean
  version: Defaulted<number>
  created_at: Date
  updated_at: Date
}

export interface MessageLaneRow {
  tenant_id: string
  id: string
  kind: string
  channel: string
  is_open: boolean
  per_second: number | null
  next_at: ColumnType<Date | null, undefined, Date>
}

export interface MessageSendRow {
  tenant_id: string
  id: string
  contact_id: string
  template_id: string
  channel: string
  lane_id: string
  origin_kind: string
  origin_id: string
  origin_step: string | null
  context: Json<Record<string, unknown>>
  dedupe_key: string
  state: Defaulted<string>
  reason: string | null
  detail: string | null
  address: string | null
  provider_id: string | null
  reference: string | null
  tries: Defaulted<number>
  due_at: Date
  expires_at: Date | null
  leased_until: Date | null
  created_at: Date
  sent_at: Date | null
  ended_at: Date | null
  opened_at: Date | null
  clicked_at: Date | null
  clicks: Defaulted<number>
  /** When the contact left its channel by it. */
  unsubscribed_at: Date | null
  /** When the contact put it away. */
  dismissed_at: Date | null
}

export interface MessageOutboxRow {
  tenant_id: string
  id: string
  contact_id: string
  channel: string
  recipient: string
  sender: string | null
  subject: string | null
  html: string | null
  text: string | null
  payload: ColumnType<Record<string, unknown> | null, string | null, string | null>
  headers: Json<Record<string, string>>
  captured_at: Date
}

export interface MessageSuppressionRow {
  tenant_id: string
  channel: string
  address: string
  reason: string
  detail: string | null
  send_id: string | null
  created_at: Date
}

export interface MessageLinkKeyRow {
  tenant_id: string
  key: Buffer
}

export interface ContactDeviceRow {
  tenant_id: string
  id: string
  contact_id: string
  channel: string
  address: string
  keys: ColumnType<{ p256dh: string; auth: string } | null, string | null, string | null>
  label: string | null
  created_at: Date
}

export interface ContentVisitRow {
  tenant_id: string
  contact_id: string
  channel: string
  visited_at: Date
}

export interface CampaignRow {
  tenant_id: string
  id: string
  name: string
  kind: string
  template_id: string
  segment_id: string | null
  context: Json<Record<string, unknown>>
  per_second: number | null
  state: string
  starts_at: Date | null
  started_at: Date | null
  gathered_after: string | null
  gathered_at: Date | null
  ended_at: Date | null
  version: Defaulted<number>
  created_at: Date
  updated_at: Date
}

export interface CampaignRecipientRow {
  tenant_id: string
  campaign_id: string
  contact_id: string
}

export interface CampaignFiguresRow {
  tenant_id: string
  campaign_id: string
  state: string
  count: number
  opened: number
  clicked: number
  unsubscribed: Defaulted<number>
}
