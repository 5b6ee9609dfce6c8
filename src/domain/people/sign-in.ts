import { newId } from '../../kernel/ids.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { recordAudit } from '../accounts/record-audit.ts'
import { normaliseEmail } from '../contacts/email-address.ts'
import { hashPassword, isOutdated, isPassword } from './password.ts'
import { noteSignIn, selectPersonByEmail, updatePerson } from './people.sql.ts'
import { actorOf, fromRow, type Person } from './person.ts'
import {
  idleMs,
  type ListedSession,
  lastsMs,
  mostSessions,
  newToken,
  readToken,
  type Session,
  toListed,
  toSession,
  touchMs,
} from './session.ts'
import {
  deleteEndedSessions,
  deleteSessions,
  deleteSurplusSessions,
  insertSession,
  selectSession,
  selectSessions,
  touchSessionRow,
} from './sessions.sql.ts'

const seenSince = (wall: Date) => new Date(wall.getTime() - idleMs)

/**
 * The person whose password it is, or undefined. Takes as long for one who does not exist. A hash with parameters of
 * former days is renewed: that is the one occasion on which the password is known.
 */
export async function recognise(
  db: Db,
  tenantId: string | undefined,
  email: string,
  password: string,
): Promise<Person | undefined> {
  const address = normaliseEmail(email)
  const row =
    tenantId !== undefined && address !== undefined
      ? await selectPersonByEmail(db, tenantId, address)
      : undefined
  if (!(await isPassword(password, row?.password_hash)) || !row) return undefined
  if (isOutdated(row.password_hash!)) {
    const password_hash = await hashPassword(password)
    await db.transaction().execute(tx => updatePerson(tx, row.tenant_id, row.id, { password_hash }))
  }
  return fromRow(row)
}

/** Begins a session. The token is in the answer and nowhere else. */
export async function startSession(
  tx: Tx,
  person: Person,
  { address, userAgent }: { readonly address: string; readonly userAgent: string },
  wall: Date,
): Promise<{ readonly session: Session; readonly token: string }> {
  const { tenantId } = person
  const { token, hash } = newToken(tenantId)
  const id = newId()
  const endsAt = new Date(wall.getTime() + lastsMs)
  await insertSession(tx, {
    tenant_id: tenantId,
    id,
    person_id: person.id,
    token_hash: hash,
    address,
    user_agent: userAgent.replaceAll('\0', '').slice(0, 300).toWellFormed(),
    created_at: wall,
    last_seen_at: wall,
    ends_at: endsAt,
  })
  await deleteSurplusSessions(tx, tenantId, person.id, mostSessions)
  await noteSignIn(tx, tenantId, person.id, wall)
  const deed = {
    actor: actorOf(person),
    action: 'person.signed-in',
    subject: person.id,
    details: { address },
  }
  await recordAudit(tx, tenantId, deed, wall)
  return { session: toSession(id, person, endsAt), token }
}

/** The live session of a token, or undefined. Notes that it was used. */
export async function findSession(db: Db, token: string, wall: Date): Promise<Session | undefined> {
  const read = readToken(token)
  const row = read && (await selectSession(db, read.tenantId, read.hash, wall, seenSince(wall)))
  if (!row) return undefined
  if (wall.getTime() - row.last_seen_at.getTime() > touchMs)
    await touchSessionRow(db, row.tenant_id, row.session_id, wall)
  return toSession(row.session_id, fromRow(row), row.ends_at)
}

/** Whether a session that was found earlier still lasts. */
export async function isSessionLive(db: Db, { id, person }: Session, wall: Date): Promise<boolean> {
  return (await listSessions(db, person, wall)).some(session => session.id === id)
}

/** The one used last first. */
export async function listSessions(
  db: Db,
  { tenantId, id }: Person,
  wall: Date,
): Promise<readonly ListedSession[]> {
  const rows = await selectSessions(db, tenantId, id, wall, seenSince(wall))
  return rows.map(toListed)
}

/** Signs a person out of one session. False when it had ended before. */
export async function endSession(tx: Tx, { tenantId, id }: Person, only: string): Promise<boolean> {
  return (await deleteSessions(tx, tenantId, id, { only })) > 0
}

/** Signs a person out everywhere, or everywhere else. */
export async function endSessions(
  tx: Tx,
  person: Person,
  { but, actor }: { readonly but?: string; readonly actor: string },
  wall: Date,
): Promise<void> {
  const { tenantId, id } = person
  const count = await deleteSessions(tx, tenantId, id, but === undefined ? {} : { but })
  const deed = { actor, action: 'person.signed-out', subject: id, details: { sessions: count } }
  await recordAudit(tx, tenantId, deed, wall)
}

/** Takes away what nobody can use any more. */
export const sweepSessions = (db: Db, wall: Date) => deleteEndedSessions(db, wall, seenSince(wall))
