import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { mergeAttributes } from './computed.sql.ts'

/**
 * Keeps computed attributes with a contact, so that who reads the contact or chooses by its attributes finds them. That
 * is no update of the contact: it has no part in the change feed.
 */
export async function keepComputed(
  tx: Tx,
  tenant: Tenant,
  contactId: string,
  /** JSON text, so that a number keeps its digits. */
  attributesJson: string,
): Promise<void> {
  await mergeAttributes(tx, tenant.id, contactId, attributesJson)
}
