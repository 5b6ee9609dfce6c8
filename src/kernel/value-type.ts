/** The types that values of a name have when nobody declared them: the first value decides, others are dropped. */
import { isLooseDateTime, readLooseInstant } from './loose-instant.ts'

export const valueTypes = ['string', 'number', 'boolean', 'date', 'array', 'object'] as const
export type ValueType = (typeof valueTypes)[number]

/** Of each type, under one owner. */
export const mostOfType = 25
const longestText = 1000

/** What a value looks like when it is the first of its name; null has no type. */
export function typeOfValue(value: unknown): ValueType | undefined {
  if (typeof value === 'string') return isLooseDateTime(value) ? 'date' : 'string'
  if (typeof value === 'number' || typeof value === 'boolean') return typeof value as 'number' | 'boolean'
  if (value === null || value === undefined) return undefined
  return Array.isArray(value) ? 'array' : 'object'
}

/** The value in the form in which it is kept, or nothing when it is not of the type. Texts are cut at 1000 characters. */
export function fitValue(value: unknown, type: ValueType): unknown {
  if (type === 'date') return typeof value === 'string' ? readLooseInstant(value)?.toISOString() : undefined
  if (type === 'string') return typeof value === 'string' ? cutText(value, longestText) : undefined
  return typeOfValue(value) === type ? value : undefined
}

/** At most so many characters, and never half of one. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length)
  return cut.isWellFormed() ? cut : cut.slice(0, -1)
}

export interface Learnt {
  /** What is kept of the values, by name; null for one that is to be cleared. */
  readonly values: ReadonlyMap<string, unknown>
  /** Names whose type was not known. */
  readonly news: ReadonlyMap<string, ValueType>
  /** Names whose value is another type's, or one of more than 25 of its type. */
  readonly dropped: readonly string[]
}

/** What is kept of given values when the types of some names are known. */
export function learnTypes(
  known: ReadonlyMap<string, ValueType>,
  given: Iterable<[string, unknown]>,
): Learnt {
  const values = new Map<string, unknown>()
  const news = new Map<string, ValueType>()
  const dropped: string[] = []
  let counts: Map<ValueType, number> | undefined
  for (const [name, value] of given) {
    if (value === null || value === undefined) {
      values.set(name, null)
      continue
    }
    const isKnown = known.has(name)
    const type = known.get(name) ?? typeOfValue(value)!
    const fitting = fitValue(value, type)
    if (!isKnown) counts ??= countTypes(known)
    const isFull = !isKnown && (counts!.get(type) ?? 0) >= mostOfType
    if (fitting === undefined || isFull) {
      dropped.push(name)
      continue
    }
    values.set(name, fitting)
    if (isKnown) continue
    news.set(name, type)
    counts!.set(type, (counts!.get(type) ?? 0) + 1)
  }
  return { values, news, dropped }
}

function countTypes(known: ReadonlyMap<string, ValueType>): Map<ValueType, number> {
  const counts = new Map<ValueType, number>()
  for (const type of known.values()) counts.set(type, (counts.get(type) ?? 0) + 1)
  return counts
}
