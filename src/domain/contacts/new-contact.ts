import type { Fault } from '../../kernel/domain-error.ts'
import { isStorableText } from '../../kernel/storable.ts'
import { attributeFaults } from './attribute-limits.ts'
import { type Channel, type Consent, channels } from './contact.ts'
import type { ContactType } from './contact-type.ts'
import { contactInvalid } from './errors.ts'
import { readConsents } from './given-consents.ts'
import { type KeyKind, keyKinds, keyWords, normaliseKey } from './keys.ts'

/** A contact as a caller describes it. What is `unknown` is checked here, field by field. */
export interface NewContact {
  /** A UUID that no contact has, when the maker has reason to choose it; otherwise the contact gets a new one. */
  readonly id?: string
  readonly attributes: Readonly<Record<string, unknown>>
  /** In any letter case; `Member` when absent. */
  readonly contactType?: unknown
  /** A boolean by channel. */
  readonly preferences?: unknown
  /** A list of `{ id, value, date?, source?, comment? }`. */
  readonly consents?: unknown
  /** The system that makes the contact. */
  readonly source?: string | undefined
  /** The store that makes the contact; becomes the attribute `createdInStore`. */
  readonly storeExternalId?: string | undefined
  readonly createAsUnapproved: boolean
}

export interface ContactKey {
  readonly kind: KeyKind
  readonly value: string
  /** No two contacts of a type share it. */
  readonly isUnique: boolean
}

/** What is to be written, all of it valid. */
export interface CheckedContact {
  /** Keys are in their normal form, here too. */
  readonly attributes: Readonly<Record<string, unknown>>
  readonly keys: readonly ContactKey[]
  readonly preferences: readonly { readonly channel: Channel; readonly accepts: boolean }[]
  readonly consents: readonly Consent[]
}

/** Checks a new contact against its type. Throws `contact-invalid` with a fault for every field that is wrong. */
export function checkNewContact(input: NewContact, type: ContactType, now: Date): CheckedContact {
  const { source, storeExternalId } = input
  const posted = { ...input.attributes, ...(storeExternalId && { createdInStore: storeExternalId }) }
  const faults = attributeFaults(posted)
  if (source !== undefined && !isShortText(source))
    faults.push({ field: 'source', message: 'must be a text of at most 200 characters' })
  if (storeExternalId !== undefined && !isShortText(storeExternalId))
    faults.push({ field: 'storeExternalId', message: 'must be a text of at most 200 characters' })
  const preferences = readPreferences(input.preferences, faults)
  const consents = readConsents(input.consents, now, faults)
  const keys = readKeys(posted, type, now, faults)
  faults.push(...missingFaults(posted, type))
  if (faults.length > 0) throw contactInvalid(oncePerField(faults))

  const normal = Object.fromEntries(keys.map(key => [key.kind, key.value]))
  return { attributes: { ...posted, ...normal }, keys, preferences, consents }
}

function isShortText(text: string): boolean {
  return text.length <= 200 && isStorableText(text)
}

function readKeys(
  attributes: Readonly<Record<string, unknown>>,
  type: ContactType,
  now: Date,
  faults: Fault[],
): ContactKey[] {
  const countryCode = attributes.countryCode
  return keyKinds.flatMap(kind => {
    const given = attributes[kind]
    if (isBlank(given)) return []
    const isNumbered = kind === 'memberNumber' || kind === 'externalId'
    const text = isNumbered && Number.isSafeInteger(given) ? String(given) : given
    const value = typeof text === 'string' ? normaliseKey(kind, text, { now, countryCode }) : undefined
    if (value === undefined) {
      faults.push({ field: kind, message: `must be ${keyWords[kind]}` })
      return []
    }
    return [{ kind, value, isUnique: isUniqueKey(kind, type) }]
  })
}

export function isUniqueKey(kind: KeyKind, type: ContactType): boolean {
  return kind === type.keyAttribute || kind === 'memberNumber'
}

function missingFaults(attributes: Readonly<Record<string, unknown>>, type: ContactType): Fault[] {
  const needed = new Set([type.keyAttribute, ...type.mandatoryAttributes])
  const missing = [...needed].filter(name => !Object.hasOwn(attributes, name) || isBlank(attributes[name]))
  return missing.map(field => ({ field, message: 'is required' }))
}

/** How clients say that they have no value: the field is absent, null or empty. */
function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}

function readPreferences(input: unknown, faults: Fault[]): CheckedContact['preferences'] {
  if (input === undefined || input === null) return []
  if (typeof input !== 'object' || Array.isArray(input)) {
    faults.push({ field: 'preferences', message: 'must be an object' })
    return []
  }
  const given = input as Readonly<Record<string, unknown>>
  return channels.flatMap(channel => {
    const accepts = Object.hasOwn(given, channel) ? given[channel] : undefined
    if (accepts === undefined) return []
    if (typeof accepts === 'boolean') return [{ channel, accepts }]
    faults.push({ field: `preferences.${channel}`, message: 'must be true or false' })
    return []
  })
}

function oncePerField(faults: readonly Fault[]): Fault[] {
  return [...new Map(faults.toReversed().map(fault => [fault.field, fault])).values()].reverse()
}
