import { isDeepStrictEqual } from 'node:util'
import { DomainError } from '../../kernel/domain-error.ts'
import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { type Contact, fromRow } from './contact.ts'
import { type ContactRules, readContactRules } from './contact-rules.ts'
import { selectContacts } from './contacts.sql.ts'
import { createContacts, prepareContact, type ReadyContact, typeKey } from './create-contacts.ts'
import { contactBeingCreated, contactKeyExists } from './errors.ts'
import { openKeyClaims } from './key-claims.ts'
import type { NewContact } from './new-contact.ts'
import { accepted, attempt } from './outcome.ts'
import { tryToLockKeys } from './write-contacts.sql.ts'

/** Someone's wish for a contact. */
export interface Creation {
  readonly input: NewContact
  /** The tenant's time. */
  readonly at: Date
  /** Checked before, against rules that may be others by now. */
  readonly checked?: { readonly rules: ContactRules; readonly contact: ReadyContact }
}

/** What a batch is about to make, and by which rules. */
export interface InTheMaking {
  readonly rules: ContactRules
  readonly keys: ReadonlySet<string>
}

/**
 * Adds a contact, or takes over the unapproved one that has its key. Of two that make a contact with the same key at
 * once, the later does not wait: it hears that the contact is being made, or that it is there.
 *
 * Throws `contact-empty`, `contact-type-unknown`, `contact-invalid`, `contact-being-created` or `contact-key-exists`;
 * nothing is written then.
 */
export async function createContact(tx: Tx, tenant: Tenant, input: NewContact, at: Date): Promise<Contact> {
  const [outcome] = await createApart(tx, tenant, [{ input, at }])
  if (outcome instanceof DomainError) throw outcome
  return outcome!
}

/**
 * Adds contacts that know nothing of each other, and says of each what became of it: as if each had come alone, one after
 * another. All are made at the time of the last. `onMaking` is told what will be written, before anybody is waited for.
 */
export async function createApart(
  tx: Tx,
  tenant: Tenant,
  creations: readonly Creation[],
  onMaking?: (making: InTheMaking) => void,
): Promise<(Contact | DomainError)[]> {
  const at = creations.at(-1)!.at
  const rules = await readContactRules(tx, tenant)
  const prepared = creations.map(creation => prepare(creation, rules))
  const first = await withoutLater(tx, tenant, prepared)
  if (accepted(first).length === 0) return first as DomainError[]
  onMaking?.({ rules, keys: new Set(accepted(first).map(keyName)) })
  const outcomes = await createContacts(tx, tenant, rules, first, at)
  const ids = accepted(outcomes).map(({ id }) => id)
  const rows = ids.length > 0 ? await selectContacts(tx, tenant.id, ids) : []
  const contacts = new Map(rows.map(row => [row.id, fromRow(row)]))
  return outcomes.map(outcome => (outcome instanceof DomainError ? outcome : contacts.get(outcome.id)!))
}

/** A check against the same rules is not done again. */
function prepare({ input, at, checked }: Creation, rules: ContactRules): ReadyContact | DomainError {
  if (checked && isDeepStrictEqual(checked.rules, rules)) return checked.contact
  return attempt(() => prepareContact(input, rules, at))
}

/** The key of a contact's type. */
export function keyName(contact: ReadyContact): string {
  const { contactType, kind, value } = typeKey(contact)
  return `${contactType} ${kind} ${value}`
}

/**
 * Refuses those whose key another transaction is making a contact with, and those whose key an approved contact has: one
 * that only hears of its refusal holds up nobody.
 */
async function withoutLater(tx: Tx, tenant: Tenant, prepared: readonly (ReadyContact | DomainError)[]) {
  const ready = accepted(prepared)
  if (ready.length === 0) return prepared
  const ours = await tryToLockKeys(tx, tenant.id, [...new Set(ready.map(keyName))])
  const claims = await openKeyClaims(tx, tenant.id, ready.map(typeKey))
  return prepared.map(contact => {
    if (contact instanceof DomainError) return contact
    const owner = claims.ownerOf(typeKey(contact))
    if (owner?.approved) return contactKeyExists(owner.contactId, contact.type.keyAttribute)
    return ours.has(keyName(contact)) ? contact : contactBeingCreated(contact.type.keyAttribute)
  })
}
