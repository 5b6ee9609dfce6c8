import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import type { ContactType, ContactTypeDefinition } from './contact-type.ts'
import { defaultContactType } from './contact-type.ts'
import { selectRules } from './contacts.sql.ts'
import { contactInvalid, contactTypeUnknown } from './errors.ts'

/** What a tenant asks of its contacts. */
export interface ContactRules {
  readonly types: readonly ContactTypeDefinition[]
  /** Ids of consents without a yes to which no contact is made. */
  readonly mandatoryConsents: readonly string[]
}

export function readContactRules(db: Db, tenant: Tenant): Promise<ContactRules> {
  return selectRules(db, tenant.id)
}

/** Finds a type by its name in any letter case. Throws `contact-type-unknown`. */
export function typeNamed({ types }: ContactRules, name: string): ContactType {
  const type =
    types.find(({ id }) => id === name) ?? types.find(({ id }) => id.toLowerCase() === name.toLowerCase())
  if (!type) throw contactTypeUnknown(name.slice(0, 100))
  return type
}

/** The type that a caller names, or the default one when it names none. */
export function typeGiven(rules: ContactRules, name: unknown, without = defaultContactType): ContactType {
  if (name === undefined || name === null || name === '') return typeNamed(rules, without)
  if (typeof name === 'string') return typeNamed(rules, name)
  throw contactInvalid([{ field: 'contactType', message: 'must be a text' }])
}
