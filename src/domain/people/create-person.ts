import { newId } from '../../kernel/ids.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { Tx } from '../../storage/driver.ts'
import type { By } from '../accounts/by.ts'
import { recordAudit } from '../accounts/record-audit.ts'
import { normaliseEmail } from '../contacts/email-address.ts'
import { personExists, personInvalid, roleTooPowerful } from './errors.ts'
import { newInvitation } from './invitation.ts'
import { insertPerson, selectPerson } from './people.sql.ts'
import { fromRow, type Person } from './person.ts'
import { mayGrant, type Role } from './role.ts'

export interface NewPerson {
  readonly email: string
  readonly name: string
  readonly role: Role
  /** Of `hashPassword`; without it they get an invitation. */
  readonly passwordHash?: string
}

/** Makes a person. The invitation, if there is one, is in the answer and nowhere else. */
export async function createPerson(
  tx: Tx,
  tenantId: string,
  { email: text, name, role, passwordHash }: NewPerson,
  { actor, wall, grant }: By,
): Promise<{ readonly person: Person; readonly invitation: string | null }> {
  const email = requireEmail(text)
  if (!mayGrant(grant, role)) throw roleTooPowerful(role)
  const invitation = passwordHash === undefined ? newInvitation(tenantId, wall) : undefined
  const id = newId()
  const isNew = await insertPerson(tx, {
    tenant_id: tenantId,
    id,
    email,
    name: requireName(name),
    role,
    password_hash: passwordHash ?? null,
    invitation_hash: invitation?.hash ?? null,
    invitation_ends_at: invitation?.endsAt ?? null,
    created_at: wall,
  })
  if (!isNew) throw personExists(email)
  const details = { email, name, role }
  await recordAudit(tx, tenantId, { actor, action: 'person.created', subject: id, details }, wall)
  return {
    person: fromRow((await selectPerson(tx, tenantId, id))!),
    invitation: invitation?.token ?? null,
  }
}

/** In normal form. Throws `person-invalid`. */
export function requireEmail(text: string): string {
  const email = normaliseEmail(text)
  if (email === undefined)
    throw personInvalid(`${text.slice(0, 100).toWellFormed()} is not an e-mail address.`)
  return email
}

export function requireName(name: string): string {
  const trimmed = name.trim()
  const isName = trimmed !== '' && trimmed.length <= 200 && isStorableText(trimmed)
  if (!isName) throw personInvalid('The name must have 1 to 200 characters.')
  return trimmed
}
