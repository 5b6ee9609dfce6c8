import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import type { Contact } from './contact.ts'
import { defaultContactType } from './contact-type.ts'
import {
  insertConsents,
  insertContact,
  insertKeys,
  insertPreferences,
  selectKeyOwners,
  takeMemberNumber,
} from './contacts.sql.ts'
import { contactEmpty, contactInvalid, contactKeyExists } from './errors.ts'
import { findContactType } from './find-contact-type.ts'
import { type CheckedContact, checkNewContact, type NewContact } from './new-contact.ts'
import { readContact } from './read-contact.ts'

/**
 * Adds a contact. Whoever writes keys holds the head of the tenant's events from the beginning, so writers of one
 * tenant take turns: they never wait for each other crosswise, and the later of two that want a key finds it taken.
 *
 * Throws `contact-empty`, `contact-type-unknown`, `contact-invalid` or `contact-key-exists`; the last one after
 * something was written, so the transaction must end with it.
 */
export async function createContact(tx: Tx, tenant: Tenant, input: NewContact, at: Date): Promise<Contact> {
  if (isEmpty(input)) throw contactEmpty()
  const type = await findContactType(tx, tenant, readTypeName(input.contactType))
  const checked = checkNewContact(input, type, at)

  await lockEvents(tx, [tenant.id])
  const { attributes, keys, preferences, consents } = await withMemberNumber(tx, tenant, checked)
  const contact = { tenantId: tenant.id, id: input.id ?? newId(), contactType: type.id, at }
  const approved = !input.createAsUnapproved
  await insertContact(tx, contact, { attributes, approved, source: input.source || null })

  const stored = await insertKeys(tx, contact, keys)
  if (stored < keys.length) {
    const owners = await selectKeyOwners(tx, contact, keys)
    const owner = owners.find(({ kind }) => kind === type.keyAttribute) ?? owners[0]!
    throw contactKeyExists(owner.contact_id, owner.kind)
  }
  await insertPreferences(tx, contact, preferences)
  await insertConsents(tx, contact, consents)

  const data = { contactType: type.id, approved }
  await appendEvents(tx, [{ tenantId: tenant.id, type: 'contact.created', contactId: contact.id, data, at }])
  return readContact(tx, tenant, contact.id)
}

function isEmpty({ attributes, contactType, preferences, consents }: NewContact): boolean {
  return (
    [contactType, preferences, consents].every(part => part === undefined) &&
    Object.keys(attributes).length === 0
  )
}

function readTypeName(contactType: unknown): string {
  if (contactType === undefined || contactType === null || contactType === '') return defaultContactType
  if (typeof contactType === 'string') return contactType
  throw contactInvalid([{ field: 'contactType', message: 'must be a text' }])
}

/** Every contact has a member number: the one it came with, or the tenant's next. */
async function withMemberNumber(tx: Tx, tenant: Tenant, checked: CheckedContact): Promise<CheckedContact> {
  if (checked.keys.some(key => key.kind === 'memberNumber')) return checked
  const memberNumber = await takeMemberNumber(tx, tenant.id)
  return {
    ...checked,
    attributes: { ...checked.attributes, memberNumber },
    keys: [...checked.keys, { kind: 'memberNumber', value: memberNumber, isUnique: true }],
  }
}
