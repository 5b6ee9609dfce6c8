/** A rule in words, as the builder puts it. */
import { byChannel, channelInSentence, happeningWord, reachedBy } from '../channels.ts'
import type {
  Amount,
  Comparison,
  Condition,
  Figure,
  Group,
  InteractionsRule,
  Leaf,
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

const listed = (values: readonly unknown[]) => values.map(String).join(' or ')
const time = (duration: { amount: number; unit: string }) =>
  duration.amount === 1 ? `1 ${duration.unit.replace(/s$/, '')}` : `${duration.amount} ${duration.unit}`

function comparisonInWords(comparison: Comparison): string {
  const { is, value, values, pattern, from, to, day, duration, days } = comparison
  const verb = comparisonWords[is] ?? is
  if (value !== undefined) return `${verb} ${value === '' ? '…' : String(value)}`
  if (values) return `${verb} ${listed(values)}`
  if (pattern !== undefined || day !== undefined) return `${verb} ${pattern ?? day}`
  if (from !== undefined) return `${verb} ${from} and ${to}`
  if (duration) return `${verb} ${time(duration)}`
  return days === undefined ? verb : `${verb} ${time({ amount: days, unit: 'days' })}`
}

function windowInWords({ last, beforeLast, from, to }: Window): string {
  if (last && beforeLast) return `between ${time(last)} and ${time(beforeLast)} ago`
  if (last) return `in the last ${time(last)}`
  if (beforeLast) return `more than ${time(beforeLast)} ago`
  const parts = [from && `from ${from.slice(0, 10)}`, to && `before ${to.slice(0, 10)}`]
  return parts.filter(Boolean).join(', ')
}

function amountInWords({ atLeast, atMost, exactly, between }: Amount): string {
  if (atLeast !== undefined) return `at least ${atLeast}`
  if (atMost !== undefined) return `at most ${atMost}`
  return exactly === undefined ? `${between?.[0]} to ${between?.[1]}` : `exactly ${exactly}`
}

const measures = { sum: 'sum', min: 'smallest', max: 'greatest', average: 'average' } as const

/** How often, when, or how much, and of which time. */
function factsInWords(figure: Figure, within: Window | undefined, nameOf: (name: string) => string): string {
  const period = within && windowInWords(within)
  if (figure.first || figure.last) {
    const which = `for the ${figure.first ? 'first' : 'last'} time ${windowInWords(figure.first ?? figure.last ?? {})}`
    return period ? `${which}, of those ${period}` : which
  }
  return spaced(figure.count ? timesInWords(figure.count) : measureInWords(figure, nameOf), period)
}

function timesInWords(amount: Amount): string {
  const single = amount.atLeast ?? amount.atMost ?? amount.exactly
  const words = amountInWords(amount)
  return single === 1 ? words.replace(/1$/, 'once') : `${words} times`
}

function measureInWords(figure: Figure, nameOf: (name: string) => string): string {
  const name = (['sum', 'min', 'max', 'average'] as const).find(each => figure[each])
  const measure = name && figure[name]
  return measure ? `with a ${measures[name]} of ${nameOf(measure.of)} of ${amountInWords(measure)}` : ''
}

/** What follows "everyone": who did this, and whose that is so. */
export function ruleInWords(given: Rule, names: Names): string {
  const { rule, isNegated } = peeled(given)
  if (!isNegated) return clause(rule, names)
  return `who is none of those ${isGroup(rule) ? `(${clause(rule, names)})` : clause(rule, names)}`
}

function clause(rule: Group | Leaf, names: Names): string {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return rule.of
        .map(each => (isGroup(each) ? `(${ruleInWords(each, names)})` : ruleInWords(each, names)))
        .join(rule.kind === 'all' ? ', and ' : ', or ')
    case 'attribute':
      return `whose ${rule.name} ${comparisonInWords(rule)}`
    case 'contactType':
      return `whose contact type is ${listed(rule.oneOf)}`
    case 'source':
      return `who was made by ${listed(rule.oneOf)}`
    case 'approved':
      return rule.value ? 'who is approved' : 'who is not approved'
    case 'preference':
      return `who ${rule.accepts ? 'accepts' : 'declines'} ${channelInSentence(rule.channel)}`
    case 'consent':
      return `who ${rule.value ? 'gave' : 'withdrew'} the consent ${rule.id}`
    case 'created':
      return `who was made ${windowInWords(rule.within)}`
    case 'reachable':
      return `who ${reachedBy(rule.channels)}`
    case 'segment':
      return `who is in “${names.segment(rule.id)}”`
    case 'interactions':
      return interactionsInWords(rule, names)
    case 'purchases': {
      const { skus, stores, has, within } = rule
      const facts = factsInWords(has, within, name => name)
      return spaced('who bought', skus && listed(skus), stores && `in ${listed(stores)}`, facts)
    }
    case 'messages': {
      const { what, channel, templateId, has, within } = rule
      const facts = factsInWords(has, within, name => name)
      const template = templateId && `of the template ${templateId}`
      return spaced(
        'who had messages',
        channel && byChannel(channel),
        template,
        messageWord(what, channel),
        facts,
      )
    }
  }
}

/** What became of a message, of a channel or of any. */
export const messageWord = (what: string, channel?: string): string =>
  what === 'complained' ? 'complained of' : happeningWord(what, channel)

const spaced = (...parts: readonly (string | undefined)[]) => parts.filter(Boolean).join(' ')

function interactionsInWords({ schema, where = [], within, has }: InteractionsRule, names: Names): string {
  const nameOf = (name: string) => names.property(schema, name)
  const what = schema === undefined ? 'anything' : `“${names.schema(schema)}”`
  const conditions = where.map(each => conditionInWords(each, nameOf)).join(' and ')
  return spaced('who did', what, factsInWords(has, within, nameOf)) + (conditions && `, with ${conditions}`)
}

function conditionInWords(condition: Condition, nameOf: (name: string) => string): string {
  const one = (each: PropertyCondition) => propertyInWords(each, nameOf(each.property))
  return 'any' in condition ? `(${condition.any.map(one).join(' or ')})` : one(condition)
}

/** Stars below 3, Stars not known, Title that contains x. */
function propertyInWords({ not: isNegated, ...comparison }: PropertyCondition, name: string): string {
  const words = comparisonInWords(comparison)
  if (!words.startsWith('is ')) return `${isNegated ? 'no ' : ''}${name} that ${words}`
  const rest = comparison.is === 'equal' ? `equal to${words.slice(2)}` : words.slice(3)
  return `${name} ${isNegated ? 'not ' : ''}${rest}`
}
