import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import type { ProductView } from './product-view.ts'
import { requireContacts } from './require-contacts.ts'
import { insertProductViews } from './tracking.sql.ts'

/** Registers product views: all, or none. Throws `contact-not-found`. */
export async function registerProductViews(
  tx: Tx,
  tenant: Tenant,
  views: readonly ProductView[],
  at: Date,
): Promise<void> {
  if (views.length === 0) return
  await lockEvents(tx, [tenant.id])
  await requireContacts(
    tx,
    tenant,
    views.map(view => view.contactId),
  )
  await insertProductViews(tx, tenant.id, views)
  const event = { tenantId: tenant.id, type: 'product.viewed', at }
  await appendEvents(
    tx,
    views.map(({ contactId, sku }) => ({ ...event, contactId, data: { sku } })),
  )
}
