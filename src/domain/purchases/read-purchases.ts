import { isUuid } from '../../kernel/ids.ts'
import { readInstant } from '../../kernel/instant.ts'
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { readContact } from '../contacts/read-contact.ts'
import { type Decimal, withoutZeros } from './decimal.ts'
import {
  type HistoryRow,
  type PurchaseRow,
  selectHistory,
  selectItems,
  selectItemTexts,
  selectReceiptCount,
  selectReceipts,
} from './purchases.sql.ts'
import type { ReceiptItem } from './receipt.ts'

/** A receipt as one of a contact's purchases. */
export interface Purchase {
  readonly id: string
  readonly uniqueReceiptId: string
  readonly receiptNumber: string
  readonly createdDate: Date
  readonly storeExternalId: string
  readonly storeName: string
  readonly storeType: string
  readonly currency: string
  readonly netPrice: Decimal
  /** In the company's own currency. */
  readonly groupNetPrice: Decimal
  /** Bought and returned, without adjustments. */
  readonly articles: Decimal
  readonly items: readonly ReceiptItem[]
}

/** So many receipts are read with their items at a time. */
const mostAtOnce = 50
/** A page ends when its purchases, as JSON, have so many characters. */
const mostCharacters = 8 * 1024 * 1024

/**
 * A contact's receipts, newest first. A page of very large ones ends before it has `count`, but not before it has one.
 * Throws `contact-not-found`.
 */
export async function listPurchases(
  db: Db,
  tenant: Tenant,
  contactId: string,
  { offset, count }: { offset: number; count: number },
): Promise<{ items: Purchase[]; totalCount: number }> {
  const { id } = await readContact(db, tenant, contactId)
  const totalCount = await selectReceiptCount(db, tenant.id, id)
  const rows = await selectReceipts(db, tenant.id, id, { offset, limit: count })
  const items: Purchase[] = []
  let characters = 0
  for (let from = 0; from < rows.length; from += mostAtOnce) {
    for (const purchase of await withItems(db, tenant, rows.slice(from, from + mostAtOnce))) {
      characters += JSON.stringify(purchase).length
      if (characters > mostCharacters && items.length > 0) return { items, totalCount }
      items.push(purchase)
    }
  }
  return { items, totalCount }
}

/** The same, page by page: what comes meanwhile hides and repeats nothing. Throws `cursor-invalid`. */
export async function readPurchases(
  db: Db,
  tenant: Tenant,
  contactId: string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<Purchase>> {
  const [at = '', receiptId = ''] = readPlace(cursor, [isInstant, isUuid]) ?? []
  const after = at === '' ? {} : { after: { at: new Date(at), id: receiptId } }
  const { id } = await readContact(db, tenant, contactId)
  const rows = await selectReceipts(db, tenant.id, id, { limit: limit + 1, ...after })
  const page = toPage(rows, limit, last => [last.created_date.toISOString(), last.id])
  return { ...page, items: await withItems(db, tenant, page.items) }
}

const isInstant = (text: string) => readInstant(text, 'offset-required') !== undefined

async function withItems(db: Db, tenant: Tenant, rows: readonly PurchaseRow[]): Promise<Purchase[]> {
  const ids = rows.map(row => row.id)
  const items = await selectItems(db, tenant.id, ids)
  const texts = await selectItemTexts(db, tenant.id, ids)
  const byReceipt = Map.groupBy(items, item => item.receipt_id)
  return rows.map(row => toPurchase(row, byReceipt.get(row.id) ?? [], texts.get(row.id) ?? []))
}

type ItemRow = Awaited<ReturnType<typeof selectItems>>[number]
type ExtraData = ReceiptItem['extraData']

function toPurchase(row: PurchaseRow, items: readonly ItemRow[], texts: readonly ExtraData[]): Purchase {
  return {
    id: row.id,
    uniqueReceiptId: row.unique_receipt_id,
    receiptNumber: row.receipt_number,
    createdDate: row.created_date,
    storeExternalId: row.store_external_id,
    storeName: row.store_name,
    storeType: row.store_type,
    currency: row.currency,
    netPrice: withoutZeros(row.total_net_price),
    groupNetPrice: withoutZeros(row.group_net_price),
    articles: withoutZeros(row.articles),
    items: items.map(item => toItem(item, texts[item.position] ?? [])),
  }
}

const orNull = (numeric: string | null) => (numeric === null ? null : withoutZeros(numeric))

function toItem(row: ItemRow, extraData: ExtraData): ReceiptItem {
  return {
    type: row.type as ReceiptItem['type'],
    sku: row.sku,
    quantity: withoutZeros(row.quantity),
    grossPaidPrice: withoutZeros(row.gross_paid_price),
    taxAmount: withoutZeros(row.tax_amount),
    taxPercent: withoutZeros(row.tax_percent),
    articleNumber: row.article_number,
    articleName: row.article_name,
    articleGroup: row.article_group,
    packQuantity: orNull(row.pack_quantity),
    marginPercent: orNull(row.margin_percent),
    awardsBonus: row.awards_bonus,
    discounts: row.discounts as ReceiptItem['discounts'],
    extraData,
  }
}

/** What a contact bought in a time. Amounts are what was paid, in the company's own currency. */
export interface PurchaseFigures {
  readonly amount: Decimal
  /** Bought less returned. */
  readonly articles: Decimal
  /** Receipts with a purchase on them. */
  readonly receipts: Decimal
  /** Amount by receipt, to two places. */
  readonly average: Decimal
}

export interface PurchaseHistory {
  readonly lastUpdated: Date | null
  readonly latestReceipt: Date | null
  readonly all: PurchaseFigures
  readonly lastYear: PurchaseFigures
  readonly lastTwoYears: PurchaseFigures
}

/** Computed from the receipts, so it is right in whichever order they came. Throws `contact-not-found`. */
export async function readPurchaseHistory(
  db: Db,
  tenant: Tenant,
  contactId: string,
  now: Date,
): Promise<PurchaseHistory> {
  const { id } = await readContact(db, tenant, contactId)
  const row = await selectHistory(db, tenant.id, id, now)
  return {
    lastUpdated: row.last_updated,
    latestReceipt: row.latest_receipt,
    all: figures(row, 'all'),
    lastYear: figures(row, 'year'),
    lastTwoYears: figures(row, 'two_years'),
  }
}

function figures(row: HistoryRow, name: 'all' | 'year' | 'two_years'): PurchaseFigures {
  return {
    amount: withoutZeros(row[`amount_${name}`]),
    articles: withoutZeros(row[`articles_${name}`]),
    receipts: row[`receipts_${name}`],
    average: withoutZeros(row[`average_${name}`]),
  }
}
