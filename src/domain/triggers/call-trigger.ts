import { isStorableText } from '../../kernel/storable.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { contactNotFound, contactSearchInvalid, multipleMatches } from '../contacts/errors.ts'
import { findContactByKey } from '../contacts/find-contact-by-key.ts'
import { findContactId, findContactIds } from '../contacts/find-contact-ids.ts'
import { normaliseCustomKey } from '../contacts/keys.ts'
import { readContact } from '../contacts/read-contact.ts'
import { triggerDataInvalid, triggerNotFound } from './errors.ts'
import { checkData, fromRow } from './trigger.ts'
import { selectTrigger } from './triggers.sql.ts'

/** For whom a trigger is called. */
export type Whom =
  | { readonly contactId: string }
  | { readonly contactType: string; readonly key: string }
  | { readonly externalId: string }
  | { readonly socialSecurityNumber: string }

/**
 * Calls a trigger for a contact: the fact is in the log, and who listens to it hears of it. The head of the log is held
 * from the beginning, so the contact is there when the fact is told.
 *
 * Throws `trigger-not-found`, `trigger-data-invalid`, `contact-not-found`, `multiple-matches`, or what says that the
 * key is not valid.
 */
export async function callTrigger(
  tx: Tx,
  tenant: Tenant,
  triggerId: string,
  whom: Whom,
  body: unknown,
  at: Date,
): Promise<void> {
  await lockEvents(tx, [tenant.id])
  const row = isStorableText(triggerId) ? await selectTrigger(tx, tenant.id, triggerId) : undefined
  if (!row) throw triggerNotFound(triggerId)
  const contactId = await find(tx, tenant, whom, at)
  const rule = tenant.settings.dateTimeOffset === 'required' ? 'offset-required' : 'offset-optional'
  const checked = checkData(fromRow(row).fields, body, rule)
  if ('faults' in checked) throw triggerDataInvalid(checked.faults)
  const data = { triggerId, data: checked.data }
  await appendEvents(tx, [{ tenantId: tenant.id, type: 'custom-trigger.triggered', contactId, data, at }])
}

async function find(tx: Tx, tenant: Tenant, whom: Whom, at: Date): Promise<string> {
  if ('contactId' in whom) return (await readContact(tx, tenant, whom.contactId)).id
  if ('contactType' in whom)
    return (await findContactByKey(tx, tenant, whom.contactType, { text: whom.key }, at)).id
  if ('socialSecurityNumber' in whom) return findContactId(tx, tenant, whom, at)
  return findByExternalId(tx, tenant, whom.externalId, at)
}

/** Of any type. The search knows member numbers and external ids together; those with this external id are meant. */
async function findByExternalId(tx: Tx, tenant: Tenant, text: string, at: Date): Promise<string> {
  const externalId = normaliseCustomKey(text)
  if (externalId === undefined) throw contactSearchInvalid()
  const ids: string[] = []
  for (const id of await findContactIds(tx, tenant, { customKey: externalId }, at)) {
    const { attributes } = await readContact(tx, tenant, id)
    if (normaliseCustomKey(String(attributes.externalId ?? '')) === externalId) ids.push(id)
  }
  if (ids[0] === undefined) throw contactNotFound()
  if (ids.length > 1) throw multipleMatches(ids)
  return ids[0]
}
