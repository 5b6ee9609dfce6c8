import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { type Cart, newestOfEach } from './cart.ts'
import { requireContacts } from './require-contacts.ts'
import { upsertCarts } from './tracking.sql.ts'

/**
 * Registers carts as they are now: all, or none. What is older than what is known of a cart says nothing new and is
 * passed over. Throws `contact-not-found`.
 */
export async function registerCarts(tx: Tx, tenant: Tenant, carts: readonly Cart[], at: Date): Promise<void> {
  await lockEvents(tx, [tenant.id])
  await requireContacts(
    tx,
    tenant,
    carts.map(cart => cart.contactId),
  )
  const newest = newestOfEach(carts)
  const written = await upsertCarts(tx, tenant.id, newest, at)
  const taken = new Set(written.map(row => `${row.contact_id} ${row.cart_reference}`))
  const told = newest.filter(cart => taken.has(`${cart.contactId} ${cart.cartReference}`))
  await appendEvents(
    tx,
    told.map(({ contactId, cartReference, items }) => ({
      tenantId: tenant.id,
      type: 'cart.registered',
      contactId,
      data: { cartReference, items },
      at,
    })),
  )
}
