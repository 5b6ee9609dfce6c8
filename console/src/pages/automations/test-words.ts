/** The tests of conditions and of what has happened: their shape, and their words. */

import { reachedBy } from '../../kit/channels.ts'
import { durationInWords } from '../../kit/durations.ts'
import type { Rule, Scalar } from '../../kit/rule/rule.ts'
import { comparisonWords, ruleInWords } from '../../kit/rule/rule-words.ts'
import { kindOfMatch } from './match-kinds.ts'
import { areasInWords, type Circle } from './model/area.ts'
import type { Definition, Match } from './model/definition.ts'
import { valuesOf, valuesOfRun, type World } from './use-world.ts'

export interface ValueTest {
  readonly path: string
  readonly is: string
  readonly value?: Scalar
  readonly values?: readonly Scalar[]
  readonly valueFrom?: string
}
/** Whether a value is a position in an area. */
export interface InsideTest {
  readonly path: string
  readonly inside: readonly Circle[]
}
export interface HappenedTest {
  readonly happened: Match
  readonly within?: string
  readonly has?: Readonly<Record<string, Readonly<Record<string, number | string>>>>
}
export type Test =
  | { readonly all: readonly Test[] }
  | { readonly any: readonly Test[] }
  | { readonly not: Test }
  | ValueTest
  | InsideTest
  | HappenedTest
  | { readonly rule: Rule }
  | { readonly reachable: string }

interface Property {
  readonly name: string
  readonly label: string
}

const boundWords: Readonly<Record<string, string>> = {
  atLeast: 'at least',
  atMost: 'at most',
  exactly: 'exactly',
}
const figureWords: Readonly<Record<string, string>> = {
  sum: 'a sum',
  min: 'a smallest',
  max: 'a greatest',
  average: 'an average',
}

/** As a clause: the contact bought something meanwhile; Stars, of the entry, is below 3. */
export function testInWords(test: Test | undefined, world: World, definition: Definition): string {
  return clause(test, world, valuesOfRun(definition, world))
}

function clause(test: Test | undefined, world: World, properties: readonly Property[]): string {
  if (!test) return '…'
  const inner = (each: Test) =>
    'all' in each || 'any' in each ? `(${clause(each, world, properties)})` : clause(each, world, properties)
  if ('all' in test) return test.all.map(inner).join(' and ') || '…'
  if ('any' in test) return test.any.map(inner).join(' or ') || '…'
  if ('not' in test) return `not: ${inner(test.not)}`
  if ('rule' in test) return `the contact is one ${ruleInWords(test.rule, world.rules.names)}`
  if ('reachable' in test) return `the contact ${reachedBy([test.reachable])}`
  if ('happened' in test) return happenedInWords(test, world)
  const name = properties.find(each => each.name === test.path)?.label ?? (test.path || '…')
  return 'inside' in test
    ? `${name} is inside ${areasInWords(test.inside)}`
    : `${name} ${comparedInWords(test)}`.trimEnd()
}

function happenedInWords({ happened, within, has }: HappenedTest, world: World): string {
  const when = within === undefined ? 'meanwhile' : `within ${durationInWords(within)}`
  return `the contact ${matchInWords(happened, world)} ${figureInWords(has)}${when}`
}

function figureInWords(has: HappenedTest['has']): string {
  const [[name, { of, ...bounds }] = ['', {} as Record<string, string | number>]] = Object.entries(has ?? {})
  const [[bound, number] = []] = Object.entries(bounds)
  if (bound === undefined) return ''
  const amount = `${boundWords[bound] ?? bound} ${number}`
  return name === 'count' ? `${amount} times ` : `with ${figureWords[name] ?? name} ${of} of ${amount} `
}

function comparedInWords({ is, value, values, valueFrom }: ValueTest): string {
  const than =
    valueFrom ??
    (values ? values.join(' or ') : value === undefined ? '' : value === '' ? '…' : String(value))
  return `${comparisonWords[is] ?? is} ${than}`
}

/** What follows "a contact": does “Product review” with Stars is below 3. */
export function matchInWords(match: Match, world: World): string {
  const words = kindOfMatch(match.kind).words(match, world)
  if (match.where === undefined) return words
  return `${words}, with ${clause(match.where as Test, world, valuesOf(match, world)).replaceAll(/ is (below|above|at )/g, ' $1')}`
}
