import type { Tx } from '../../storage/driver.ts'
import { announceChange } from '../accounts/announce-change.ts'
import type { By } from '../accounts/by.ts'
import { recordAudit } from '../accounts/record-audit.ts'
import { requireName } from './create-person.ts'
import { lastOwner, personNotFound, roleTooPowerful } from './errors.ts'
import { deletePersonRow, lockPeople, updatePerson } from './people.sql.ts'
import { fromRow, type Person } from './person.ts'
import { mayGrant, type Role, scopesOf } from './role.ts'

export interface PersonChanges {
  readonly name?: string | undefined
  readonly role?: Role | undefined
}

/**
 * Changes the name or the role. What their sessions may do follows at
 * once, and what their keys may do within a second. Where the role may do more
 * than before, a link to set a password ends. `check` is given the person before, locked. Throws `person-not-found`, `role-too-powerful`, `last-owner`.
 */
export async function changePerson(
  tx: Tx,
  tenantId: string,
  id: string,
  { name, role }: PersonChanges,
  by: By,
  check: (before: Person) => void = () => {},
): Promise<Person> {
  const before = await lockChangeable(tx, tenantId, id, by, role === undefined || role === 'owner')
  check(before)
  if (role !== undefined && !mayGrant(by.grant, role)) throw roleTooPowerful(role)
  const changes = {
    ...(name !== undefined && { name: requireName(name) }),
    ...(role !== undefined && { role }),
    // Who gave the link may still have it, and must not sign in by it as somebody who may do more than they.
    ...(role !== undefined &&
      isMore(before.role, role) && { invitation_hash: null, invitation_ends_at: null }),
  }
  if (Object.keys(changes).length === 0) return before
  const after = fromRow((await updatePerson(tx, tenantId, id, changes))!)
  if (role !== undefined) await announceChange(tx, tenantId)
  const told = {
    ...(changes.name !== undefined && { name: changes.name }),
    ...(role !== undefined && { role }),
  }
  await audit(tx, before, 'person.changed', told, by)
  return after
}

/** Removes a person and ends their sessions; their keys open nothing any more, within a second. */
export async function deletePerson(tx: Tx, tenantId: string, id: string, by: By): Promise<void> {
  const before = await lockChangeable(tx, tenantId, id, by, false)
  await deletePersonRow(tx, tenantId, id)
  await announceChange(tx, tenantId)
  await audit(tx, before, 'person.deleted', {}, by)
}

/** Whether the second role may do what the first may not. */
const isMore = (one: Role, other: Role) =>
  !mayGrant({ scopes: scopesOf[one], ipAllowList: [], expiresAt: null }, other)

/** The person, when the caller may do something to them and somebody is left who owns the tenant. */
async function lockChangeable(tx: Tx, tenantId: string, id: string, { grant }: By, staysOwner: boolean) {
  const people = (await lockPeople(tx, tenantId)).map(fromRow)
  const person = people.find(each => each.id === id)
  if (!person) throw personNotFound(id)
  if (!mayGrant(grant, person.role)) throw roleTooPowerful(person.role)
  const owners = people.filter(each => each.role === 'owner' && each.hasPassword)
  if (!staysOwner && owners.length === 1 && owners[0]!.id === id) throw lastOwner()
  return person
}

const audit = (
  tx: Tx,
  { tenantId, id, email }: Person,
  action: string,
  details: object,
  { actor, wall }: By,
) => recordAudit(tx, tenantId, { actor, action, subject: id, details: { email, ...details } }, wall)
