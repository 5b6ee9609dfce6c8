/** What is asked of several facts together: how many there are, when the first or the last one was, a figure of a number. */
import {
  blame,
  fieldAt,
  hasOnly,
  onlyField,
  type Place,
  readList,
  readNumber,
  readText,
  readWholeNumber,
} from './rule-input.ts'
import { readWindow, type Window } from './window.ts'

export type Amount =
  | { readonly atLeast: number }
  | { readonly atMost: number }
  | { readonly exactly: number }
  | { readonly between: readonly [number, number] }

export const aggregates = ['sum', 'min', 'max', 'average'] as const
export type Aggregate = (typeof aggregates)[number]

/** A figure of a number of each fact. */
export type Measure = Amount & { readonly of: string }

export type Figure =
  /** None at all counts as 0. */
  | { readonly count: Amount }
  | { readonly first: Window }
  | { readonly last: Window }
  /** Without a single number there is no such figure, and nothing is fulfilled. */
  | { readonly sum: Measure }
  | { readonly min: Measure }
  | { readonly max: Measure }
  | { readonly average: Measure }

/** The aggregate that a figure is, if it is one, and its measure. */
export function measureOf(figure: Figure): { aggregate: Aggregate; measure: Measure } | undefined {
  const entry = Object.entries(figure).find(([name]) => aggregates.some(aggregate => aggregate === name))
  return entry && { aggregate: entry[0] as Aggregate, measure: entry[1] as Measure }
}

const amounts = ['atLeast', 'atMost', 'exactly', 'between'] as const
const mostCounted = 1_000_000

/** `readOf` reads what a sum is of, a property for example; without it there are no sums. Nothing given: at least one. */
export function readFigure(place: Place, readOf?: (of: Place) => string): Figure {
  if (place.value === undefined) return { count: { atLeast: 1 } }
  const known = ['count', 'first', 'last', ...(readOf ? aggregates : [])] as const
  const name = onlyField(place, known)
  if (name === undefined) return { count: { atLeast: 1 } }
  const field = fieldAt(place, name)
  switch (name) {
    case 'count':
      return { count: readAmount(field, item => readWholeNumber(item, 0, mostCounted)) }
    case 'first':
      return { first: readWindow(field) }
    case 'last':
      return { last: readWindow(field) }
    default: {
      const measure = { of: readOf!(fieldAt(field, 'of')), ...readAmount(field, readNumber, ['of']) }
      return { [name]: measure } as unknown as Figure
    }
  }
}

export const readName = (place: Place) => readText(place, 200)

function readAmount(place: Place, read: (item: Place) => number, others: readonly string[] = []): Amount {
  if (!hasOnly(place, [...others, ...amounts])) return { atLeast: 1 }
  const given = amounts.filter(name => Object.hasOwn(place.value as object, name))
  const [name] = given
  if (name === undefined || given.length > 1) {
    blame(place, `must have one of ${amounts.join(', ')}`)
    return { atLeast: 1 }
  }
  const field = fieldAt(place, name)
  if (name === 'between') {
    const [from = 0, to = 0, ...more] = readList(field, 2, read)
    if (more.length > 0 || (Array.isArray(field.value) && field.value.length !== 2) || from > to)
      blame(field, 'must be two numbers, the lesser one first')
    return { between: [from, to] }
  }
  const value = read(field)
  if (name === 'atLeast') return { atLeast: value }
  return name === 'atMost' ? { atMost: value } : { exactly: value }
}
