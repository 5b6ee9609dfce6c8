/**
 * What rules mean, as plainly as it can be said: for tests, which hold the SQL to it. It looks at one contact and all of
 * its history in memory.
 */
import { readInstant } from '../../kernel/instant.ts'
import type { Comparison, Scalar } from './comparison.ts'
import { isOfMoments, isRelative } from './comparison.ts'
import { daysOf, momentsOf } from './day-range.ts'
import { type Amount, type Figure, measureOf } from './figure.ts'
import type { Leaf, Rule } from './rule.ts'
import type { Present } from './wall-clock.ts'
import { boundsOf, type Window } from './window.ts'

export interface NaiveContact {
  readonly contactType: string
  readonly approved: boolean
  readonly source: string | null
  /** Channels on which there is an address that is not suppressed, or a device. */
  readonly openAddresses: readonly string[]
  /** When a page or an app last asked for it, by channel. */
  readonly visits: Readonly<Record<string, Date>>
  readonly createdAt: Date
  readonly attributes: Readonly<Record<string, unknown>>
  readonly preferences: Readonly<Record<string, boolean>>
  /** The answers in force. */
  readonly consents: Readonly<Record<string, boolean>>
  readonly interactions: readonly { schema: string; at: Date; payload: Readonly<Record<string, unknown>> }[]
  readonly purchases: readonly {
    at: Date
    amount: number
    articles: number
    hasPurchase: boolean
    store: string
    skus: readonly string[]
  }[]
  readonly messages: readonly {
    sendId: string
    what: string
    channel: string
    templateId: string
    at: Date
  }[]
  /** Ids of the segments that it is a member of. */
  readonly segments: ReadonlySet<string>
}

interface Fact {
  readonly at: Date
  readonly number: number | undefined
}

export function fulfilsRule(rule: Rule, contact: NaiveContact, present: Present): boolean {
  switch (rule.kind) {
    case 'all':
      return rule.of.every(each => fulfilsRule(each, contact, present))
    case 'any':
      return rule.of.some(each => fulfilsRule(each, contact, present))
    case 'not':
      return !fulfilsRule(rule.of, contact, present)
    default:
      return fulfilsLeaf(rule, contact, present)
  }
}

function fulfilsLeaf(leaf: Leaf, contact: NaiveContact, present: Present): boolean {
  switch (leaf.kind) {
    case 'attribute':
      return compares(ownValue(contact.attributes, leaf.name), leaf, present)
    case 'contactType':
      return leaf.oneOf.some(id => id.toLowerCase() === contact.contactType.toLowerCase())
    case 'approved':
      return contact.approved === leaf.value
    case 'created':
      return isWithin(contact.createdAt, leaf.within, present)
    case 'source':
      return contact.source !== null && leaf.oneOf.includes(contact.source)
    case 'reachable':
      return leaf.channels.some(channel => isReached(channel, contact, present))
    case 'preference':
      return contact.preferences[leaf.channel] === leaf.accepts
    case 'consent':
      return contact.consents[leaf.id] === leaf.value
    case 'segment':
      return contact.segments.has(leaf.id)
    case 'interactions': {
      const chosen = contact.interactions.filter(
        ({ schema, at, payload }) =>
          (leaf.schema === undefined || schema === leaf.schema) &&
          isWithin(at, leaf.within, present) &&
          (leaf.where ?? []).every(condition =>
            ('any' in condition ? condition.any : [condition]).some(
              each => compares(ownValue(payload, each.property), each, present) !== (each.not === true),
            ),
          ),
      )
      const property = measureOf(leaf.has)?.measure.of
      return has(
        leaf.has,
        chosen.map(({ at, payload }) => {
          const value = property === undefined ? undefined : ownValue(payload, property)
          return { at, number: typeof value === 'number' ? value : undefined }
        }),
        present,
      )
    }
    case 'purchases': {
      const isSum = 'sum' in leaf.has
      const chosen = contact.purchases.filter(
        ({ at, hasPurchase, store, skus }) =>
          (isSum || hasPurchase) &&
          isWithin(at, leaf.within, present) &&
          (!leaf.stores || leaf.stores.includes(store)) &&
          (!leaf.skus || leaf.skus.some(sku => skus.includes(sku))),
      )
      const ofArticles = measureOf(leaf.has)?.measure.of === 'articles'
      return has(
        leaf.has,
        chosen.map(({ at, amount, articles }) => ({ at, number: ofArticles ? articles : amount })),
        present,
      )
    }
    case 'messages': {
      const chosen = contact.messages.filter(
        ({ what, channel, templateId, at }) =>
          what === leaf.what &&
          (leaf.channel === undefined || channel === leaf.channel) &&
          (leaf.templateId === undefined || templateId === leaf.templateId) &&
          isWithin(at, leaf.within, present),
      )
      if ('count' in leaf.has)
        return isAmount(new Set(chosen.map(({ sendId }) => sendId)).size, leaf.has.count)
      return has(
        leaf.has,
        chosen.map(({ at }) => ({ at, number: undefined })),
        present,
      )
    }
  }
}

