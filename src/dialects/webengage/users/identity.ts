import { identityMissing } from '../../../domain/contacts/errors.ts'
import type { Identity } from '../../../domain/contacts/identity.ts'
import type { Fault } from '../../../kernel/domain-error.ts'
import { isStorableText } from '../../../kernel/storable.ts'

interface Named {
  readonly userId?: string | null
  readonly anonymousId?: string | null
  /** As the vendor's prose spells it. */
  readonly anonymousID?: unknown
}

const longest = 100

/**
 * WebEngage › Users: a userId, or an anonymousId, which beside a userId is passed over. Throws
 * `identity-missing`, with the place of one of many.
 */
export function readIdentity(given: Named, place: string, faults: Fault[]): Identity {
  const userId = textOf(given.userId)
  const anonymousId = textOf(given.anonymousId) || textOf(given.anonymousID)
  if (userId === '' && anonymousId === '') throw identityMissing(place)
  const identity: Identity =
    userId === '' ? { kind: 'anonymousId', value: anonymousId } : { kind: 'userId', value: userId }
  const { kind, value } = identity
  if (value.length > longest || !isStorableText(value))
    faults.push({ field: `${place}${kind}`, message: `must be a text of at most ${longest} characters` })
  return identity
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}
