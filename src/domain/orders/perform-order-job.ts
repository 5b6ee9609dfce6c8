import { DomainError } from '../../kernel/domain-error.ts'
import { newId } from '../../kernel/ids.ts'
import { readInstant } from '../../kernel/instant.ts'
import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { isUnavailable } from '../../storage/unavailable.ts'
import { rewritable } from '../purchases/exact-json.ts'
import { holdContacts } from '../purchases/match-contacts.ts'
import {
  orderContactDeleted,
  orderExists,
  orderNotFound,
  orderWithoutContact,
  versionTagUnknown,
} from './errors.ts'
import type { JobKind, OrderAction, OrderRow } from './order.ts'
import {
  claimJob,
  deleteOrderRow,
  endJob,
  insertOrder,
  type JobRow,
  postponeJob,
  selectDueJobs,
  selectOrder,
  updateOrder,
} from './orders.sql.ts'

const mostPerRound = 200

/**
 * Carries out pending jobs, the first of each order, and answers how many. Each is one transaction with its job's end:
 * whoever dies in the middle has done nothing, and the next one does it all. What breaks is put off and reported.
 */
export async function performOrderJobs(
  db: Db,
  signal: AbortSignal,
  onError: (error: unknown) => void,
): Promise<number> {
  let performed = 0
  for (const { tenant_id, id } of await selectDueJobs(db, mostPerRound)) {
    if (signal.aborted) break
    try {
      if (await transact(db, tx => performOrderJob(tx, tenant_id, id))) performed++
    } catch (error) {
      if (isUnavailable(error)) throw error
      await postponeJob(db, tenant_id, id)
      onError(error)
    }
  }
  return performed
}

/** Carries out one job with its end, or answers false when it is not this one's turn, or not ours. */
export async function performOrderJob(tx: Tx, tenantId: string, id: string): Promise<boolean> {
  await lockEvents(tx, [tenantId])
  const job = await claimJob(tx, tenantId, id)
  if (!job) return false
  const refusal = await perform[job.kind as JobKind](tx, job).catch(refused)
  await endJob(tx, tenantId, id, refusal?.code ?? null)
  return true
}

/** Each refuses before it writes anything. */
const perform: Readonly<Record<JobKind, (tx: Tx, job: JobRow) => Promise<undefined>>> = {
  async create(tx, job) {
    if (await selectOrder(tx, job.tenant_id, job.order_id)) throw orderExists(job.order_id)
    const order = await toOrder(tx, job)
    await insertOrder(tx, job.tenant_id, order, createdAt(order, job.now), job.now)
    await tell(tx, job, 'order.created', order)
  },
  async replace(tx, job) {
    await orderAsRead(tx, job)
    const order = await toOrder(tx, job)
    await updateOrder(tx, job.tenant_id, order, job.now)
    await tell(tx, job, 'order.updated', order)
  },
  async 'change-status'(tx, job) {
    const change = JSON.parse(job.body!) as { status: string }
    const before = await orderAsRead(tx, job)
    await writeChange(tx, job, { ...before, status: change.status }, change)
  },
  async 'change-delivery'(tx, job) {
    await writeChange(tx, job, await orderAsRead(tx, job), { delivery: rewritable(job.body!) })
  },
  async delete(tx, job) {
    const order = await orderAsRead(tx, job)
    await deleteOrderRow(tx, job.tenant_id, job.order_id)
    await tell(tx, job, 'order.deleted', order, {})
  },
  async action(tx, job) {
    const order = await orderAsRead(tx, job)
    if (order.contact_id === null) throw orderWithoutContact(job.order_id)
    const { action, data, language } = rewritable(job.body!) as OrderAction
    await tell(tx, job, 'order.action-taken', order, { action, data, language })
  },
}

function refused(error: unknown): DomainError {
  if (error instanceof DomainError) return error
  throw error
}

async function orderAsRead(tx: Tx, { tenant_id, order_id, version_tag }: JobRow): Promise<OrderRow> {
  const order = await selectOrder(tx, tenant_id, order_id)
  if (!order) throw orderNotFound(order_id)
  if (version_tag !== null && version_tag !== order.version_tag) throw versionTagUnknown(order_id)
  return order
}

async function toOrder(tx: Tx, job: JobRow): Promise<OrderRow> {
  const { tenant_id, contact_id, order_id } = job
  if (contact_id !== null && !(await holdContacts(tx, { id: tenant_id }, [contact_id])).has(contact_id))
    throw orderContactDeleted(order_id)
  const body = job.body!
  const { status } = JSON.parse(body) as { status?: unknown }
  return {
    order_id,
    contact_id,
    version_tag: newId(),
    status: status === undefined ? null : String(status),
    body,
  }
}

/** When the order says that it was made, or now. */
function createdAt(order: OrderRow, now: Date): Date {
  const { createdAt } = JSON.parse(order.body) as { createdAt?: unknown }
  return (typeof createdAt === 'string' && readInstant(createdAt, 'offset-optional')) || now
}

async function writeChange(tx: Tx, job: JobRow, before: OrderRow, change: object): Promise<undefined> {
  const body = JSON.stringify({ ...(rewritable(before.body) as object), ...change })
  const order = { ...before, version_tag: newId(), body }
  await updateOrder(tx, job.tenant_id, order, job.now)
  await tell(tx, job, 'order.updated', order)
}

async function tell(
  tx: Tx,
  job: JobRow,
  type: string,
  order: OrderRow,
  more: object = { status: order.status, versionTag: order.version_tag },
): Promise<undefined> {
  const event = { type, data: { orderId: order.order_id, ...more }, at: job.now }
  const contact = order.contact_id !== null && { contactId: order.contact_id }
  await appendEvents(tx, [{ tenantId: job.tenant_id, ...contact, ...event }])
}
