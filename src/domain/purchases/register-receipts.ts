import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { ensureStores } from '../stores/ensure-stores.ts'
import { receiptIdTaken } from './errors.ts'
import { holdContacts, matchContacts } from './match-contacts.ts'
import { insertItems, insertReceipts, selectDigests } from './purchases.sql.ts'
import { articlesBought, digestOf, type NewReceipt, totalNetPrice } from './receipt.ts'

/**
 * Registers receipts with their items, and makes the stores that are not there. Answers how many are new: a receipt
 * that is sent again, with the same content, is no second one. A receipt of which nobody is the contact is kept without
 * one. Writers of one tenant take turns, so one of two that come at once finds the other's.
 *
 * Throws `contact-type-unknown` or, when a unique id is already that of another receipt, `receipt-id-taken`; the
 * transaction must then end.
 */
export async function registerReceipts(
  tx: Tx,
  tenant: Tenant,
  receipts: readonly NewReceipt[],
  at: Date,
): Promise<number> {
  await lockEvents(tx, [tenant.id])
  const ids = receipts.map(receipt => receipt.uniqueReceiptId)
  const digests = await selectDigests(tx, tenant.id, ids)
  const fresh = receipts.filter(receipt => {
    const digest = digestOf(receipt)
    const known = digests.get(receipt.uniqueReceiptId)
    if (known && !known.equals(digest)) throw receiptIdTaken(receipt.uniqueReceiptId)
    digests.set(receipt.uniqueReceiptId, digest)
    return !known
  })
  if (fresh.length === 0) return 0

  const matched = await matchContacts(
    tx,
    tenant,
    fresh.map(receipt => receipt.contact),
    at,
  )
  const there = await holdContacts(tx, tenant, [...new Set(matched.flatMap(id => id ?? []))])
  await ensureStores(
    tx,
    tenant,
    fresh.map(({ storeExternalId, storeName }) => ({ externalId: storeExternalId, name: storeName })),
    at,
  )
  const written = fresh.map((receipt, position) => {
    const contactId = matched[position]
    return {
      id: newId(),
      contactId: contactId !== undefined && there.has(contactId) ? contactId : null,
      receipt,
      digest: digests.get(receipt.uniqueReceiptId)!,
      totalNetPrice: totalNetPrice(receipt),
      articlesBought: articlesBought(receipt),
    }
  })
  await insertReceipts(tx, tenant.id, written, at)
  await insertItems(tx, tenant.id, written)
  await appendEvents(
    tx,
    written.map(({ id, contactId, receipt }) => ({
      tenantId: tenant.id,
      type: 'receipt.registered',
      ...(contactId !== null && { contactId }),
      data: {
        receiptId: id,
        uniqueReceiptId: receipt.uniqueReceiptId,
        storeExternalId: receipt.storeExternalId,
        createdDate: receipt.createdDate.toISOString(),
        totalGrossPrice: receipt.totalGrossPrice,
        currency: receipt.currency,
      },
      at,
    })),
  )
  return fresh.length
}
