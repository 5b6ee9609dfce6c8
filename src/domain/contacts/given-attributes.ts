import type { Fault } from '../../kernel/domain-error.ts'
import { readBirthDay } from './birth-day.ts'
import type { ContactType } from './contact-type.ts'
import { type KeyKind, keyKinds, keyWords, normaliseKey } from './keys.ts'

export interface ContactKey {
  readonly kind: KeyKind
  readonly value: string
  /** No two contacts of a type share it. */
  readonly isUnique: boolean
}

/**
 * Attributes that follow from others (`age`, worked out whenever a contact is read) or from its answers to surveys. What
 * a caller says of them is passed over.
 */
const computedAttributes: ReadonlySet<string> = new Set([
  'age',
  'nps.grade',
  'nps.datetime',
  'nps.averagegrade',
])

/** How clients say that they have no value: the field is absent, null or empty. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}

const alwaysUnique: ReadonlySet<KeyKind> = new Set(['memberNumber', 'userId', 'anonymousId'])

export function isUniqueKey(kind: KeyKind, type: ContactType): boolean {
  return kind === type.keyAttribute || alwaysUnique.has(kind)
}

/** The attributes that have a normal form, in it: keys and the birthday. Blank ones have none. Adds to `faults`. */
export function readNormalForms(
  attributes: Readonly<Record<string, unknown>>,
  surroundings: { now: Date; countryCode: unknown },
  faults: Fault[],
): Record<string, string> {
  const normal: [string, string][] = []
  for (const kind of keyKinds) {
    const given = Object.hasOwn(attributes, kind) ? attributes[kind] : undefined
    if (isBlank(given)) continue
    const isNumbered = kind === 'memberNumber' || kind === 'externalId'
    const text = isNumbered && Number.isSafeInteger(given) ? String(given) : given
    const value = typeof text === 'string' ? normaliseKey(kind, text, surroundings) : undefined
    if (value === undefined) faults.push({ field: kind, message: `must be ${keyWords[kind]}` })
    else normal.push([kind, value])
  }
  if (Object.hasOwn(attributes, 'birthDay') && !isBlank(attributes.birthDay)) {
    const birthDay = readBirthDay(attributes.birthDay)
    if (birthDay === undefined)
      faults.push({ field: 'birthDay', message: 'must be a date, such as 1990-01-31' })
    else normal.push(['birthDay', birthDay])
  }
  return Object.fromEntries(normal)
}

/** The keys in attributes whose keys are in their normal form. */
export function keysIn(attributes: Readonly<Record<string, unknown>>, type: ContactType): ContactKey[] {
  return keyKinds.flatMap(kind => {
    const value = Object.hasOwn(attributes, kind) ? attributes[kind] : undefined
    if (typeof value !== 'string' || isBlank(value)) return []
    return [{ kind, value, isUnique: isUniqueKey(kind, type) }]
  })
}

/** A fault for everything that a contact of the type must have and these attributes lack. */
export function missingFaults(attributes: Readonly<Record<string, unknown>>, type: ContactType): Fault[] {
  const missing = [...neededAttributes(type)].filter(
    name => !Object.hasOwn(attributes, name) || isBlank(attributes[name]),
  )
  return missing.map(field => ({ field, message: 'is required' }))
}

export function neededAttributes(type: ContactType): ReadonlySet<string> {
  return new Set([type.keyAttribute, ...type.mandatoryAttributes])
}

export function withoutComputed(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !computedAttributes.has(name)))
}

/** The first of the faults of each field. */
export function oncePerField(faults: readonly Fault[]): Fault[] {
  return [...new Map(faults.toReversed().map(fault => [fault.field, fault])).values()].reverse()
}
