import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { contactNotFound } from '../contacts/errors.ts'
import { holdContacts } from '../purchases/match-contacts.ts'

/** Throws `contact-not-found` unless all are there; they stay there until the transaction ends. */
export async function requireContacts(tx: Tx, tenant: Tenant, ids: readonly string[]): Promise<void> {
  const there = await holdContacts(tx, tenant, [...new Set(ids)])
  const missing = ids.find(id => !there.has(id))
  if (missing !== undefined) throw contactNotFound(missing)
}
