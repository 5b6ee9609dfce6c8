import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { userNotFound } from './errors.ts'
import { selectIdentityOwners } from './identities.sql.ts'
import type { Identity } from './identity.ts'

/** The id of the contact whose identity it is. Throws `user-not-found`. */
export async function readIdentified(db: Db, tenant: Tenant, identity: Identity): Promise<string> {
  const [owner] = await selectIdentityOwners(db, tenant.id, [identity])
  if (!owner) throw userNotFound(identity.value)
  return owner.contactId
}
