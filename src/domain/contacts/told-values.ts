/** What facts tell of the values of attributes, so that who reads them late reads what was so then. */
import { readPosition } from '../../kernel/position.ts'
import { isBlank } from './given-attributes.ts'

type Values = Readonly<Record<string, unknown>>

export interface ToldValues {
  /** What attributes that changed were: none that was not there, and none whose JSON is longer than a thousand characters. */
  readonly was?: Values
  /** What they are since then, null or blank when they were cleared; none that is longer. */
  readonly now?: Values
}

/** Longer values are not kept in the log. */
const mostTold = 1000

export const isTold = (value: unknown): boolean => (JSON.stringify(value) ?? '').length <= mostTold

/** Of those that changed. */
export function toldChanges(before: Values, after: Values, changed: readonly string[]): ToldValues {
  const was = changed.filter(
    name => Object.hasOwn(before, name) && !isBlank(before[name]) && isTold(before[name]),
  )
  const now = changed.filter(name => isTold(after[name]))
  return {
    ...(was.length > 0 && { was: pick(before, was) }),
    ...(now.length > 0 && { now: pick(after, now) }),
  }
}

/** Of a new contact, where it is: its positions alone, for the rest is read of the contact. */
export function toldPositions(attributes: Values): ToldValues {
  const positions = Object.keys(attributes).filter(
    name => readPosition(attributes[name]) !== undefined && isTold(attributes[name]),
  )
  return positions.length > 0 ? { now: pick(attributes, positions) } : {}
}

const pick = (values: Values, names: readonly string[]): Values =>
  Object.fromEntries(names.map(name => [name, values[name]]))
