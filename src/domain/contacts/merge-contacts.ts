import { DomainError } from '../../kernel/domain-error.ts'
import { isUuid } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { countRemoval, lockEvents } from '../../storage/log/heads.ts'
import { recordAudit } from '../accounts/record-audit.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { moveRows, selectBelongings } from './belongings.sql.ts'
import { type Contact, fromRow } from './contact.ts'
import type { ContactPatch } from './contact-patch.ts'
import { readContactRules, typeNamed } from './contact-rules.ts'
import { deleteContactRow, insertTombstone, selectContacts } from './contacts.sql.ts'
import { contactIdInvalid, contactMergeInvalid, contactNotFound } from './errors.ts'
import { isBlank, isUniqueKey } from './given-attributes.ts'
import {
  addKeys,
  lockContact,
  moveEvents,
  movePreferences,
  moveVisits,
  noteMerged,
  takeKeys,
  touchContact,
} from './merge.sql.ts'
import { readContact } from './read-contact.ts'
import { updateContacts } from './update-contacts.ts'

/** Moved with care of their own; everything else goes by the catalogue. */
const ownWays: ReadonlySet<string> = new Set([
  'contact_keys',
  'contact_preferences',
  'contact_tombstones',
  'content_visits',
  'events',
])

export interface Merge {
  /** The contact that stays. */
  readonly into: string
  /** The one that goes. */
  readonly from: string
  readonly actor: string
}

/**
 * Makes one contact of two. What the one that stays does not know it takes from the other: attributes, keys, the newer
 * answer about each channel, all answers to consents, and everything that hangs on the other: interactions, purchases,
 * the facts of its past. It is found by the keys of both. Of the other a tombstone stays that says where it went.
 *
 * Throws `contact-not-found`, `contact-merge-invalid` when both are the same, and `contact-invalid` when what comes
 * together is too much; nothing is written then. `wall` is the machine's time.
 */
export async function mergeContacts(
  tx: Tx,
  tenant: Tenant,
  { into, from, actor }: Merge,
  at: Date,
  wall: Date,
): Promise<Contact> {
  for (const id of [into, from]) if (!isUuid(id)) throw contactIdInvalid(id.slice(0, 100))
  if (into.toLowerCase() === from.toLowerCase()) throw contactMergeInvalid()
  await lockEvents(tx, [tenant.id])
  const [kept, given] = await readBoth(tx, tenant, into, from)
  await lockContact(tx, tenant.id, given.id)

  const rules = await readContactRules(tx, tenant)
  const keys = await takeKeys(tx, tenant.id, given.id)
  const [outcome] = await updateContacts(
    tx,
    tenant,
    rules,
    [{ contactId: kept.id, patch: fill(kept, given) }],
    at,
  )
  if (outcome instanceof DomainError) throw outcome
  const type = typeNamed(rules, kept.contactType)
  const uniquely = keys.map(key => ({ ...key, isUnique: isUniqueKey(key.kind, type) }))
  await addKeys(tx, tenant.id, { id: kept.id, contactType: type.id }, uniquely)
  await movePreferences(tx, tenant.id, given.id, kept.id)
  await moveVisits(tx, tenant.id, given.id, kept.id)
  await moveEvents(tx, tenant.id, given.id, kept.id)
  const belongings = await selectBelongings(tx)
  await countRemoval(tx, tenant.id)
  for (const belonging of belongings)
    if (!ownWays.has(belonging.name)) await moveRows(tx, tenant.id, belonging, given.id, kept.id)

  await deleteContactRow(tx, tenant.id, given.id)
  const { contactType } = given
  await insertTombstone(tx, { tenantId: tenant.id, id: given.id, contactType, at }, null)
  await noteMerged(tx, tenant.id, given.id, kept.id)
  await touchContact(tx, tenant.id, kept.id, at)
  const merged = { type: 'contact.merged', contactId: kept.id, data: { mergedContactId: given.id } }
  const gone = { type: 'contact.deleted', contactId: given.id, data: { contactType, mergedInto: kept.id } }
  await appendEvents(tx, [
    { tenantId: tenant.id, ...merged, at },
    { tenantId: tenant.id, ...gone, at },
  ])
  const details = { mergedContactId: given.id }
  await recordAudit(tx, tenant.id, { actor, action: 'contact.merged', subject: kept.id, details }, wall)
  return readContact(tx, tenant, kept.id)
}

async function readBoth(tx: Tx, tenant: Tenant, into: string, from: string): Promise<[Contact, Contact]> {
  const rows = await selectContacts(tx, tenant.id, [into, from])
  const find = (id: string) => {
    const row = rows.find(each => each.id === id.toLowerCase())
    if (!row) throw contactNotFound(id)
    return fromRow(row)
  }
  return [find(into), find(from)]
}

/** What the one does not know and the other does. */
function fill(kept: Contact, given: Contact): ContactPatch {
  const isKnown = (name: string) => Object.hasOwn(kept.attributes, name) && !isBlank(kept.attributes[name])
  const news = Object.entries(given.attributes).filter(([name, value]) => !isKnown(name) && !isBlank(value))
  return { attributes: Object.fromEntries(news), approve: given.approved }
}
