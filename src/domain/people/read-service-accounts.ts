import { isUuid } from '../../kernel/ids.ts'
import type { Db } from '../../storage/driver.ts'
import type { KeyOwner, KnownOwner } from '../accounts/api-key.ts'
import { keyOwnerNotFound } from '../accounts/errors.ts'
import { requireEmail } from './create-person.ts'
import { serviceAccountNotFound } from './errors.ts'
import { selectPerson, selectPersonByEmail } from './people.sql.ts'
import { fromRow, type ServiceAccount } from './service-account.ts'
import { selectServiceAccount, selectServiceAccounts } from './service-accounts.sql.ts'

/** By name. There are 200 at most. */
export async function listServiceAccounts(db: Db, tenantId: string): Promise<ServiceAccount[]> {
  return (await selectServiceAccounts(db, tenantId)).map(fromRow)
}

/** Throws `service-account-not-found`. */
export async function readServiceAccount(db: Db, tenantId: string, id: string): Promise<ServiceAccount> {
  const row = isUuid(id) ? await selectServiceAccount(db, tenantId, id) : undefined
  if (!row) throw serviceAccountNotFound(id.slice(0, 100))
  return fromRow(row)
}

/** Who is to own a key, with the roles that they have now. Throws `key-owner-not-found`. */
export async function readOwner(db: Db, tenantId: string, { kind, id }: KeyOwner): Promise<KnownOwner> {
  const owner = isUuid(id) ? await find(db, tenantId, { kind, id }) : undefined
  if (!owner) throw keyOwnerNotFound(id.slice(0, 100))
  return { kind, id: owner.id, name: owner.name, roles: owner.roles }
}

/** By what people call an owner: a person's e-mail address, a service account's name. Throws `key-owner-not-found`. */
export async function findOwner(db: Db, tenantId: string, text: string): Promise<KeyOwner> {
  if (text.includes('@')) {
    const person = await selectPersonByEmail(db, tenantId, requireEmail(text))
    if (person) return { kind: 'person', id: person.id }
  } else {
    const account = (await selectServiceAccounts(db, tenantId)).find(({ name }) => name === text)
    if (account) return { kind: 'service-account', id: account.id }
  }
  throw keyOwnerNotFound(text.slice(0, 100))
}

async function find(db: Db, tenantId: string, { kind, id }: KeyOwner) {
  if (kind === 'service-account') return selectServiceAccount(db, tenantId, id)
  const person = await selectPerson(db, tenantId, id)
  return person && { id, name: person.email, roles: [person.role] }
}
