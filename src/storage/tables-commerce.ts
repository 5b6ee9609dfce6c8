/** The tables of stores, purchases, orders, tracking and what else is bought or seen: see tables.ts. */
import type { ColumnType, Generated } from 'kysely'

type Json<T = unknown> = ColumnType<T, string, string>

export interface CommerceTables {
  stores: StoreRow
  receipts: ReceiptRow
  receipt_items: ReceiptItemRow
  orders: OrderRow
  order_jobs: OrderJobRow
  carts: CartRow
  product_views: ProductViewRow
  nps_responses: NpsResponseRow
  messages: MessageRow
}

export interface StoreRow {
  tenant_id: string
  external_id: string
  name: string
  type: string
  active: boolean
  details: Json<Record<string, string>>
  created_at: Date
  modified_at: Date
}

/** numeric columns are decimal text, as the driver gives them. */
export interface ReceiptRow {
  tenant_id: string
  id: string
  unique_receipt_id: string
  receipt_number: string
  digest: Buffer
  contact_id: string | null
  store_external_id: string
  created_date: Date
  currency: string
  exchange_rate: string
  total_gross_price: string
  total_net_price: string
  articles_bought: string
  has_purchase: boolean
  details: Json
  free_texts: Json | null
  registered_at: Date
}

export interface ReceiptItemRow {
  tenant_id: string
  receipt_id: string
  position: number
  type: string
  sku: string
  quantity: string
  gross_paid_price: string
  tax_amount: string
  tax_percent: string
  article_number: string
  article_name: string
  article_group: string | null
  pack_quantity: string | null
  margin_percent: string | null
  awards_bonus: boolean | null
  discounts: Json
}

export interface OrderRow {
  tenant_id: string
  order_id: string
  contact_id: string | null
  version_tag: string
  status: string | null
  body: Json
  created_at: Date
  modified_at: Date
}

export interface OrderJobRow {
  tenant_id: string
  id: string
  seq: Generated<number>
  order_id: string
  kind: string
  contact_id: string | null
  body: Json | null
  version_tag: string | null
  state: Generated<string>
  failure: string | null
  attempts: Generated<number>
  retry_at: Date | null
  accepted_at: Date
  ended_at: Date | null
}

export interface CartRow {
  tenant_id: string
  contact_id: string
  cart_reference: string
  language: string | null
  url: string | null
  items: Json<{ sku: string; quantity: string }[]>
  active_at: Date
  state: string
}

export interface ProductViewRow {
  tenant_id: string
  id: string
  contact_id: string
  sku: string
  category: string | null
  viewed_at: Date
  session_id: string | null
  new_session: boolean | null
  language: string | null
  url: string | null
  external_referrer: string | null
  utm: Json
}

export interface NpsResponseRow {
  tenant_id: string
  id: string
  contact_id: string
  grade: number
  store_external_id: string | null
  answered_at: Date
}

export interface MessageRow {
  tenant_id: string
  id: string
  contact_id: string
  channel: string
  name: string
  sent_at: Date
  source: string
  is_transactional: boolean
  status: string
  link: string | null
  text: string | null
}
