import { DomainError } from '../../kernel/domain-error.ts'
import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { isUnavailable } from '../../storage/unavailable.ts'
import { tryCampaign } from './send-transaction.ts'
import { lockOpen, moveTransaction, type OpenTransaction, selectMovable } from './transactions.sql.ts'

const mostPerTurn = 200

/**
 * Goes on with orders whose campaign came to nothing, and ends those that have come to something or whose time is over.
 * Answers how many were moved, and says for which tenant a message stands in for another. One that fails is reported and
 * holds up no other.
 */
export async function moveTransactions(
  db: Db,
  onError: (error: unknown) => void,
  onStandIn: (tenantId: string) => void = () => {},
): Promise<number> {
  const movable = await selectMovable(db, mostPerTurn)
  for (const each of movable) {
    try {
      if (await transact(db, tx => moveOne(tx, each))) onStandIn(each.tenant_id)
    } catch (error) {
      if (isUnavailable(error)) throw error
      onError(error)
    }
  }
  return movable.length
}

/** Whether there is another message now. */
async function moveOne(tx: Tx, order: OpenTransaction): Promise<boolean> {
  const { tenant_id: tenantId, id, campaign_ids: campaigns, now } = order
  await lockEvents(tx, [tenantId])
  if (!(await lockOpen(tx, tenantId, id, order.place))) return false
  const isDone = order.expires_at <= now || hasCome(order)
  let place = order.place
  let sendId: string | undefined
  const trial = {
    tenant: { id: tenantId },
    id,
    contactId: order.contact_id,
    context: order.context,
    expiresAt: order.expires_at,
  }
  while (!isDone && sendId === undefined && place < campaigns.length - 1) {
    place++
    sendId = await tryCampaign(tx, trial, campaigns[place]!, now).catch(skip)
  }
  const isOpen = sendId !== undefined && place < campaigns.length - 1
  await moveTransaction(tx, tenantId, id, { place, send_id: sendId ?? order.send_id, is_open: isOpen })
  return sendId !== undefined
}

/** A campaign that is stopped or gone is passed over like one that does not reach the contact. */
function skip(error: unknown): undefined {
  if (!(error instanceof DomainError)) throw error
}

/** Whether the send has come to what the mode waits for. */
function hasCome({ mode, state }: OpenTransaction): boolean {
  if (state === 'delivered') return true
  return state === 'sent' && mode === 'fallback_on_attempt_failure'
}
