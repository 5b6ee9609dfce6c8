import type { DomainError } from '../../kernel/domain-error.ts'
import { isUuid } from '../../kernel/ids.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { readContact } from '../contacts/read-contact.ts'
import {
  orderContactDeleted,
  orderExists,
  orderJobFailed,
  orderJobNotFound,
  orderNotFound,
  orderWithoutContact,
  versionTagUnknown,
} from './errors.ts'
import { fromRow, type JobKind, type Order } from './order.ts'
import { deleteEndedJobs, selectJob, selectOrder, selectOrderCount, selectOrders } from './orders.sql.ts'

/** Throws `order-not-found`. */
export async function readOrder(db: Db, tenant: Tenant, orderId: string): Promise<Order> {
  const row = isStorableText(orderId) ? await selectOrder(db, tenant.id, orderId) : undefined
  if (!row) throw orderNotFound(orderId.slice(0, 200))
  return fromRow(row)
}

/** A page ends when its orders have so many characters: their numbers cost far more to rewrite than to keep. */
const mostCharacters = 2 * 1024 * 1024

/**
 * A contact's orders, newest first. A page of very large ones ends before it has `count`, but not before it has one.
 * Throws `contact-not-found`.
 */
export async function listOrders(
  db: Db,
  tenant: Tenant,
  contactId: string,
  { offset, count }: { offset: number; count: number },
): Promise<{ items: Order[]; totalCount: number }> {
  const { id } = await readContact(db, tenant, contactId)
  const totalCount = await selectOrderCount(db, tenant.id, id)
  const rows = await selectOrders(db, tenant.id, id, offset, count)
  let characters = 0
  const tooMany = rows.findIndex((row, n) => {
    characters += row.body.length
    return characters > mostCharacters && n > 0
  })
  const page = tooMany === -1 ? rows : rows.slice(0, tooMany)
  return { items: page.map(fromRow), totalCount }
}

export interface OrderJob {
  readonly id: string
  readonly orderId: string
  readonly kind: JobKind
  readonly isDone: boolean
}

const failures: Readonly<Record<string, (orderId: string) => DomainError>> = {
  'order-exists': orderExists,
  'order-not-found': orderNotFound,
  'order-version-unknown': versionTagUnknown,
  'order-without-contact': orderWithoutContact,
  'order-contact-deleted': orderContactDeleted,
}

/** Throws `order-job-not-found`, or for a failed one why it failed. */
export async function readOrderJob(db: Db, tenant: Tenant, jobId: string): Promise<OrderJob> {
  const row = isUuid(jobId) ? await selectJob(db, tenant.id, jobId) : undefined
  if (!row) throw orderJobNotFound(jobId.slice(0, 100))
  if (row.state === 'failed') throw (failures[row.failure ?? ''] ?? orderJobFailed)(row.order_id)
  return { id: row.id, orderId: row.order_id, kind: row.kind as JobKind, isDone: row.state === 'done' }
}

/** Jobs that ended more than 30 days ago are not told of any more. */
export async function forgetEndedJobs(db: Db): Promise<void> {
  await deleteEndedJobs(db)
}
