/** Reading a rule as it was sent: each function adds what is wrong to the faults, by JSON pointer. */
import type { Fault } from '../../kernel/domain-error.ts'
import { pointerTo } from '../../kernel/json-pointer.ts'
import { isStorableText } from '../../kernel/storable.ts'

/** A value, where it stands, and where its faults go. */
export interface Place {
  readonly value: unknown
  readonly pointer: string
  readonly faults: Fault[]
}

export const longestText = 1000
const mostFaults = 100

export function blame({ pointer, faults }: Place, message: string): void {
  if (faults.length < mostFaults) faults.push({ field: pointer, message })
}

export function hasField({ value }: Place, name: string): boolean {
  return isObject(value) && Object.hasOwn(value, name) && value[name] !== undefined
}

export function fieldAt(place: Place, name: string): Place {
  const value = hasField(place, name) ? (place.value as Readonly<Record<string, unknown>>)[name] : undefined
  return { ...place, value, pointer: place.pointer + pointerTo(name) }
}

/** Whether it is an object of these fields and no others. */
export function hasOnly(place: Place, names: readonly string[]): boolean {
  if (!isObject(place.value)) {
    blame(place, 'must be an object')
    return false
  }
  const others = Object.keys(place.value).filter(name => !names.includes(name))
  for (const name of others.slice(0, 10))
    blame(fieldAt(place, name), `is not known here; there is ${names.join(', ')}`)
  return others.length === 0
}

/** The one of these fields that the object has. */
export function onlyField<Name extends string>(place: Place, names: readonly Name[]): Name | undefined {
  if (!hasOnly(place, names)) return undefined
  const present = names.filter(name => hasField(place, name))
  if (present.length === 1) return present[0]
  blame(place, `must have one of ${names.join(', ')}`)
  return undefined
}

export function readText(place: Place, longest = longestText): string {
  const { value } = place
  if (typeof value === 'string' && value !== '' && value.length <= longest && isStorableText(value))
    return value
  blame(place, `must be a text of 1 to ${longest} characters`)
  return ''
}

export function readOneOf<Word extends string>(place: Place, words: readonly Word[]): Word {
  const word = words.find(each => each === place.value)
  if (word === undefined) blame(place, `must be one of ${words.join(', ')}`)
  return word ?? words[0]!
}

export function readBoolean(place: Place): boolean {
  if (typeof place.value !== 'boolean') blame(place, 'must be true or false')
  return place.value === true
}

export function readNumber(place: Place): number {
  if (typeof place.value === 'number' && Number.isFinite(place.value)) return place.value
  blame(place, 'must be a number')
  return 0
}

export function readWholeNumber(place: Place, least: number, most: number): number {
  const { value } = place
  if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return Number(value)
  blame(place, `must be a whole number from ${least} to ${most}`)
  return least
}

export function readList<Item>(place: Place, most: number, readItem: (item: Place) => Item): Item[] {
  const { value } = place
  if (!Array.isArray(value) || value.length === 0 || value.length > most) {
    blame(place, `must be a list of 1 to ${most}`)
    return []
  }
  return value.map((item, index) => readItem({ ...place, value: item, pointer: `${place.pointer}/${index}` }))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
