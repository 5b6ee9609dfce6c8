import { DomainError } from '../../kernel/domain-error.ts'
import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents, type NewEvent } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { fromRow } from './contact.ts'
import type { ContactChange, ContactPatch } from './contact-patch.ts'
import { type ContactRules, typeGiven } from './contact-rules.ts'
import type { ContactType } from './contact-type.ts'
import { selectContacts } from './contacts.sql.ts'
import { contactEmpty, contactKeyExists } from './errors.ts'
import { type ContactKey, isBlank } from './given-attributes.ts'
import { type KeyClaims, openKeyClaims } from './key-claims.ts'
import { type CheckedContact, checkNewContact, type NewContact } from './new-contact.ts'
import { accepted, attempt, type ContactOutcome } from './outcome.ts'
import { takeMemberNumbers } from './take-member-numbers.ts'
import { toldPositions } from './told-values.ts'
import { checkUpdate, claimKeys } from './update-contacts.ts'
import { writeChanges } from './write-changes.ts'
import { insertConsents, insertContacts, insertKeys, writePreferences } from './write-contacts.sql.ts'

/** A new contact that was checked against its type. */
export interface ReadyContact {
  readonly input: NewContact
  readonly type: ContactType
  readonly checked: CheckedContact
}

/** Throws `contact-empty`, `contact-type-unknown` or `contact-invalid`. */
export function prepareContact(input: NewContact, rules: ContactRules, at: Date): ReadyContact {
  if (isEmpty(input)) throw contactEmpty()
  const type = typeGiven(rules, input.contactType)
  return { input, type, checked: checkNewContact(input, type, at, rules.mandatoryConsents) }
}

function isEmpty({ attributes, contactType, preferences, consents }: NewContact): boolean {
  return (
    [contactType, preferences, consents].every(part => part === undefined) &&
    Object.keys(attributes).length === 0
  )
}

/**
 * Adds many contacts and says of each what became of it, as if they came one after another. One whose key belongs to an
 * unapproved contact takes that one over: it keeps its id and its member number. Every key is looked up before anything is
 * written, under the head of the tenant's events, which whoever writes keys holds.
 */
export async function createContacts(
  tx: Tx,
  tenant: Tenant,
  rules: ContactRules,
  contacts: readonly (ReadyContact | DomainError)[],
  at: Date,
): Promise<ContactOutcome[]> {
  await lockEvents(tx, [tenant.id])
  const ready = accepted(contacts)
  const claims = await openKeyClaims(tx, tenant.id, ready.flatMap(uniqueKeys))
  const unapproved = await readUnapproved(tx, tenant, ready, claims)

  const made: Made[] = []
  const changes: ContactChange[] = []
  const outcomes = contacts.map((contact): ContactOutcome => {
    if (contact instanceof DomainError) return contact
    const owner = claims.ownerOf(typeKey(contact))
    const known = owner && unapproved.get(owner.contactId)
    if (owner && !known) return contactKeyExists(owner.contactId, contact.type.keyAttribute)
    if (known) {
      const change = attempt(() => checkUpdate(known, takeOver(contact, known.attributes), rules, at))
      const claimed = change instanceof DomainError ? change : claimKeys(change, known, rules, claims)
      if (claimed instanceof DomainError) return claimed
      unapproved.delete(known.id)
      changes.push(claimed)
      return { id: known.id }
    }
    const other = uniqueKeys(contact).find(key => claims.ownerOf(key))
    if (other) return contactKeyExists(claims.ownerOf(other)!.contactId, other.kind)
    const id = contact.input.id ?? newId()
    for (const key of uniqueKeys(contact)) claims.take(key, id, true)
    made.push({ ...contact, id })
    return { id }
  })
  const events = [
    ...(await writeNew(tx, tenant, await withMemberNumbers(tx, tenant, made), at)),
    ...(await writeChanges(tx, tenant.id, changes, at)),
  ]
  await appendEvents(tx, events)
  return outcomes
}

