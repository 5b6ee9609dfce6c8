import { isUuid } from '../../kernel/ids.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { countRemoval, lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { deleteContactRow, insertTombstone } from './contacts.sql.ts'
import { contactIdInvalid, contactInvalid, contactNotFound } from './errors.ts'

/**
 * Deletes a contact with its keys, preferences and consents. An interaction of the contact is
 * either stored before this is committed, and taken away by the consumer `removals`; or it finds no contact any more.
 */
export async function deleteContact(
  tx: Tx,
  tenant: Pick<Tenant, 'id'>,
  contactId: string,
  source: string | undefined,
  at: Date,
): Promise<void> {
  if (!isUuid(contactId)) throw contactIdInvalid(contactId.slice(0, 100))
  if (source !== undefined && (source.length > 200 || !isStorableText(source)))
    throw contactInvalid([{ field: 'source', message: 'must be a text of at most 200 characters' }])

  await lockEvents(tx, [tenant.id])
  const deleted = await deleteContactRow(tx, tenant.id, contactId)
  if (!deleted) throw contactNotFound(contactId)
  const contactType = deleted.contact_type
  await insertTombstone(tx, { tenantId: tenant.id, id: deleted.id, contactType, at }, source || null)
  const event = { type: 'contact.deleted', contactId: deleted.id, data: { contactType } }
  await appendEvents(tx, [{ tenantId: tenant.id, ...event, at }])
  await countRemoval(tx, tenant.id)
}
