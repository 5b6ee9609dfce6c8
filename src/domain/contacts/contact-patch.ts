import { isDeepStrictEqual } from 'node:util'
import type { Fault } from '../../kernel/domain-error.ts'
import { attributeFaults } from './attribute-limits.ts'
import type { Channel, Consent, Contact } from './contact.ts'
import type { ContactType } from './contact-type.ts'
import { contactInvalid } from './errors.ts'
import {
  type ContactKey,
  isBlank,
  keysIn,
  missingFaults,
  neededAttributes,
  oncePerField,
  readNormalForms,
  withoutComputed,
} from './given-attributes.ts'
import { inForce, missingConsents, readConsents, tooManyConsents } from './given-consents.ts'
import { type GivenPreference, readPreferences } from './given-preferences.ts'
import type { KeyKind } from './keys.ts'
import { type ToldValues, toldChanges } from './told-values.ts'

/** What is to change of a contact, as a caller says it. What is absent stays; null and empty text clear. */
export interface ContactPatch {
  readonly attributes?: Readonly<Record<string, unknown>>
  /** May only name the type that the contact has: there is a way of its own to change it. */
  readonly contactType?: unknown
  /** A boolean by channel. */
  readonly preferences?: unknown
  /** A list of `{ id, value, date?, source?, comment? }`, each a new answer. */
  readonly consents?: unknown
  readonly approve?: boolean
  /** The type that the contact is to have from now on. It must have all that the type asks for. */
  readonly toType?: ContactType
  /** Kept when the contact has none yet. */
  readonly source?: string | undefined
}

/** The contact as it will be, and what of it is new. */
export interface ContactChange {
  readonly id: string
  readonly contactType: string
  readonly approved: boolean
  readonly attributes: Readonly<Record<string, unknown>>
  readonly source: string | null
  /** Names of the attributes that changed. */
  readonly changed: readonly string[]
  /** Kinds of keys that are no longer as they were, to be taken away before `newKeys` are added. */
  readonly oldKeys: readonly KeyKind[]
  readonly newKeys: readonly ContactKey[]
  readonly preferences: readonly GivenPreference[]
  readonly consents: readonly Consent[]
  /** What the event tells; without it nothing changed at all. */
  readonly told?: ToldChange
}

export interface ToldChange extends ToldValues {
  readonly attributes: readonly string[]
  readonly preferences?: Readonly<Partial<Record<Channel, boolean>>>
  /** Those whose answer in force has another value now: not one that is older than it, or says the same again. */
  readonly consents?: Readonly<Record<string, boolean>>
  readonly contactType?: { readonly from: string; readonly to: string }
  readonly approved?: true
}

/**
 * Checks a change of a contact of a type. Throws `contact-invalid` with a fault for every field that is wrong. An
 * attribute that the type needs can be changed and not cleared; some are set once.
 */