interface Made extends ReadyContact {
  readonly id: string
}

export function typeKey({ type, checked }: ReadyContact) {
  const value = checked.attributes[type.keyAttribute] as string
  return { contactType: type.id, kind: type.keyAttribute, value }
}

function uniqueKeys({ type, checked }: ReadyContact) {
  const keys = checked.keys.filter(key => key.isUnique)
  return keys.map(({ kind, value }) => ({ contactType: type.id, kind, value }))
}

/** The unapproved contacts that have the key of one of the new ones, by id. */
async function readUnapproved(tx: Tx, tenant: Tenant, ready: readonly ReadyContact[], claims: KeyClaims) {
  const owners = ready.flatMap(contact => claims.ownerOf(typeKey(contact)) ?? [])
  const ids = owners.filter(owner => !owner.approved).map(owner => owner.contactId)
  const rows = ids.length > 0 ? await selectContacts(tx, tenant.id, ids) : []
  return new Map(rows.map(row => [row.id, fromRow(row)]))
}

/** The store in which a contact was made stays the first one; so does its member number when no other is given. */
function takeOver({ input, checked }: ReadyContact, known: Readonly<Record<string, unknown>>): ContactPatch {
  const { createdInStore, memberNumber, ...attributes } = checked.attributes
  const isNew = !isBlank(createdInStore) && isBlank(known.createdInStore)
  return {
    attributes: {
      ...attributes,
      ...(isNew && { createdInStore }),
      ...(!isBlank(memberNumber) && { memberNumber }),
    },
    preferences: Object.fromEntries(checked.preferences.map(({ channel, accepts }) => [channel, accepts])),
    consents: checked.consents,
    approve: !input.createAsUnapproved,
    source: input.source,
  }
}

/** Every contact has a member number: the one it came with, or the tenant's next. */
async function withMemberNumbers(tx: Tx, tenant: Tenant, made: readonly Made[]): Promise<Made[]> {
  const given = made.flatMap(({ checked }) => checked.keys.filter(key => key.kind === 'memberNumber'))
  const others = new Set(given.map(key => key.value))
  const numbers = await takeMemberNumbers(tx, tenant.id, made.length - given.length, others)
  let next = 0
  return made.map(contact => {
    const { checked } = contact
    if (checked.keys.some(key => key.kind === 'memberNumber')) return contact
    const memberNumber = numbers[next++]!
    const key: ContactKey = { kind: 'memberNumber', value: memberNumber, isUnique: true }
    return {
      ...contact,
      checked: {
        ...checked,
        attributes: { ...checked.attributes, memberNumber },
        keys: [...checked.keys, key],
      },
    }
  })
}

async function writeNew(
  tx: Tx,
  { id: tenantId }: Tenant,
  made: readonly Made[],
  at: Date,
): Promise<NewEvent[]> {
  const rows = made.map(({ id, input, type, checked }) => ({
    id,
    contactType: type.id,
    approved: !input.createAsUnapproved,
    attributes: checked.attributes,
    source: input.source || null,
  }))
  await insertContacts(tx, tenantId, rows, at)
  const keys = made.flatMap(({ id, type, checked }) =>
    checked.keys.map(key => ({ ...key, contactId: id, contactType: type.id })),
  )
  await insertKeys(tx, tenantId, keys)
  const preferences = made.flatMap(({ id, checked }) =>
    checked.preferences.map(given => ({ ...given, contactId: id })),
  )
  await writePreferences(tx, tenantId, preferences, at)
  const consents = made.flatMap(({ id, checked }) =>
    checked.consents.map(consent => ({ contactId: id, consent })),
  )
  await insertConsents(tx, tenantId, consents, at)
  return rows.map(({ id, contactType, approved, attributes }) => ({
    tenantId,
    type: 'contact.created',
    contactId: id,
    data: { contactType, approved, ...toldPositions(attributes) },
    at,
  }))
}
