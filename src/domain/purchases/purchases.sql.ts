import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { Decimal } from './decimal.ts'
import type { NewReceipt } from './receipt.ts'

/** The contact that alone has a key, by the position of the key. Each key is looked up in the index; planned each time. */
export async function selectContactsByKeys(
  db: Db,
  tenantId: string,
  keys: readonly { position: number; kind: string; value: string; contactType: string }[],
): Promise<{ position: number; contact_id: string }[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<{ position: number; contact_id: string }>`
    select key.position, min(stored.contact_id::text) as contact_id
    from unnest(
      ${keys.map(key => key.position)}::int[], ${keys.map(key => key.kind)}::text[],
      ${keys.map(key => key.value)}::text[], ${keys.map(key => key.contactType)}::text[]
    ) as key (position, kind, value, contact_type)
    cross join lateral (
      select contact_id from contact_keys
      where tenant_id = ${tenantId} and kind = key.kind and value = key.value and contact_type = key.contact_type
      limit 2
    ) stored
    group by key.position having count(distinct stored.contact_id) = 1`.execute(db)
  return rows
}

export async function lockContacts(tx: Tx, tenantId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`/* hold_contacts */
    select id from contacts where tenant_id = ${tenantId} and id = any(${ids}::uuid[])
    order by id for key share`.execute(tx)
  return rows.map(row => row.id)
}

export async function selectDigests(
  tx: Tx,
  tenantId: string,
  uniqueIds: readonly string[],
): Promise<Map<string, Buffer>> {
  const { rows } = await sql<{ unique_receipt_id: string; digest: Buffer }>`/* select_receipt_digests */
    select unique_receipt_id, digest from receipts
    where tenant_id = ${tenantId} and unique_receipt_id = any(${uniqueIds}::text[])`.execute(tx)
  return new Map(rows.map(row => [row.unique_receipt_id, row.digest]))
}

export interface WrittenReceipt {
  readonly id: string
  readonly contactId: string | null
  readonly receipt: NewReceipt
  readonly digest: Buffer
  readonly totalNetPrice: Decimal
  readonly articlesBought: Decimal
}

/** So many rows in a statement: each has up to twenty parameters, of which there may be 65,535. */
const mostRows = 2000

export async function insertReceipts(
  tx: Tx,
  tenantId: string,
  written: readonly WrittenReceipt[],
  at: Date,
): Promise<void> {
  const rows = written.map(({ id, contactId, receipt, digest, totalNetPrice, articlesBought }) => ({
    tenant_id: tenantId,
    id,
    unique_receipt_id: receipt.uniqueReceiptId,
    receipt_number: receipt.receiptNumber,
    digest,
    contact_id: contactId,
    store_external_id: receipt.storeExternalId,
    created_date: receipt.createdDate,
    currency: receipt.currency,
    exchange_rate: receipt.exchangeRate,
    total_gross_price: receipt.totalGrossPrice,
    total_net_price: totalNetPrice,
    articles_bought: articlesBought,
    has_purchase: receipt.items.some(item => item.type === 'PURCHASE'),
    details: JSON.stringify(toDetails(receipt)),
    free_texts: contactId === null ? null : JSON.stringify(toFreeTexts(receipt)),
    registered_at: at,
  }))
  for (let from = 0; from < rows.length; from += mostRows)
    await tx
      .insertInto('receipts')
      .values(rows.slice(from, from + mostRows))
      .execute()
}

function toDetails({ payments, taxDetails, usedVouchers, usedPromotions }: NewReceipt) {
  return {
    payments: payments.map(({ type, value }) => ({ type, value })),
    taxDetails,
    usedVouchers,
    usedPromotions,
  }
}

function toFreeTexts({ extraData, payments, items }: NewReceipt) {
  return {
    receipt: extraData,
    payments: payments.map(payment => ({ description: payment.description, extraData: payment.extraData })),
    items: items.map(item => item.extraData),
  }
}

export async function insertItems(
  tx: Tx,
  tenantId: string,
  written: readonly WrittenReceipt[],
): Promise<void> {
  const rows = written.flatMap(({ id, receipt }) =>
    receipt.items.map((item, position) => ({
      tenant_id: tenantId,
      receipt_id: id,
      position,
      type: item.type,
      sku: item.sku,
      quantity: item.quantity,
      gross_paid_price: item.grossPaidPrice,
      tax_amount: item.taxAmount,
      tax_percent: item.taxPercent,
      article_number: item.articleNumber,
      article_name: item.articleName,
      article_group: item.articleGroup,
      pack_quantity: item.packQuantity,
      margin_percent: item.marginPercent,
      awards_bonus: item.awardsBonus,
      discounts: JSON.stringify(item.discounts),
    })),
  )
  for (let from = 0; from < rows.length; from += mostRows)
    await tx
      .insertInto('receipt_items')
      .values(rows.slice(from, from + mostRows))
      .execute()
}

