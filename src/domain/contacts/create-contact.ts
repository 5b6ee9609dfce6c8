import { DomainError } from '../../kernel/domain-error.ts'
import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import type { Contact } from './contact.ts'
import { readContactRules } from './contact-rules.ts'
import { createContacts, prepareContact, type ReadyContact, typeKey } from './create-contacts.ts'
import { contactBeingCreated } from './errors.ts'
import { openKeyClaims } from './key-claims.ts'
import type { NewContact } from './new-contact.ts'
import { readContact } from './read-contact.ts'
import { tryToLockKey } from './write-contacts.sql.ts'

/**
 * Adds a contact, or takes over the unapproved one that has its key. Of two that make a contact with the same key at
 * once, the later does not wait: it hears that the contact is being made, or that it is there.
 *
 * Throws `contact-empty`, `contact-type-unknown`, `contact-invalid`, `contact-being-created` or `contact-key-exists`;
 * nothing is written then.
 */
export async function createContact(tx: Tx, tenant: Tenant, input: NewContact, at: Date): Promise<Contact> {
  const rules = await readContactRules(tx, tenant)
  const ready = prepareContact(input, rules, at)
  if (!(await isFirst(tx, tenant, ready))) throw contactBeingCreated(ready.type.keyAttribute)
  const [outcome] = await createContacts(tx, tenant, rules, [ready], at)
  if (outcome instanceof DomainError) throw outcome
  return readContact(tx, tenant, outcome!.id)
}

/** False when another transaction is making a contact with this key. One that only hears of its refusal counts not. */
async function isFirst(tx: Tx, tenant: Tenant, ready: ReadyContact): Promise<boolean> {
  const key = typeKey(ready)
  if (await tryToLockKey(tx, `${tenant.id} ${key.contactType} ${key.kind} ${key.value}`)) return true
  const owner = (await openKeyClaims(tx, tenant.id, [key])).ownerOf(key)
  return owner?.approved === true
}
