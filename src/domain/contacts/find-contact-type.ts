import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import type { ContactType } from './contact-type.ts'
import { selectContactTypes } from './contacts.sql.ts'
import { contactTypeUnknown } from './errors.ts'
import type { KeyKind } from './keys.ts'

/** Finds a type by its name in any letter case. */
export async function findContactType(db: Db, tenant: Tenant, name: string): Promise<ContactType> {
  const rows = await selectContactTypes(db, tenant.id)
  const row =
    rows.find(type => type.id === name) ?? rows.find(type => type.id.toLowerCase() === name.toLowerCase())
  if (!row) throw contactTypeUnknown(name.slice(0, 100))
  return {
    id: row.id,
    keyAttribute: row.key_attribute as KeyKind,
    mandatoryAttributes: row.mandatory_attributes,
  }
}
