import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import type { Channel } from '../contacts/contact.ts'
import { readContact } from '../contacts/read-contact.ts'
import { fromRow, type Message } from './message.ts'
import { selectMessageCount, selectMessages } from './messaging.sql.ts'

/** A page of a contact's messages, of some channels or of all, newest first, and how many there are of them. Throws `contact-not-found`. */
export async function listMessages(
  db: Db,
  tenant: Tenant,
  contactId: string,
  page: { offset: number; count: number; channels?: readonly Channel[] },
): Promise<{ items: Message[]; totalCount: number }> {
  const { id } = await readContact(db, tenant, contactId)
  const totalCount = await selectMessageCount(db, tenant.id, id, page.channels)
  const rows = await selectMessages(db, tenant.id, id, page)
  return { items: rows.map(fromRow), totalCount }
}

/** A contact's newest messages, of some channels or of all. Throws `contact-not-found`. */
export async function latestMessages(
  db: Db,
  tenant: Tenant,
  contactId: string,
  which: { count: number; channels?: readonly Channel[] },
): Promise<Message[]> {
  const { id } = await readContact(db, tenant, contactId)
  return (await selectMessages(db, tenant.id, id, { ...which, offset: 0 })).map(fromRow)
}