export interface PurchaseRow {
  id: string
  unique_receipt_id: string
  receipt_number: string
  created_date: Date
  currency: string
  store_external_id: string
  store_name: string
  store_type: string
  total_net_price: string
  group_net_price: string
  articles: string
}

/** Newest first; only those after a place in that order, where one is given. */
export async function selectReceipts(
  db: Db,
  tenantId: string,
  contactId: string,
  { offset = 0, limit, after }: { offset?: number; limit: number; after?: { at: Date; id: string } },
): Promise<PurchaseRow[]> {
  const isAfter = after ? sql`and (created_date, receipt.id) < (${after.at}, ${after.id})` : sql``
  // The driver prepares each under its name, so that another text needs another one.
  const name = after ? sql`/* select_receipts_after */` : sql`/* select_receipts */`
  const { rows } = await sql<PurchaseRow>`${name}
    select receipt.id, unique_receipt_id, receipt_number, created_date, currency, store_external_id,
      store.name as store_name, store.type as store_type, total_net_price,
      total_net_price * exchange_rate as group_net_price,
      (select coalesce(sum(abs(quantity)), 0) from receipt_items item
        where item.tenant_id = receipt.tenant_id and item.receipt_id = receipt.id
          and item.type <> 'ADJUSTMENT') as articles
    from receipts receipt
    join stores store on store.tenant_id = receipt.tenant_id and store.external_id = receipt.store_external_id
    where receipt.tenant_id = ${tenantId} and contact_id = ${contactId} ${isAfter}
    order by created_date desc, receipt.id desc offset ${offset} limit ${limit}`.execute(db)
  return rows
}

export async function selectReceiptCount(db: Db, tenantId: string, contactId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`/* count_receipts */
    select count(*) from receipts where tenant_id = ${tenantId} and contact_id = ${contactId}`.execute(db)
  return rows[0]!.count
}

export const selectItems = (db: Db, tenantId: string, receiptIds: readonly string[]) =>
  db
    .selectFrom('receipt_items')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('receipt_id', '=', sql<string>`any(${receiptIds}::uuid[])`)
    .orderBy('receipt_id')
    .orderBy('position')
    .execute()

type ExtraDataRow = { name: string | null; value: string | null }[]

/** The extra data of the items, by position, of the receipts that have free texts. */
export async function selectItemTexts(
  db: Db,
  tenantId: string,
  receiptIds: readonly string[],
): Promise<Map<string, ExtraDataRow[]>> {
  const { rows } = await sql<{ id: string; texts: ExtraDataRow[] }>`/* select_item_texts */
    select id, free_texts->'items' as texts from receipts
    where tenant_id = ${tenantId} and id = any(${receiptIds}::uuid[]) and free_texts is not null`.execute(db)
  return new Map(rows.map(row => [row.id, row.texts]))
}

export interface HistoryRow {
  last_updated: Date | null
  latest_receipt: Date | null
  amount_all: string
  articles_all: string
  receipts_all: string
  average_all: string
  amount_two_years: string
  articles_two_years: string
  receipts_two_years: string
  average_two_years: string
  amount_year: string
  articles_year: string
  receipts_year: string
  average_year: string
}

/** In the company's own currency. The windows end now and begin one and two years ago, to the moment. */
export async function selectHistory(
  db: Db,
  tenantId: string,
  contactId: string,
  now: Date,
): Promise<HistoryRow> {
  const since = (years: number) =>
    sql`created_date > ${now}::timestamptz - ${`${years} years`}::interval and created_date <= ${now}::timestamptz`
  const figures = (name: string, within: RawBuilder<unknown>) => sql`
    coalesce(sum(total_gross_price * exchange_rate) filter (where ${within}), 0) as ${sql.ref(`amount_${name}`)},
    coalesce(sum(articles_bought) filter (where ${within}), 0) as ${sql.ref(`articles_${name}`)},
    count(*) filter (where has_purchase and ${within})::text as ${sql.ref(`receipts_${name}`)},
    coalesce(round(sum(total_gross_price * exchange_rate) filter (where ${within})
      / nullif(count(*) filter (where has_purchase and ${within}), 0), 2), 0) as ${sql.ref(`average_${name}`)}`
  const { rows } = await sql<HistoryRow>`
    select max(registered_at) as last_updated, max(created_date) as latest_receipt,
      ${figures('all', sql`true`)}, ${figures('two_years', since(2))}, ${figures('year', since(1))}
    from receipts where tenant_id = ${tenantId} and contact_id = ${contactId}`.execute(db)
  return rows[0]!
}
