import type { Fault } from '../../kernel/domain-error.ts'
import { isDate, readInstant } from '../../kernel/instant.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { Consent } from './contact.ts'

/** In one request. */
const mostConsents = 100
/** Of a contact, told from one another by their ids. */
const mostOfContact = 200

/**
 * Reads the consents of a request: `{ id, value, date?, source?, comment? }` each. The value may be the text of a
 * boolean, as some clients send it; a date without an offset is UTC, and an absent one is now. Adds to `faults`.
 */
export function readConsents(input: unknown, now: Date, faults: Fault[]): Consent[] {
  if (input === undefined || input === null) return []
  if (!Array.isArray(input) || input.length > mostConsents) {
    faults.push({ field: 'consents', message: `must be a list of at most ${mostConsents}` })
    return []
  }
  return input.flatMap((given, index) => readConsent(given, `consents.${index}`, now, faults) ?? [])
}

/** The newest answer to each consent, by its id: of two with one date the later in the list. */
export function inForce(answers: readonly Consent[]): ReadonlyMap<string, Consent> {
  const newest = new Map<string, Consent>()
  for (const answer of answers) {
    const known = newest.get(answer.id)
    if (!known || answer.date >= known.date) newest.set(answer.id, answer)
  }
  return newest
}

/** A fault for each consent to which the answer in force is not yes. */
export function missingConsents(
  answers: ReadonlyMap<string, Consent>,
  mandatory: readonly string[],
): Fault[] {
  const missing = mandatory.filter(id => answers.get(id)?.value !== true)
  return missing.map(id => ({ field: `consents.${id}`, message: 'must be given' }))
}

/** A fault when a contact has answered more consents than a contact is read with. */
export function tooManyConsents({ size }: ReadonlyMap<string, Consent>): Fault[] {
  if (size <= mostOfContact) return []
  return [{ field: 'consents', message: `must not be more than ${mostOfContact} of one contact` }]
}

function readConsent(given: unknown, field: string, now: Date, faults: Fault[]): Consent | undefined {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    faults.push({ field, message: 'must be an object' })
    return undefined
  }
  const { id, value, date, source, comment } = given as Record<string, unknown>
  const consent = {
    id: isText(id, 200) && id !== '' ? id : undefined,
    value: readBoolean(value),
    date: date === undefined || date === null ? now : readDate(date),
    source: source === undefined || source === null ? null : isText(source, 200) ? source : undefined,
    comment: comment === undefined || comment === null ? null : isText(comment, 2000) ? comment : undefined,
  }
  const broken = Object.entries(consent).filter(([, part]) => part === undefined)
  for (const [name] of broken)
    faults.push({ field: `${field}.${name}`, message: words[name as keyof Consent] })
  return broken.length === 0 ? (consent as Consent) : undefined
}

const words: Readonly<Record<keyof Consent, string>> = {
  id: 'must be a text of 1 to 200 characters',
  value: 'must be true or false',
  date: 'must be an ISO 8601 date-time, such as 2025-01-01T10:00:00+01:00',
  source: 'must be a text of at most 200 characters',
  comment: 'must be a text of at most 2000 characters',
}

function readBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (value === 'true') return true
  return value === 'false' ? false : undefined
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest && isStorableText(value)
}

/** A date alone is its first moment in UTC. Years before 1900 are mistakes. */
function readDate(value: unknown): Date | undefined {
  if (value instanceof Date) return value
  if (typeof value !== 'string' || value.length > 40) return undefined
  const instant = readInstant(isDate(value) ? `${value}T00:00:00Z` : value, 'offset-optional')
  return instant && instant.getUTCFullYear() >= 1900 ? instant : undefined
}
