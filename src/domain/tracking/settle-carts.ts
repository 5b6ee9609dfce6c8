import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { isUnavailable } from '../../storage/unavailable.ts'
import { selectTenantsWithIdleCarts, settleCarts } from './tracking.sql.ts'

const mostPerTurn = 500

/**
 * Ends the carts with which nothing was done for half an hour and tells of those that were abandoned, each in the
 * transaction in which it becomes so. Answers how many ended. Tenants take turns; the failure of one is reported and
 * holds up no other.
 */
export async function settleIdleCarts(db: Db, onError: (error: unknown) => void): Promise<number> {
  let settled = 0
  for (const tenantId of await selectTenantsWithIdleCarts(db)) {
    try {
      settled += await transact(db, tx => settleCartsOf(tx, tenantId))
    } catch (error) {
      if (isUnavailable(error)) throw error
      onError(error)
    }
  }
  return settled
}

export async function settleCartsOf(tx: Tx, tenantId: string): Promise<number> {
  await lockEvents(tx, [tenantId])
  const settled = await settleCarts(tx, tenantId, mostPerTurn)
  const abandoned = settled.filter(cart => cart.state === 'abandoned')
  await appendEvents(
    tx,
    abandoned.map(cart => ({
      tenantId,
      type: 'cart.abandoned',
      contactId: cart.contact_id,
      data: { cartReference: cart.cart_reference },
      at: cart.now,
    })),
  )
  return settled.length
}
