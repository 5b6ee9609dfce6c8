import { DomainError } from '../../kernel/domain-error.ts'
import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import type { Contact } from './contact.ts'
import { contactMerged } from './errors.ts'
import { selectMergedInto } from './merge.sql.ts'
import { readContact } from './read-contact.ts'

/** As `readContact`; of a contact that was merged into another it throws `contact-merged`, which names that one. */
export async function readContactOrHeir(db: Db, tenant: Tenant, id: string): Promise<Contact> {
  try {
    return await readContact(db, tenant, id)
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'contact-not-found') throw error
    const mergedInto = await selectMergedInto(db, tenant.id, id)
    throw mergedInto === undefined ? error : contactMerged(id, mergedInto)
  }
}
