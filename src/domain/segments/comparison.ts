/** What one value of a contact or of an interaction is compared with. A missing value fulfils no comparison. */
import { isDate } from '../../kernel/instant.ts'
import { readPattern } from './pattern.ts'
import {
  blame,
  fieldAt,
  hasOnly,
  type Place,
  readList,
  readNumber,
  readOneOf,
  readText,
  readWholeNumber,
} from './rule-input.ts'
import { type Duration, readDuration, type Unit } from './window.ts'

export type Scalar = string | number | boolean

export type Comparison =
  /** Neither null nor an empty text. */
  | { readonly is: 'present' }
  | { readonly is: 'equal'; readonly value: Scalar }
  | { readonly is: 'oneOf'; readonly values: readonly Scalar[] }
  /** Of texts, letter case and all. */
  | { readonly is: 'matches'; readonly pattern: string }
  | { readonly is: 'contains' | 'startsWith' | 'endsWith'; readonly value: string }
  /** Of numbers. */
  | { readonly is: 'less' | 'atMost' | 'greater' | 'atLeast'; readonly value: number }
  | { readonly is: 'between'; readonly from: number; readonly to: number }
  /** Of lists: has one of these at least. */
  | { readonly is: 'includes'; readonly values: readonly Scalar[] }
  /** Of texts that begin with a date: the day as it is written. */
  | { readonly is: 'before' | 'after' | 'on'; readonly day: string }
  | RelativeComparison

/**
 * By the day on the tenant's clock and in its zone; today is in both. With minutes or hours, which are for attributes only,
 * by the moment: of texts that are a date-time with an offset.
 */
export type RelativeComparison =
  | { readonly is: 'withinLast' | 'withinNext'; readonly duration: Duration }
  /** The day comes every year; that of 29 February on 1 March in other years. */
  | { readonly is: 'anniversaryWithinLast' | 'anniversaryWithinNext'; readonly days: number }

export const relative = [
  'withinLast',
  'withinNext',
  'anniversaryWithinLast',
  'anniversaryWithinNext',
] as const
const absolute = [
  'present',
  'equal',
  'oneOf',
  'contains',
  'startsWith',
  'endsWith',
  'matches',
  'less',
  'atMost',
  'greater',
  'atLeast',
  'between',
  'includes',
  'before',
  'after',
  'on',
] as const
const mostValues = 1000

export const calendarUnits: readonly Unit[] = ['days', 'weeks', 'months', 'years']

/** Whether it is about moments, not days. */
export const isOfMoments = (
  comparison: Comparison,
): comparison is Extract<RelativeComparison, { duration: Duration }> =>
  'duration' in comparison && !calendarUnits.includes(comparison.duration.unit)

export const isRelative = (comparison: Comparison): comparison is RelativeComparison =>
  relative.some(word => word === comparison.is)

/** `others` are the fields that stand beside those of the comparison. */
export function readComparison(
  place: Place,
  others: readonly string[],
  durations: readonly Unit[],
): Comparison {
  const isAt = fieldAt(place, 'is')
  const is = readOneOf(isAt, [...absolute, ...relative])
  if (isAt.value !== is) return { is: 'present' } // what else there is cannot be judged
  const only = (...names: string[]) => hasOnly(place, [...others, 'is', ...names])
  switch (is) {
    case 'present':
      only()
      return { is }
    case 'equal':
      only('value')
      return { is, value: readScalar(fieldAt(place, 'value')) }
    case 'oneOf':
    case 'includes':
      only('values')
      return { is, values: readList(fieldAt(place, 'values'), mostValues, readScalar) }
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      only('value')
      return { is, value: readText(fieldAt(place, 'value')) }
    case 'matches':
      only('pattern')
      return { is, pattern: readPattern(fieldAt(place, 'pattern')) }
    case 'less':
    case 'atMost':
    case 'greater':
    case 'atLeast':
      only('value')
      return { is, value: readNumber(fieldAt(place, 'value')) }
    case 'between':
      only('from', 'to')
      return { is, from: readNumber(fieldAt(place, 'from')), to: readNumber(fieldAt(place, 'to')) }
    case 'before':
    case 'after':
    case 'on':
      only('day')
      return { is, day: readDay(fieldAt(place, 'day')) }
    case 'withinLast':
    case 'withinNext':
      only('duration')
      return {
        is,
        duration: readDuration(fieldAt(place, 'duration'), durations),
      }
    case 'anniversaryWithinLast':
    case 'anniversaryWithinNext':
      only('days')
      return { is, days: readWholeNumber(fieldAt(place, 'days'), 0, 365) }
  }
}

function readScalar(place: Place): Scalar {
  const { value } = place
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return readNumber(place)
  if (typeof value === 'string') return readText(place)
  blame(place, 'must be a text, a number, true or false')
  return ''
}

function readDay(place: Place): string {
  const { value } = place
  if (typeof value === 'string' && value.length === 10 && isDate(value)) return value
  blame(place, 'must be a date, such as 2024-01-31')
  return '2000-01-01'
}
