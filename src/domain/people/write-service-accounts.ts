import { newId } from '../../kernel/ids.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { Tx } from '../../storage/driver.ts'
import { announceChange } from '../accounts/announce-change.ts'
import type { By } from '../accounts/by.ts'
import { recordAudit } from '../accounts/record-audit.ts'
import {
  serviceAccountExists,
  serviceAccountInvalid,
  serviceAccountNotFound,
  tooManyServiceAccounts,
} from './errors.ts'
import { requireGrantOf } from './owner-powers.ts'
import {
  fromRow,
  isServiceRole,
  type ServiceAccount,
  type ServiceRole,
  serviceRoles,
} from './service-account.ts'
import {
  deleteServiceAccountRow,
  insertServiceAccount,
  lockServiceAccount,
  selectServiceAccounts,
  updateServiceAccount,
} from './service-accounts.sql.ts'

const most = 200

/** Throws `service-account-invalid`, `service-account-exists`, `too-many-service-accounts`, `key-too-powerful`. */
export async function createServiceAccount(
  tx: Tx,
  tenantId: string,
  input: { readonly name: string; readonly roles: readonly string[] },
  { actor, wall, grant }: By,
): Promise<ServiceAccount> {
  const name = input.name.trim()
  const isName = name !== '' && name.length <= 200 && !name.includes('@') && isStorableText(name)
  if (!isName) throw serviceAccountInvalid('The name must have 1 to 200 characters and no @.')
  const roles = requireRoles(input.roles)
  requireGrantOf(grant, { kind: 'service-account', name, roles })
  if ((await selectServiceAccounts(tx, tenantId)).length >= most) throw tooManyServiceAccounts(most)
  const row = await insertServiceAccount(tx, tenantId, { id: newId(), name, roles, createdAt: wall })
  if (!row) throw serviceAccountExists(name)
  const details = { name, roles }
  await recordAudit(
    tx,
    tenantId,
    { actor, action: 'service-account.created', subject: row.id, details },
    wall,
  )
  return fromRow(row)
}

/**
 * Changes its roles, or whether it is disabled. What its keys may do follows within a second. Who does it may do all that
 * it may, before and after. `check` is given the account before, locked. Throws `service-account-not-found`,
 * `service-account-invalid`, `key-too-powerful`.
 */
export async function changeServiceAccount(
  tx: Tx,
  tenantId: string,
  id: string,
  changes: { readonly roles?: readonly string[] | undefined; readonly isDisabled?: boolean | undefined },
  { actor, wall, grant }: By,
  check: (before: ServiceAccount) => void = () => {},
): Promise<ServiceAccount> {
  const before = await lock(tx, tenantId, id)
  check(before)
  const roles = changes.roles === undefined ? before.roles : requireRoles(changes.roles)
  for (const each of [before.roles, roles])
    requireGrantOf(grant, { kind: 'service-account', name: before.name, roles: each })
  const isDisabled = changes.isDisabled ?? before.isDisabled
  const after = fromRow(await updateServiceAccount(tx, tenantId, { id, roles, isDisabled }))
  await announceChange(tx, tenantId)
  const details = { name: before.name, roles, isDisabled }
  await recordAudit(tx, tenantId, { actor, action: 'service-account.changed', subject: id, details }, wall)
  return after
}

/** Its keys open nothing any more, within a second. Throws `service-account-not-found`, `key-too-powerful`. */
export async function deleteServiceAccount(
  tx: Tx,
  tenantId: string,
  id: string,
  { actor, wall, grant }: By,
): Promise<void> {
  const { name, roles } = await lock(tx, tenantId, id)
  requireGrantOf(grant, { kind: 'service-account', name, roles })
  await deleteServiceAccountRow(tx, tenantId, id)
  await announceChange(tx, tenantId)
  const details = { name }
  await recordAudit(tx, tenantId, { actor, action: 'service-account.deleted', subject: id, details }, wall)
}

async function lock(tx: Tx, tenantId: string, id: string): Promise<ServiceAccount> {
  const row = await lockServiceAccount(tx, tenantId, id)
  if (!row) throw serviceAccountNotFound(id)
  return fromRow(row)
}

function requireRoles(roles: readonly string[]): ServiceRole[] {
  const known = [...new Set(roles)].filter(isServiceRole)
  if (known.length === 0 || known.length < new Set(roles).size)
    throw serviceAccountInvalid(`Its roles must be some of ${serviceRoles.join(', ')}.`)
  return known
}
