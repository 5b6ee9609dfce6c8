/**
 * What the owner of a key may do and, by that, the key. A person must have both permissions that the WebEngage API asks
 * for: to update data, and to manage the account. A service account may do what its roles are called after.
 */
import type { Db } from '../../storage/driver.ts'
import { type Grant, hasScope, type KeyOwner, type KnownOwner } from '../accounts/api-key.ts'
import { keyTooPowerful } from '../accounts/errors.ts'
import { readOwner } from './read-service-accounts.ts'
import { isRole, mayGrant, scopesOf } from './role.ts'
import { isServiceRole, type ServiceRole } from './service-account.ts'

const [updateData, manageAccount] = ['contacts:write', 'people:write']

/** What a service account of a role does, as scopes: who makes one must have them. */
const powers: Readonly<Record<ServiceRole, readonly string[]>> = {
  'data-ingestion': ['contacts:write', 'interactions:write'],
  'campaign-execution': ['campaigns:write', 'messages:write'],
  'segment-editor': ['segments:write'],
}

/** Whether an owner may do what a scope of the WebEngage API is for. */
export function ownerMay({ kind, roles }: KnownOwner, scope: string): boolean {
  if (kind === 'service-account') return roles.includes(scope.split(':')[0]!)
  const [role = ''] = roles
  if (!isRole(role)) return false
  const grant = { scopes: scopesOf[role] }
  return [updateData, manageAccount].every(needed => hasScope(grant, needed!))
}

/** Throws `key-too-powerful` when a caller must not hand on what such an owner may do. */
export function requireGrantOf(grant: Grant, { kind, roles, name }: Omit<KnownOwner, 'id'>): void {
  const mayAll =
    kind === 'person'
      ? roles.every(role => isRole(role) && mayGrant(grant, role))
      : roles.every(role => isServiceRole(role) && powers[role].every(scope => hasScope(grant, scope)))
  if (!mayAll) throw keyTooPowerful(`You may do less than ${name} and cannot hand that on.`)
}

/**
 * What a caller may hand on by a key of such an owner, which may do no more than they: all, when the caller may do all that
 * the owner may. Throws `key-owner-not-found`, `key-too-powerful`.
 */
export async function grantFor(
  db: Db,
  tenantId: string,
  grant: Grant,
  owner: KeyOwner | null | undefined,
): Promise<Grant> {
  if (!owner) return grant
  requireGrantOf(grant, await readOwner(db, tenantId, owner))
  return { ...grant, scopes: [] }
}