export function checkPatch(
  contact: Contact,
  patch: ContactPatch,
  type: ContactType,
  now: Date,
  mandatoryConsents: readonly string[],
): ContactChange {
  const faults: Fault[] = []
  if (namesOtherType(patch.contactType, contact.contactType))
    faults.push({
      field: 'contactType',
      message: `is ${contact.contactType} and cannot be changed by an update`,
    })
  const { attributes, changed } = patchAttributes(
    contact,
    patch.attributes ?? {},
    patch.toType ?? type,
    now,
    faults,
  )
  const preferences = readPreferences(patch.preferences, faults).filter(
    ({ channel, accepts }) => contact.preferences[channel] !== accepts,
  )
  const consents = readConsents(patch.consents, now, faults).filter(given => !isKnown(given, contact))
  const answers = inForce([...contact.consents, ...consents])
  if (consents.length > 0) faults.push(...tooManyConsents(answers))
  if (patch.toType) {
    faults.push(...missingFaults(attributes, patch.toType))
    faults.push(...missingConsents(answers, mandatoryConsents))
  }
  if (faults.length > 0) throw contactInvalid(oncePerField(faults))

  const approves = patch.approve === true && !contact.approved
  const contactType = patch.toType?.id ?? contact.contactType
  const before = new Map(contact.consents.map(({ id, value }) => [id, value]))
  const turned = [...answers.values()].filter(({ id, value }) => before.get(id) !== value)
  const told = {
    attributes: changed,
    ...(preferences.length > 0 && {
      preferences: Object.fromEntries(preferences.map(({ channel, accepts }) => [channel, accepts])),
    }),
    ...(turned.length > 0 && {
      consents: Object.fromEntries(turned.map(({ id, value }) => [id, value])),
    }),
    ...(contactType !== contact.contactType && {
      contactType: { from: contact.contactType, to: contactType },
    }),
    ...(approves && { approved: true as const }),
  }
  const isChanged = changed.length > 0 || consents.length > 0 || Object.keys(told).length > 1
  return {
    id: contact.id,
    contactType,
    approved: contact.approved || approves,
    attributes,
    source: contact.source ?? (patch.source || null),
    changed,
    ...keyChanges(contact, attributes, type, patch.toType ?? type),
    preferences,
    consents,
    ...(isChanged && { told: { ...told, ...toldChanges(contact.attributes, attributes, changed) } }),
  }
}

function namesOtherType(given: unknown, contactType: string): boolean {
  if (given === undefined || given === null || given === '') return false
  return typeof given !== 'string' || given.toLowerCase() !== contactType.toLowerCase()
}

/** A user id stays the contact's: whoever remembers whose it is need not ask again. */
const setOnce: ReadonlySet<string> = new Set(['createdInStore', 'userId', 'anonymousId'])

function patchAttributes(
  contact: Contact,
  posted: Readonly<Record<string, unknown>>,
  type: ContactType,
  now: Date,
  faults: Fault[],
) {
  const given = withoutComputed(posted)
  const unstorable = attributeFaults(given)
  if (unstorable.length > 0) {
    faults.push(...unstorable)
    return { attributes: contact.attributes, changed: [] }
  }

  const whole = { ...contact.attributes, ...given }
  const countryCode = Object.hasOwn(whole, 'countryCode') ? whole.countryCode : undefined
  const normal = { ...given, ...readNormalForms(given, { now, countryCode }, faults) }
  const cannotBeCleared = neededAttributes(type).union(new Set(['memberNumber']))
  const changes = Object.entries(normal).filter(([name, value]) => {
    const before = Object.hasOwn(contact.attributes, name) ? contact.attributes[name] : undefined
    if (isBlank(before) ? isBlank(value) : isDeepStrictEqual(before, value)) return false
    if (isBlank(value) && cannotBeCleared.has(name))
      faults.push({ field: name, message: 'cannot be cleared' })
    if (setOnce.has(name) && !isBlank(before))
      faults.push({ field: name, message: 'cannot be changed once it is set' })
    return true
  })
  const attributes = { ...contact.attributes, ...Object.fromEntries(changes) }
  faults.push(...attributeFaults(attributes))
  return { attributes, changed: changes.map(([name]) => name) }
}

/** The same answer, sent once more with the date that it was given with. */
function isKnown(given: Consent, contact: Contact): boolean {
  return contact.consents.some(known => isDeepStrictEqual(known, given))
}

function keyChanges(
  contact: Contact,
  attributes: Readonly<Record<string, unknown>>,
  type: ContactType,
  toType: ContactType,
): { oldKeys: KeyKind[]; newKeys: ContactKey[] } {
  const before = keysIn(contact.attributes, type)
  const after = keysIn(attributes, toType)
  const moves = type.id !== toType.id
  const isKept = (one: ContactKey, others: readonly ContactKey[]) =>
    !moves && others.some(other => other.kind === one.kind && other.value === one.value)
  return {
    oldKeys: before.filter(key => !isKept(key, after)).map(key => key.kind),
    newKeys: after.filter(key => !isKept(key, before)),
  }
}
