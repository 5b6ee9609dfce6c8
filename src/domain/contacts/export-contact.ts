import type { Tx } from '../../storage/driver.ts'
import { recordAudit } from '../accounts/record-audit.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { camelCase, selectBelongings, selectPartsOf, selectRowsOf } from './belongings.sql.ts'
import type { Contact } from './contact.ts'
import { readContact } from './read-contact.ts'

/** Of each kind; a contact that has more is hardly a person. */
const mostRows = 50_000

export interface ContactExport {
  readonly contact: Contact
  /** By kind, JSON text of an array each: numbers are as they are stored. Kinds of which there is nothing are absent. */
  readonly kept: ReadonlyMap<string, string>
  /** Kinds of which there is more than is told. */
  readonly incomplete: readonly string[]
}

/**
 * All that is kept of one person: every row of every table that belongs to the contact. It is written down who asked.
 * Throws `contact-not-found`.
 */
export async function exportContact(
  tx: Tx,
  tenant: Tenant,
  contactId: string,
  actor: string,
  wall: Date,
): Promise<ContactExport> {
  const contact = await readContact(tx, tenant, contactId)
  const kept = new Map<string, string>()
  const incomplete: string[] = []
  const add = (name: string, { count, json }: { count: number; json: string }) => {
    if (count > 0) kept.set(camelCase(name), json)
    if (count === mostRows) incomplete.push(camelCase(name))
  }
  for (const belonging of await selectBelongings(tx)) {
    add(belonging.name, await selectRowsOf(tx, tenant.id, belonging, contact.id, mostRows))
    for (const part of belonging.parts)
      add(part.name, await selectPartsOf(tx, tenant.id, belonging.name, part, contact.id, mostRows))
  }
  await recordAudit(tx, tenant.id, { actor, action: 'contact.exported', subject: contact.id }, wall)
  return { contact, kept, incomplete }
}
