import { isUuid } from '../../kernel/ids.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { findContactType } from '../contacts/find-contact-type.ts'
import { normaliseKey } from '../contacts/keys.ts'
import type { MatchKey } from './match-key.ts'
import { lockContacts, selectContactsByKeys } from './purchases.sql.ts'

/**
 * The contact of each key, or undefined where there is none, or more than one. Throws `contact-type-unknown`.
 */
export async function matchContacts(
  db: Db,
  tenant: Tenant,
  keys: readonly MatchKey[],
  now: Date,
): Promise<(string | undefined)[]> {
  const names = keys.filter(key => key.kind !== 'contactId').map(key => key.contactType)
  const types = new Map<string, string>()
  for (const name of new Set(names)) types.set(name, (await findContactType(db, tenant, name)).id)

  const found = keys.map(key => asContactId(key))
  const searches = keys.flatMap((key, position) => {
    if (key.kind === 'contactId' || key.kind === 'card') return []
    const value = normaliseKey(key.kind, key.value, { now })
    return value === undefined
      ? []
      : [{ position, kind: key.kind, value, contactType: types.get(key.contactType)! }]
  })
  for (const { position, contact_id } of await selectContactsByKeys(db, tenant.id, searches))
    found[position] = contact_id
  return found
}

function asContactId({ kind, value }: MatchKey): string | undefined {
  const id = value.trim().toLowerCase()
  return kind === 'contactId' && isUuid(id) ? id : undefined
}

/**
 * Which of the contacts are there. They stay there until the transaction ends: deleting one waits. The caller holds
 * the head of the tenant's events.
 */
export async function holdContacts(
  tx: Tx,
  tenant: Pick<Tenant, 'id'>,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  return new Set(await lockContacts(tx, tenant.id, ids))
}
