/** A rule in words, as the builder puts it. */
import type {
  Amount,
  Comparison,
  Condition,
  Figure,
  Measure,
  PropertyCondition,
  Rule,
  Window,
} from './rule.ts'
import { isGroup, peeled } from './rule.ts'

export interface Names {
  readonly schema: (id: string) => string
  readonly property: (schema: string | undefined, name: string) => string
  readonly segment: (id: string) => string
}

export const comparisonWords: Readonly<Record<string, string>> = {
  present: 'is known',
  equal: 'is',
  oneOf: 'is one of',
  contains: 'contains',
  startsWith: 'begins with',
  endsWith: 'ends with',
  matches: 'matches the pattern',
  less: 'is below',
  atMost: 'is at most',
  greater: 'is above',
  atLeast: 'is at least',
  between: 'is between',
  includes: 'includes one of',
  before: 'is before',
  after: 'is after',
  on: 'is on',
  withinLast: 'is within the last',
  withinNext: 'is within the next',
  anniversaryWithinLast: 'has its anniversary within the last',
  anniversaryWithinNext: 'has its anniversary within the next',
}

const listed = (values: readonly unknown[]) => values.map(String).join(', ')
const time = (duration: { amount: number; unit: string }) =>
  duration.amount === 1 ? `1 ${duration.unit.replace(/s$/, '')}` : `${duration.amount} ${duration.unit}`

export function comparisonInWords(comparison: Comparison): string {
  const { is, value, values, pattern, from, to, day, duration, days } = comparison
  const verb = comparisonWords[is] ?? is
  if (value !== undefined) return `${verb} ${value === '' ? '…' : String(value)}`
  if (values) return `${verb} ${listed(values)}`
  if (pattern !== undefined || day !== undefined) return `${verb} ${pattern ?? day}`
  if (from !== undefined) return `${verb} ${from} and ${to}`
  if (duration) return `${verb} ${time(duration)}`
  return days === undefined ? verb : `${verb} ${time({ amount: days, unit: 'days' })}`
}

export function windowInWords({ last, beforeLast, from, to }: Window): string {
  if (last && beforeLast) return `between ${time(last)} and ${time(beforeLast)} ago`
  if (last) return `in the last ${time(last)}`
  if (beforeLast) return `more than ${time(beforeLast)} ago`
  const parts = [from && `from ${from.slice(0, 10)}`, to && `before ${to.slice(0, 10)}`]
  return parts.filter(Boolean).join(', ')
}

export function amountInWords({ atLeast, atMost, exactly, between }: Amount): string {
  if (atLeast !== undefined) return `at least ${atLeast}`
  if (atMost !== undefined) return `at most ${atMost}`
  return exactly === undefined ? `${between?.[0]} to ${between?.[1]}` : `exactly ${exactly}`
}

const measures = { sum: 'sum', min: 'smallest', max: 'greatest', average: 'average' } as const

function figureInWords(figure: Figure, nameOf: (name: string) => string): string {
  if (figure.count) {
    const words = amountInWords(figure.count)
    return `${words} ${words.endsWith(' 1') ? 'time' : 'times'}`
  }
  if (figure.first) return `the first of them ${windowInWords(figure.first)}`
  if (figure.last) return `the last of them ${windowInWords(figure.last)}`
  const name = (['sum', 'min', 'max', 'average'] as const).find(each => figure[each])
  const measure = name && (figure[name] as Measure)
  return measure ? `with a ${measures[name]} of ${nameOf(measure.of)} of ${amountInWords(measure)}` : ''
}

export function ruleInWords(given: Rule, names: Names): string {
  const { rule, isNegated } = peeled(given)
  const words = plain(rule, names)
  return isNegated ? `not: ${words}` : words
}

function plain(rule: Rule, names: Names): string {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return rule.of
        .map(each => {
          const words = ruleInWords(each, names)
          return isGroup(peeled(each).rule) ? `(${words})` : words
        })
        .join(rule.kind === 'all' ? ', and ' : ', or ')
    case 'not':
      return ruleInWords(rule, names)
    case 'attribute':
      return `${rule.name} ${comparisonInWords(rule)}`
    case 'contactType':
      return `the contact type is ${listed(rule.oneOf)}`
    case 'source':
      return `was made by ${listed(rule.oneOf)}`
    case 'approved':
      return rule.value ? 'is approved' : 'is not approved'
    case 'preference':
      return `${rule.accepts ? 'accepts' : 'declines'} ${rule.channel}`
    case 'consent':
      return `${rule.value ? 'gave' : 'withdrew'} the consent ${rule.id}`
    case 'created':
      return `was made ${windowInWords(rule.within)}`
    case 'reachable':
      return `can be reached by ${rule.channels.join(' or ')}`
    case 'segment':
      return `is in ${names.segment(rule.id)}`
    case 'interactions': {
      const { schema, where = [], within, has } = rule
      const nameOf = (name: string) => names.property(schema, name)
      const what = schema === undefined ? 'any interaction' : names.schema(schema)
      const conditions = where.map(each => conditionInWords(each, nameOf)).join(' and ')
      return sentence([what, figureInWords(has, nameOf), within && windowInWords(within)], conditions)
    }
    case 'purchases': {
      const of = [rule.skus && `of ${listed(rule.skus)}`, rule.stores && `in ${listed(rule.stores)}`]
      return sentence(
        [
          'purchases',
          ...of,
          figureInWords(rule.has, name => name),
          rule.within && windowInWords(rule.within),
        ],
        '',
      )
    }
    case 'messages': {
      const { what, channel, templateId, has, within } = rule
      const of = [channel && `by ${channel}`, templateId && `of the template ${templateId}`]
      return sentence(
        ['messages', what, ...of, figureInWords(has, name => name), within && windowInWords(within)],
        '',
      )
    }
  }
}

const sentence = (parts: readonly (string | undefined)[], conditions: string) =>
  parts.filter(Boolean).join(' ') + (conditions && `, with ${conditions}`)

function conditionInWords(condition: Condition, nameOf: (name: string) => string): string {
  const one = (each: PropertyCondition) =>
    `${each.not ? 'not ' : ''}${nameOf(each.property)} ${comparisonInWords(each)}`
  return 'any' in condition ? `(${condition.any.map(one).join(' or ')})` : one(condition)
}
