import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { selectApprovedCount } from './contacts.sql.ts'
import { findContactType } from './find-contact-type.ts'

/** How many approved contacts there are, of all types or of one, which may be named in any letter case. */
export async function countContacts(db: Db, tenant: Tenant, contactType?: string): Promise<number> {
  const type = contactType === undefined ? undefined : await findContactType(db, tenant, contactType)
  return selectApprovedCount(db, tenant.id, type?.id)
}
