import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { readContactRules, typeNamed } from './contact-rules.ts'
import type { ContactType } from './contact-type.ts'

/** Finds a type by its name in any letter case. Throws `contact-type-unknown`. */
export async function findContactType(db: Db, tenant: Tenant, name: string): Promise<ContactType> {
  return typeNamed(await readContactRules(db, tenant), name)
}
