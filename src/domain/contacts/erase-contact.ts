import type { Tx } from '../../storage/driver.ts'
import { recordAudit } from '../accounts/record-audit.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { deleteContact } from './delete-contact.ts'

/**
 * Deletes a contact with everything that is kept of it, and writes down who did. What hangs on the contact goes at once
 * or with the consumers that follow its deletion. Throws as `deleteContact` does. `wall` is the machine's time.
 */
export async function eraseContact(
  tx: Tx,
  tenant: Tenant,
  contactId: string,
  given: { readonly source?: string | undefined; readonly actor: string },
  at: Date,
  wall: Date,
): Promise<void> {
  await deleteContact(tx, tenant, contactId, given.source, at)
  const deed = { actor: given.actor, action: 'contact.erased', subject: contactId.toLowerCase() }
  await recordAudit(tx, tenant.id, deed, wall)
}
