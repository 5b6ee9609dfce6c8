import { DomainError } from '../../kernel/domain-error.ts'
import type { Tx } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { type JobRow, rowFault } from './contact-job.ts'
import { type ContactRules, typeGiven } from './contact-rules.ts'
import { contactInvalid, contactNotFound } from './errors.ts'
import { isBlank } from './given-attributes.ts'
import { openKeyClaims } from './key-claims.ts'
import { keyWords, normaliseKey } from './keys.ts'
import { accepted, attempt, type ContactOutcome } from './outcome.ts'
import { updateContacts } from './update-contacts.ts'
import { turnsOf } from './update-turns.ts'
import type { UniqueKey } from './write-contacts.sql.ts'

/** Changes many contacts, each known by the key of its type in the row, one after another. */
export async function updateContactsByKey(
  tx: Tx,
  tenant: Tenant,
  rules: ContactRules,
  rows: readonly JobRow[],
  defaultType: string,
  at: Date,
): Promise<ContactOutcome[]> {
  await lockEvents(tx, [tenant.id])
  const keys = rows.map(row => attempt(() => keyOf(row, rules, defaultType, at)))
  const claims = await openKeyClaims(tx, tenant.id, accepted(keys))
  const updates = rows.map((row, index) => {
    const key = keys[index]!
    if (key instanceof DomainError) return key
    const owner = claims.ownerOf(key)
    return owner && row ? { contactId: owner.contactId, patch: row } : contactNotFound()
  })
  const outcomes: ContactOutcome[] = updates.map(update =>
    update instanceof DomainError ? update : contactNotFound(),
  )
  for (const turn of turnsOf(updates.map(update => (update instanceof DomainError ? undefined : update)))) {
    const done = await updateContacts(
      tx,
      tenant,
      rules,
      turn.map(each => each.update),
      at,
    )
    for (const [place, { index }] of turn.entries()) outcomes[index] = done[place]!
  }
  return outcomes
}

function keyOf(row: JobRow, rules: ContactRules, defaultType: string, now: Date): UniqueKey {
  if (!row) throw contactInvalid([rowFault])
  const { id: contactType, keyAttribute: kind } = typeGiven(rules, row.contactType, defaultType)
  const given = Object.hasOwn(row.attributes, kind) ? row.attributes[kind] : undefined
  if (isBlank(given)) throw contactInvalid([{ field: kind, message: 'is required' }])
  const text = Number.isSafeInteger(given) ? String(given) : given
  const { countryCode } = row.attributes
  const value = typeof text === 'string' ? normaliseKey(kind, text, { now, countryCode }) : undefined
  if (value === undefined) throw contactInvalid([{ field: kind, message: `must be ${keyWords[kind]}` }])
  return { contactType, kind, value }
}
