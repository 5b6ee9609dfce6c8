import { newId } from '../../kernel/ids.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { matchContacts } from '../purchases/match-contacts.ts'
import type { MatchKey } from '../purchases/match-key.ts'
import { orderExists, orderNotFound, orderWithoutContact, versionTagUnknown } from './errors.ts'
import type { JobKind } from './order.ts'
import { hasPendingJobs, insertJob, selectOrder } from './orders.sql.ts'

export interface NewOrderJob {
  readonly kind: JobKind
  readonly orderId: string
  /** Whose order it is to be, for `create` and `replace`. */
  readonly contact?: MatchKey | null
  /** JSON: the order, or what changes in it. */
  readonly body?: string
  /** Given: only if the order still has it. */
  readonly versionTag?: string | null
}

/**
 * Accepts a write to an order and answers the id of its job. What can be seen to fail is refused at once; while other
 * writes to the order are pending nobody can say, and the job itself will tell.
 *
 * An action is on the order as the caller read it, so that is looked at in any case.
 */
export async function acceptOrderJob(tx: Tx, tenant: Tenant, job: NewOrderJob, at: Date): Promise<string> {
  const { kind, orderId, versionTag = null } = job
  if (!isStorableText(orderId)) throw orderNotFound(orderId.slice(0, 200))
  if (kind === 'action' || !(await hasPendingJobs(tx, tenant.id, orderId))) {
    const order = await selectOrder(tx, tenant.id, orderId)
    if (kind === 'create') {
      if (order) throw orderExists(orderId)
    } else {
      if (!order) throw orderNotFound(orderId)
      if (versionTag !== null && versionTag !== order.version_tag) throw versionTagUnknown(orderId)
      if (kind === 'action' && order.contact_id === null) throw orderWithoutContact(orderId)
    }
  }
  const [contactId] = job.contact ? await matchContacts(tx, tenant, [job.contact], at) : []
  const id = newId()
  await insertJob(
    tx,
    tenant.id,
    {
      id,
      order_id: orderId,
      kind,
      contact_id: contactId ?? null,
      body: job.body ?? null,
      version_tag: versionTag,
    },
    at,
  )
  return id
}
