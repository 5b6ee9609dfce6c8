import type { ColumnType } from 'kysely'

export interface TransactionTables {
  message_transactions: MessageTransactionRow
}

export interface MessageTransactionRow {
  tenant_id: string
  id: string
  name: string
  contact_id: string
  mode: string
  campaign_ids: string[]
  place: number
  send_id: string | null
  context: ColumnType<Record<string, unknown>, string, string>
  dedupe_hash: Buffer | null
  dedupe_until: Date | null
  expires_at: Date
  is_open: boolean
  created_at: Date
}