const pageChannels = ['onSite', 'inline']
const monthMs = 30 * 24 * 3_600_000

function isReached(channel: string, contact: NaiveContact, { now }: Present): boolean {
  const said = contact.preferences[channel]
  if (channel === 'email' || channel === 'sms' || channel === 'whatsapp')
    return said === true && contact.openAddresses.includes(channel)
  if (said === false) return false
  if (channel === 'push' || channel === 'webPush') return contact.openAddresses.includes(channel)
  const counting = pageChannels.includes(channel) ? pageChannels : [channel]
  return counting.some(each => {
    const at = contact.visits[each]
    return at !== undefined && at.getTime() > now.getTime() - monthMs
  })
}

function has(figure: Figure, facts: readonly Fact[], present: Present): boolean {
  if ('count' in figure) return isAmount(facts.length, figure.count)
  const measured = measureOf(figure)
  if (measured) {
    const numbers = facts.flatMap(({ number }) => number ?? [])
    if (numbers.length === 0) return false
    const sum = numbers.reduce((total, number) => total + number, 0)
    const results = {
      sum,
      min: Math.min(...numbers),
      max: Math.max(...numbers),
      average: sum / numbers.length,
    }
    return isAmount(results[measured.aggregate], measured.measure)
  }
  if (facts.length === 0) return false
  const times = facts.map(({ at }) => at.getTime())
  if ('first' in figure) return isWithin(new Date(Math.min(...times)), figure.first, present)
  return 'last' in figure && isWithin(new Date(Math.max(...times)), figure.last, present)
}

function isAmount(value: number, amount: Amount): boolean {
  if ('atLeast' in amount) return value >= amount.atLeast
  if ('atMost' in amount) return value <= amount.atMost
  if ('exactly' in amount) return value === amount.exactly
  return value >= amount.between[0] && value <= amount.between[1]
}

function isWithin(at: Date, window: Window | undefined, present: Present): boolean {
  const { after, upTo } = boundsOf(window, present)
  return (after === undefined || at > after) && (upTo === undefined || at <= upTo)
}

function ownValue(object: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

function compares(value: unknown, comparison: Comparison, present: Present): boolean {
  const text = typeof value === 'string' ? value : undefined
  const number = typeof value === 'number' ? value : undefined
  const day = text !== undefined && /^[0-9]{4}-[0-9]{2}-[0-9]{2}/.test(text) ? text.slice(0, 10) : undefined
  if (isOfMoments(comparison)) {
    const moment = text === undefined ? undefined : readInstant(text, 'offset-required')
    const { after, upTo } = momentsOf(comparison, present)
    return moment !== undefined && moment > after! && moment <= upTo!
  }
  if (isRelative(comparison)) {
    const days = daysOf(comparison, present)
    if (day === undefined) return false
    return 'everyYear' in days ? days.everyYear.includes(day.slice(5)) : day >= days.first && day <= days.last
  }
  const isOne = (values: readonly Scalar[], it: unknown) => values.some(each => each === it)
  switch (comparison.is) {
    case 'present':
      return value !== undefined && value !== null && value !== ''
    case 'equal':
      return value === comparison.value
    case 'oneOf':
      return isOne(comparison.values, value)
    case 'includes':
      return Array.isArray(value) && value.some(item => isOne(comparison.values, item))
    case 'contains':
      return text?.includes(comparison.value) ?? false
    case 'startsWith':
      return text?.startsWith(comparison.value) ?? false
    case 'endsWith':
      return text?.endsWith(comparison.value) ?? false
    case 'matches':
      return text !== undefined && new RegExp(comparison.pattern, 'u').test(text)
    case 'less':
      return number !== undefined && number < comparison.value
    case 'atMost':
      return number !== undefined && number <= comparison.value
    case 'greater':
      return number !== undefined && number > comparison.value
    case 'atLeast':
      return number !== undefined && number >= comparison.value
    case 'between':
      return number !== undefined && number >= comparison.from && number <= comparison.to
    case 'before':
      return day !== undefined && day < comparison.day
    case 'after':
      return day !== undefined && day > comparison.day
    case 'on':
      return day === comparison.day
  }
}
