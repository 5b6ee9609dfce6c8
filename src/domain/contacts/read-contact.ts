import { isUuid } from '../../kernel/ids.ts'
import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { type Contact, fromRow } from './contact.ts'
import { selectContacts } from './contacts.sql.ts'
import { contactIdInvalid, contactNotFound } from './errors.ts'

/** One contact as it is now, read in one statement. Throws `contact-not-found` also for one of another tenant. */
export async function readContact(db: Db, tenant: Tenant, id: string): Promise<Contact> {
  if (!isUuid(id)) throw contactIdInvalid(id.slice(0, 100))
  const [row] = await selectContacts(db, tenant.id, [id])
  if (!row) throw contactNotFound(id)
  return fromRow(row)
}
