/** The tables of webhooks and their deliveries: see tables.ts. */
import type { ColumnType, Generated } from 'kysely'

type Json<T> = ColumnType<T, string, string>

export interface WebhookTables {
  webhooks: WebhookRow
  webhook_deliveries: WebhookDeliveryRow
}

export interface WebhookRow {
  tenant_id: string
  id: string
  dialect: string
  url: string
  format: Generated<'json' | 'xml'>
  description: string
  event_types: string[]
  schema_ids: string[]
  contact_types: string[]
  headers: Json<Record<string, string>>
  secret: string
  previous_secret: string | null
  previous_secret_until: Date | null
  concurrency: number
  per_second: number | null
  disabled_at: Date | null
  disabled_reason: string | null
  failing_since: Date | null
  created_at: Date
  version: ColumnType<number, number | undefined, number>
  deleted_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}

export interface WebhookDeliveryRow {
  tenant_id: string
  id: string
  webhook_id: string
  message_id: string
  event_type: string
  contact_id: string | null
  body: string
  state: ColumnType<
    'waiting' | 'delivered' | 'failed',
    'waiting' | undefined,
    'waiting' | 'delivered' | 'failed'
  >
  tries: ColumnType<number, number | undefined, number>
  due_at: Date
  leased_until: Date | null
  attempts: Json<WebhookAttemptJson[]>
  created_at: Date
  ended_at: Date | null
}

/** An attempt as it stands in `attempts`. */
export interface WebhookAttemptJson {
  at: string
  status: number | null
  ms: number
  answer: string
  problem: string | null
}
