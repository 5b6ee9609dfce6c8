import type { Db, Tx } from '../../storage/driver.ts'
import type { By } from '../accounts/by.ts'
import { recordAudit } from '../accounts/record-audit.ts'
import { invitationInvalid, personNotFound, roleTooPowerful } from './errors.ts'
import { newInvitation } from './invitation.ts'
import { isPassword } from './password.ts'
import { lockPeople, selectInvited, selectPerson, updatePerson } from './people.sql.ts'
import { actorOf, fromRow, type Person } from './person.ts'
import { mayGrant } from './role.ts'
import { readToken } from './session.ts'
import { deleteSessions } from './sessions.sql.ts'

/**
 * Sets a password and ends the person's sessions, but for the one in which it is done. `passwordHash` is made before,
 * outside of any transaction, by `hashPassword`.
 */
export async function setPassword(
  tx: Tx,
  { tenantId, id, email }: Person,
  passwordHash: string,
  actor: string,
  wall: Date,
  keptSession?: string,
): Promise<void> {
  const none = { invitation_hash: null, invitation_ends_at: null }
  const set = await updatePerson(tx, tenantId, id, { password_hash: passwordHash, ...none })
  if (!set) throw personNotFound(id)
  await deleteSessions(tx, tenantId, id, keptSession === undefined ? {} : { but: keptSession })
  const deed = { actor, action: 'person.password-set', subject: id, details: { email } }
  await recordAudit(tx, tenantId, deed, wall)
}

/** Gives a person a new link and makes the one before useless. What they have goes on until they use it. */
export async function invitePerson(
  tx: Tx,
  tenantId: string,
  id: string,
  { actor, wall, grant }: By,
): Promise<{ readonly person: Person; readonly invitation: string }> {
  const before = (await lockPeople(tx, tenantId)).map(fromRow).find(each => each.id === id)
  if (!before) throw personNotFound(id)
  if (!mayGrant(grant, before.role)) throw roleTooPowerful(before.role)
  const { token, hash, endsAt } = newInvitation(tenantId, wall)
  const changes = { invitation_hash: hash, invitation_ends_at: endsAt }
  const person = fromRow((await updatePerson(tx, tenantId, id, changes))!)
  const deed = { actor, action: 'person.invited', subject: id, details: { email: person.email } }
  await recordAudit(tx, tenantId, deed, wall)
  return { person, invitation: token }
}

/** Whom an invitation is for. Throws `invitation-invalid`. */
export async function readInvitation(db: Db, token: string, wall: Date): Promise<Person> {
  const read = readToken(token)
  const row = read && (await selectInvited(db, read.tenantId, read.hash, wall))
  if (!row) throw invitationInvalid()
  return fromRow(row)
}

/** Uses an invitation up: of two at once one wins. */
export async function acceptInvitation(
  tx: Tx,
  token: string,
  passwordHash: string,
  wall: Date,
): Promise<Person> {
  const { tenantId } = await readInvitation(tx, token, wall)
  await lockPeople(tx, tenantId)
  const person = await readInvitation(tx, token, wall)
  await setPassword(tx, person, passwordHash, actorOf(person), wall)
  return { ...person, hasPassword: true, invitedUntil: null }
}

/** Whether that is the password the person has now. */
export async function hasPassword(db: Db, { tenantId, id }: Person, password: string): Promise<boolean> {
  const row = await selectPerson(db, tenantId, id)
  return isPassword(password, row?.password_hash)
}
