/** Tests of values: pure, and without surprises from what clients sent as names. */
import { toNumber } from '../../kernel/loose-number.ts'
import { isWithin, readPosition } from '../../kernel/position.ts'
import type { Operator, TestTree } from './definition.ts'

/** What a path may begin with, by name. */
export type Scope = Readonly<Record<string, unknown>>

/** What a path leads to, through own properties alone. A name with dots is found whole where it stands last. */
export function valueAt(scope: Scope, path: string): unknown {
  const names = path.split('.')
  let value: unknown = scope
  for (const [n, name] of names.entries()) {
    if (typeof value !== 'object' || value === null) return undefined
    if (Object.hasOwn(value, name)) value = (value as Scope)[name]
    else {
      const rest = names.slice(n).join('.')
      return Object.hasOwn(value, rest) ? (value as Scope)[rest] : undefined
    }
  }
  return value
}

/** A test that asks for values only: of a fact, as `where` has them. */
export function holds(test: TestTree, scope: Scope): boolean {
  if ('all' in test) return test.all.every(each => holds(each, scope))
  if ('any' in test) return test.any.some(each => holds(each, scope))
  if ('not' in test) return !holds(test.not, scope)
  if ('path' in test) return compares(test, scope)
  throw new Error('This test asks for more than values.')
}

/** Whether the value that a path leads to is as a test wants it. */
export function compares(test: ValueTest, scope: Scope): boolean {
  if ('inside' in test) {
    const position = readPosition(valueAt(scope, test.path))
    return position !== undefined && isWithin(position, test.inside)
  }
  const { path, is, value, valueFrom, values } = test
  const to = valueFrom === undefined ? value : valueAt(scope, valueFrom)
  return compare(valueAt(scope, path), is, is === 'oneOf' ? values : to)
}

type ValueTest = Extract<TestTree, { readonly path: string }>

/**
 * Numbers compare as numbers, also when one side is text that is a number; times as times; other text by letter, letter
 * case aside. Of what is not there nothing holds.
 */
export function compare(value: unknown, is: Operator, to: unknown): boolean {
  if (value === undefined || value === null || value === '') return false
  if (is === 'present') return true
  if (to === undefined || to === null) return false
  if (is === 'equal') return isSame(value, to)
  if (is === 'oneOf') return Array.isArray(to) && to.some(each => isSame(value, each))
  if (is === 'contains' && Array.isArray(value)) return value.some(each => isSame(each, to))
  if (is === 'contains') return fold(value).includes(fold(to))
  if (is === 'startsWith') return fold(value).startsWith(fold(to))
  if (is === 'endsWith') return fold(value).endsWith(fold(to))
  const order = orderOf(value, to)
  if (order === undefined) return false
  if (is === 'less') return order < 0
  if (is === 'atMost') return order <= 0
  return is === 'greater' ? order > 0 : order >= 0
}

const fold = (value: unknown) => String(value).toLowerCase()

export function isSame(a: unknown, b: unknown): boolean {
  if (typeof a === 'boolean' || typeof b === 'boolean') return fold(a) === fold(b)
  const numbers = [toNumber(a), toNumber(b)]
  if (numbers[0] !== undefined && numbers[1] !== undefined) return numbers[0] === numbers[1]
  return typeof a !== 'object' && fold(a) === fold(b)
}

function orderOf(a: unknown, b: unknown): number | undefined {
  const numbers = [toNumber(a), toNumber(b)]
  if (numbers[0] !== undefined && numbers[1] !== undefined) return numbers[0] - numbers[1]
  const times = [toTime(a), toTime(b)]
  return times[0] !== undefined && times[1] !== undefined ? times[0] - times[1] : undefined
}

const timeForm = /^\d{4}-\d\d-\d\d([Tt][\d:.]{5,20}([Zz]|[+-]\d\d:\d\d)?)?$/

/** A date is its first moment in UTC, and so is a time without an offset in UTC. */
export function toTime(value: unknown): number | undefined {
  if (typeof value !== 'string' || !timeForm.test(value)) return undefined
  const time = Date.parse(/[Tt]/.test(value) && !/([Zz]|[+-]\d\d:\d\d)$/.test(value) ? `${value}Z` : value)
  return Number.isNaN(time) ? undefined : time
}
