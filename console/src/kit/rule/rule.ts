/** A rule as the builder holds it: as the server takes it, and perhaps not yet complete. */
export type Scalar = string | number | boolean

export interface Duration {
  readonly amount: number
  readonly unit: string
}

export interface Window {
  readonly last?: Duration
  readonly beforeLast?: Duration
  readonly from?: string
  readonly to?: string
}

export interface Amount {
  readonly atLeast?: number
  readonly atMost?: number
  readonly exactly?: number
  readonly between?: readonly number[]
}

export type Measure = Amount & { readonly of: string }

export interface Figure {
  readonly count?: Amount
  readonly first?: Window
  readonly last?: Window
  readonly sum?: Measure
  readonly min?: Measure
  readonly max?: Measure
  readonly average?: Measure
}

export interface Comparison {
  readonly is: string
  readonly value?: Scalar
  readonly values?: readonly Scalar[]
  readonly pattern?: string
  readonly from?: number
  readonly to?: number
  readonly day?: string
  readonly duration?: Duration
  readonly days?: number
}

export type PropertyCondition = Comparison & { readonly property: string; readonly not?: boolean }
export type Condition = PropertyCondition | { readonly any: readonly PropertyCondition[] }

interface Facts {
  readonly within?: Window
  readonly has: Figure
}

export type InteractionsRule = Facts & {
  readonly kind: 'interactions'
  readonly schema?: string
  readonly where?: readonly Condition[]
}
export type PurchasesRule = Facts & {
  readonly kind: 'purchases'
  readonly skus?: readonly string[]
  readonly stores?: readonly string[]
}
export type MessagesRule = Facts & {
  readonly kind: 'messages'
  readonly what: string
  readonly channel?: string
  readonly templateId?: string
}
export type AttributeRule = Comparison & { readonly kind: 'attribute'; readonly name: string }

export type Leaf =
  | AttributeRule
  | { readonly kind: 'contactType' | 'source'; readonly oneOf: readonly string[] }
  | { readonly kind: 'approved'; readonly value: boolean }
  | { readonly kind: 'preference'; readonly channel: string; readonly accepts: boolean }
  | { readonly kind: 'consent'; readonly id: string; readonly value: boolean }
  | { readonly kind: 'created'; readonly within: Window }
  | { readonly kind: 'reachable'; readonly channels: readonly string[] }
  | InteractionsRule
  | PurchasesRule
  | MessagesRule
  | { readonly kind: 'segment'; readonly id: string }

export type Group = { readonly kind: 'all' | 'any'; readonly of: readonly Rule[] }
export type Rule = Group | { readonly kind: 'not'; readonly of: Rule } | Leaf

export const isGroup = (rule: Rule): rule is Group => rule.kind === 'all' || rule.kind === 'any'

export const kindNames: Readonly<Record<Leaf['kind'], string>> = {
  interactions: 'Interactions',
  purchases: 'Purchases',
  messages: 'Messages',
  attribute: 'An attribute',
  contactType: 'The contact type',
  approved: 'Approval',
  preference: 'A preference',
  consent: 'A consent',
  created: 'When it was made',
  source: 'What it was made by',
  reachable: 'Being reachable',
  segment: 'Another segment',
}

const once: Figure = { count: { atLeast: 1 } }

/** A leaf to begin with; what only the person can know is empty. */
export function newLeaf(kind: Leaf['kind'], schema?: string): Leaf {
  switch (kind) {
    case 'attribute':
      return { kind, name: '', is: 'equal', value: '' }
    case 'contactType':
    case 'source':
      return { kind, oneOf: [] }
    case 'approved':
      return { kind, value: true }
    case 'preference':
      return { kind, channel: 'email', accepts: true }
    case 'consent':
      return { kind, id: '', value: true }
    case 'created':
      return { kind, within: { last: { amount: 30, unit: 'days' } } }
    case 'reachable':
      return { kind, channels: ['email'] }
    case 'interactions':
      return { kind, ...(schema !== undefined && { schema }), has: once }
    case 'purchases':
      return { kind, has: once }
    case 'messages':
      return { kind, what: 'opened', has: once }
    case 'segment':
      return { kind, id: '' }
  }
}

/** The rule without the `not` around it, whether it is negated, and how many there were. */
export function peeled(rule: Rule): { rule: Group | Leaf; isNegated: boolean; depth: number } {
  let inner = rule
  let depth = 0
  for (; inner.kind === 'not'; inner = inner.of) depth++
  return { rule: inner, isNegated: depth % 2 === 1, depth }
}

/** Whether anything is still to be filled in. What else is wrong the server says. */
export function isComplete(part: unknown): boolean {
  if (part === '' || (Array.isArray(part) && part.length === 0)) return false
  if (typeof part !== 'object' || part === null) return part !== null
  return Object.values(part).every(each => each === undefined || isComplete(each))
}
