import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { readContact } from '../contacts/read-contact.ts'
import type { Cart, CartState } from './cart.ts'
import { selectCarts } from './tracking.sql.ts'

/** The contact's carts, the most recently used first, at most 500. Throws `contact-not-found`. */
export async function listCarts(
  db: Db,
  tenant: Tenant,
  contactId: string,
): Promise<(Cart & { state: CartState })[]> {
  const { id } = await readContact(db, tenant, contactId)
  const rows = await selectCarts(db, tenant.id, id)
  return rows.map(row => ({
    contactId: row.contact_id,
    cartReference: row.cart_reference,
    language: row.language,
    url: row.url,
    items: row.items,
    activeAt: row.active_at,
    state: row.state as CartState,
  }))
}
