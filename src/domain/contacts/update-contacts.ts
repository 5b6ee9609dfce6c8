import { DomainError } from '../../kernel/domain-error.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { type Contact, fromRow } from './contact.ts'
import { type ContactChange, type ContactPatch, checkPatch } from './contact-patch.ts'
import { type ContactRules, typeNamed } from './contact-rules.ts'
import { selectContacts } from './contacts.sql.ts'
import { contactKeyExists, contactNotFound } from './errors.ts'
import { keysIn } from './given-attributes.ts'
import { type KeyClaims, openKeyClaims } from './key-claims.ts'
import { accepted, attempt, type ContactOutcome } from './outcome.ts'
import { writeChanges } from './write-changes.ts'

export interface ContactUpdate {
  readonly contactId: string
  readonly patch: ContactPatch
}

/**
 * Changes many contacts, each of which may be named once, and says of each what became of it. A refused one is left as
 * it was. Every key that is taken is looked up before anything is written, under the head of the tenant's events, which
 * whoever writes keys holds.
 */
export async function updateContacts(
  tx: Tx,
  tenant: Tenant,
  rules: ContactRules,
  updates: readonly ContactUpdate[],
  at: Date,
): Promise<ContactOutcome[]> {
  await lockEvents(tx, [tenant.id])
  const rows = await selectContacts(
    tx,
    tenant.id,
    updates.map(update => update.contactId),
  )
  const contacts = new Map(rows.map(row => [row.id, fromRow(row)]))
  const checked = updates.map(({ contactId, patch }) => {
    const contact = contacts.get(contactId.toLowerCase())
    return contact ? attempt(() => checkUpdate(contact, patch, rules, at)) : contactNotFound(contactId)
  })
  const changes = accepted(checked)
  const claims = await openKeyClaims(tx, tenant.id, changes.flatMap(uniqueKeys))
  const outcomes = checked.map(change =>
    change instanceof DomainError ? change : claimKeys(change, contacts.get(change.id)!, rules, claims),
  )
  await appendEvents(tx, await writeChanges(tx, tenant.id, accepted(outcomes), at))
  return outcomes
}

export function checkUpdate(
  contact: Contact,
  patch: ContactPatch,
  rules: ContactRules,
  at: Date,
): ContactChange {
  return checkPatch(contact, patch, typeNamed(rules, contact.contactType), at, rules.mandatoryConsents)
}

export function uniqueKeys({ contactType, newKeys }: ContactChange) {
  return newKeys.filter(key => key.isUnique).map(({ kind, value }) => ({ contactType, kind, value }))
}

/** Takes the new keys of a change and lets go of the old ones; or refuses it, when one belongs to another contact. */
export function claimKeys(
  change: ContactChange,
  before: Contact,
  rules: ContactRules,
  claims: KeyClaims,
): ContactChange | DomainError {
  for (const key of uniqueKeys(change)) {
    const owner = claims.ownerOf(key)
    if (owner && owner.contactId !== change.id) return contactKeyExists(owner.contactId, key.kind)
  }
  for (const { kind, value } of keysIn(before.attributes, typeNamed(rules, before.contactType)))
    if (change.oldKeys.includes(kind)) claims.release({ contactType: before.contactType, kind, value })
  for (const key of uniqueKeys(change)) claims.take(key, change.id, change.approved)
  return change
}
