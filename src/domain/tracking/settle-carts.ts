import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { selectTenantsWithIdleCarts, settleCarts } from './tracking.sql.ts'

const mostPerTurn = 500

/**
 * Ends the carts with which nothing was done for half an hour and tells of those that were abandoned, each in the
 * transaction in which it becomes so. Answers how many ended. Tenants take turns.
 */
export async function settleIdleCarts(db: Db): Promise<number> {
  let settled = 0
  for (const tenantId of await selectTenantsWithIdleCarts(db))
    settled += await transact(db, tx => settleCartsOf(tx, tenantId))
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
