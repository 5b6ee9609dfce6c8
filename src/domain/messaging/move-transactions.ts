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
 * Answers how many were moved. One that fails is reported and holds up no other.
 */
export async function moveTransactions(db: Db, onError: (error: unknown) => void): Promise<number> {
  const movable = await selectMovable(db, mostPerTurn)
  for (const each of movable) {
    try {
      await transact(db, tx => moveOne(tx, each))
    } catch (error) {
      if (isUnavailable(error)) throw error
      onError(error)
    }
  }
  return movable.length
}

async function moveOne(tx: Tx, order: OpenTransaction): Promise<void> {
  const { tenant_id: tenantId, id, campaign_ids: campaigns, now } = order
  await lockEvents(tx, [tenantId])
  if (!(await lockOpen(tx, tenantId, id, order.place))) return
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
