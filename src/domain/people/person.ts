/**
 * A person signs in to the console with an e-mail address and a password, and may do what their role says. Not to be
 * confused with a contact, whom the company knows, or an operator, who is at the command line.
 */
import type { Selectable } from 'kysely'
import type { PersonRow } from '../../storage/tables-people.ts'
import type { Role } from './role.ts'

export interface Person {
  readonly id: string
  readonly tenantId: string
  /** In normal form. Never changed: it stands in the audit trail. */
  readonly email: string
  readonly name: string
  readonly role: Role
  /** Whether they have a password; until then they have an invitation, or had one. */
  readonly hasPassword: boolean
  /** When the link that they were sent ends; null when there is none. */
  readonly invitedUntil: Date | null
  readonly version: number
  readonly createdAt: Date
  readonly signedInAt: Date | null
}

export function fromRow(row: Selectable<PersonRow>): Person {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    email: row.email,
    name: row.name,
    role: row.role as Role,
    hasPassword: row.password_hash !== null,
    invitedUntil: row.invitation_ends_at,
    version: row.version,
    createdAt: row.created_at,
    signedInAt: row.signed_in_at,
  }
}

/** As whom a person stands in the audit trail. */
export const actorOf = ({ email }: Person) => `person:${email}`
