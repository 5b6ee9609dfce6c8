import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { type KeyedContact, selectUnnamedOwners } from './identities.sql.ts'
import { type IdentifiedPatch, type MatchKind, matchKinds, nameOf } from './identity.ts'
import { normaliseKey } from './keys.ts'

/**
 * The contacts to which new user ids belong by the tenant's rule, by the name of the identity: the only contact that has
 * the e-mail address, phone number or external id which comes with the user id, or which the user id itself is. One that
 * has a user id is nobody else's.
 */
export async function findMatches(
  tx: Tx,
  tenant: Tenant,
  strangers: readonly IdentifiedPatch[],
  now: Date,
): Promise<Map<string, string>> {
  const kinds = matchKinds.filter(kind => tenant.settings.userMatching.includes(kind))
  const users = strangers.filter(({ identity }) => identity.kind === 'userId')
  const wanted = users.map(user => kinds.flatMap(kind => keyOf(user, kind, now)))
  const found = await selectUnnamedOwners(tx, tenant.id, wanted.flat())
  const owners = new Map(found.map(owner => [keyName(owner), owner.contactId]))

  const matches = new Map<string, string>()
  const taken = new Set<string>()
  for (const [index, { identity }] of users.entries()) {
    const ids = wanted[index]!.flatMap(key => owners.get(keyName(key)) ?? [])
    const id = ids.find(each => !taken.has(each))
    if (id === undefined) continue
    taken.add(id)
    matches.set(nameOf(identity), id)
  }
  return matches
}

const keyName = ({ kind, value }: Pick<KeyedContact, 'kind' | 'value'>) => `${kind} ${value}`

function keyOf({ identity, patch }: IdentifiedPatch, kind: MatchKind, now: Date) {
  const { attributes = {} } = patch
  const text = Object.hasOwn(attributes, kind) ? attributes[kind] : identity.value
  const value = typeof text === 'string' ? normaliseKey(kind, text, { now }) : undefined
  return value === undefined ? [] : [{ kind, value }]
}
