import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import type { Contact } from './contact.ts'
import { selectIdsByKeys } from './contacts.sql.ts'
import { keyInvalid } from './errors.ts'
import { mostIds, theOnly } from './find-contact-ids.ts'
import { findContactType } from './find-contact-type.ts'
import { type KeyKind, normaliseKey } from './keys.ts'
import { readContact } from './read-contact.ts'

/**
 * The contact of a type that is known by a key: that of the type, or one of another kind, which several may share.
 * Throws `contact-type-unknown`, `contact-not-found`, `multiple-matches`, or what says that the key is not valid.
 */
export async function findContactByKey(
  db: Db,
  tenant: Tenant,
  contactType: string,
  { kind, text }: { readonly kind?: KeyKind; readonly text: string },
  now: Date,
): Promise<Contact> {
  const type = await findContactType(db, tenant, contactType)
  const wanted = kind ?? type.keyAttribute
  const value = normaliseKey(wanted, text, { now })
  if (value === undefined) throw keyInvalid[wanted]()
  const ids = await selectIdsByKeys(db, tenant.id, [{ kinds: [wanted], value }], type.id, mostIds)
  return readContact(db, tenant, theOnly(ids))
}
