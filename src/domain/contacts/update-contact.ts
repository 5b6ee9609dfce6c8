import { DomainError } from '../../kernel/domain-error.ts'
import { isUuid } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import type { Contact } from './contact.ts'
import type { ContactPatch } from './contact-patch.ts'
import { type ContactRules, readContactRules, typeNamed } from './contact-rules.ts'
import { contactIdInvalid } from './errors.ts'
import { readContact } from './read-contact.ts'
import { updateContacts } from './update-contacts.ts'

/**
 * Changes a contact and answers what it is then. Throws `contact-not-found`, `contact-invalid`, or `contact-key-exists`
 * when another contact is known by a key that it was to have; nothing is written then.
 */
export async function updateContact(
  tx: Tx,
  tenant: Tenant,
  contactId: string,
  patch: ContactPatch,
  at: Date,
): Promise<Contact> {
  return change(tx, tenant, contactId, patch, at, await readContactRules(tx, tenant))
}

/**
 * Gives a contact another type, and with it what else is to change. It must then have all that the type asks for. Throws
 * as `updateContact` does, and `contact-type-unknown`.
 */
export async function changeContactType(
  tx: Tx,
  tenant: Tenant,
  contactId: string,
  contactType: string,
  patch: ContactPatch,
  at: Date,
): Promise<Contact> {
  const rules = await readContactRules(tx, tenant)
  const toType = typeNamed(rules, contactType)
  return change(tx, tenant, contactId, { ...patch, toType }, at, rules)
}

async function change(
  tx: Tx,
  tenant: Tenant,
  contactId: string,
  patch: ContactPatch,
  at: Date,
  rules: ContactRules,
): Promise<Contact> {
  if (!isUuid(contactId)) throw contactIdInvalid(contactId.slice(0, 100))
  const [outcome] = await updateContacts(tx, tenant, rules, [{ contactId, patch }], at)
  if (outcome instanceof DomainError) throw outcome
  return readContact(tx, tenant, contactId)
}
