import type { Tenant } from '../../../domain/accounts/tenant.ts'
import { learnAttributes } from '../../../domain/contacts/learn-attributes.ts'
import { upsertIdentified } from '../../../domain/contacts/upsert-identified.ts'
import { DomainError, type Fault, inputInvalid } from '../../../kernel/domain-error.ts'
import type { Tx } from '../../../storage/driver.ts'
import { toCustomName, toFieldName } from '../fields.ts'
import { newUserPreferences } from './opt-ins.ts'
import { type ReadUser, readUser, type User } from './translate.ts'

/** Reads users, all of them or none: every fault is told with its place. */
export function readUsers(users: readonly User[], placeOf: (index: number) => string): ReadUser[] {
  const faults: Fault[] = []
  const read = users.map((user, index) => readUser(user, placeOf(index), faults))
  if (faults.length > 0) throw inputInvalid(faults)
  return read
}

/** Writes users in the order in which they came, all of them or none. */
export async function writeUsers(
  tx: Tx,
  tenant: Tenant,
  users: readonly ReadUser[],
  placeOf: (index: number) => string,
  at: Date,
): Promise<void> {
  const outcomes = await writeEach(tx, tenant, users, at)
  for (const [index, outcome] of outcomes.entries())
    if (outcome instanceof DomainError) throw atPlace(outcome, placeOf(index))
}

/** Writes users in the order in which they came, and answers what became of each: of one that is refused, why. */
export async function writeEach(tx: Tx, tenant: Tenant, users: readonly ReadUser[], at: Date) {
  const custom = await learnAttributes(
    tx,
    tenant,
    users.map(user => user.custom),
    at,
  )
  const patches = users.map(({ identity, patch }, index) => ({
    identity,
    patch: { ...patch, attributes: { ...custom[index], ...patch.attributes } },
  }))
  return upsertIdentified(tx, tenant, patches, newUserPreferences, at)
}

/** A refusal of one user of many, with the place and the names that its sender knows. */
function atPlace(error: DomainError, place: string): DomainError {
  const { faults } = error.data as { readonly faults?: readonly Fault[] }
  if (!faults) return error
  return inputInvalid(faults.map(({ field, message }) => ({ field: `${place}${inBody(field)}`, message })))
}

/** Custom attributes are in an object of their own. */
function inBody(field: string): string {
  const custom = field.startsWith('preferences.') ? undefined : toCustomName(field)
  return custom === undefined ? toFieldName(field) : `attributes.${custom}`
}
