/**
 * A rule: which contacts a segment is made of, as a tree. Its leaves ask one thing of a contact each, a file per kind;
 * every leaf is true or false, and `not` is its opposite.
 */
import type { Fault } from '../../kernel/domain-error.ts'
import { segmentRuleInvalid } from './errors.ts'
import { type AttributeRule, readAttributeRule } from './rule-attribute.ts'
import { blame, fieldAt, hasOnly, type Place, readList, readOneOf } from './rule-input.ts'
import { type InteractionsRule, type KnownSchemas, readInteractionsRule } from './rule-interactions.ts'
import { type MessagesRule, readMessagesRule } from './rule-messages.ts'
import { type PurchasesRule, readPurchasesRule } from './rule-purchases.ts'
import { readSegmentRule, type SegmentRule } from './rule-segment.ts'
import {
  type ApprovedRule,
  type ConsentRule,
  type ContactTypeRule,
  type CreatedRule,
  type PreferenceRule,
  type ReachableRule,
  readApprovedRule,
  readConsentRule,
  readContactTypeRule,
  readCreatedRule,
  readPreferenceRule,
  readReachableRule,
  readSourceRule,
  type SourceRule,
} from './rule-standing.ts'

export type Leaf =
  | AttributeRule
  | ContactTypeRule
  | ApprovedRule
  | PreferenceRule
  | ConsentRule
  | CreatedRule
  | SourceRule
  | ReachableRule
  | InteractionsRule
  | PurchasesRule
  | MessagesRule
  | SegmentRule

export type Rule =
  | { readonly kind: 'all'; readonly of: readonly Rule[] }
  | { readonly kind: 'any'; readonly of: readonly Rule[] }
  | { readonly kind: 'not'; readonly of: Rule }
  | Leaf

/** What a rule may name. */
export interface RuleWorld {
  readonly schemas: KnownSchemas
  readonly segmentIds: ReadonlySet<string>
}

/** Of nodes and leaves. */
export const ruleKinds = [
  'all',
  'any',
  'not',
  'attribute',
  'contactType',
  'approved',
  'preference',
  'consent',
  'created',
  'source',
  'reachable',
  'interactions',
  'purchases',
  'messages',
  'segment',
] as const

/** Of nodes alone. */
export const nodeKinds: readonly string[] = ['all', 'any', 'not']

export const deepestRule = 8
export const mostNodes = 100
/** Leaves for which facts are gathered: each is a join. */
export const mostGathering = 12
const gathering: ReadonlySet<string> = new Set(['interactions', 'purchases', 'messages'])

interface Spent {
  nodes: number
  gathering: number
}

/** Reads a rule as it was sent. Throws `segment-rule-invalid` with every fault by JSON pointer; `pointer` leads to it. */
export function readRule(input: unknown, world: RuleWorld, pointer = ''): Rule {
  const faults: Fault[] = []
  const rule = readNode({ value: input, pointer, faults }, world, 1, { nodes: 0, gathering: 0 })
  if (faults.length > 0) throw segmentRuleInvalid(faults)
  return rule
}

const nothing: Rule = { kind: 'any', of: [] }

function readNode(place: Place, world: RuleWorld, depth: number, spent: Spent): Rule {
  if (depth > deepestRule || ++spent.nodes > mostNodes) {
    blame(
      place,
      depth > deepestRule ? `is nested more than ${deepestRule} deep` : `is one of more than ${mostNodes}`,
    )
    return nothing
  }
  if (typeof place.value !== 'object' || place.value === null || Array.isArray(place.value)) {
    blame(place, 'must be an object')
    return nothing
  }
  const kindAt = fieldAt(place, 'kind')
  if (!ruleKinds.some(kind => kind === kindAt.value)) {
    blame(kindAt, `must be one of ${ruleKinds.join(', ')}`)
    return nothing
  }
  const kind = readOneOf(kindAt, ruleKinds)
  if (gathering.has(kind) && ++spent.gathering > mostGathering) {
    blame(place, `is one of more than ${mostGathering} that gather facts`)
    return nothing
  }
  switch (kind) {
    case 'all':
    case 'any':
      hasOnly(place, ['kind', 'of'])
      return {
        kind,
        of: readList(fieldAt(place, 'of'), mostNodes, item => readNode(item, world, depth + 1, spent)),
      }
    case 'not':
      hasOnly(place, ['kind', 'of'])
      return { kind, of: readNode(fieldAt(place, 'of'), world, depth + 1, spent) }
    case 'attribute':
      return readAttributeRule(place)
    case 'contactType':
      return readContactTypeRule(place)
    case 'approved':
      return readApprovedRule(place)
    case 'preference':
      return readPreferenceRule(place)
    case 'consent':
      return readConsentRule(place)
    case 'created':
      return readCreatedRule(place)
    case 'source':
      return readSourceRule(place)
    case 'reachable':
      return readReachableRule(place)
    case 'interactions':
      return readInteractionsRule(place, world.schemas)
    case 'purchases':
      return readPurchasesRule(place)
    case 'messages':
      return readMessagesRule(place)
    case 'segment':
      return readSegmentRule(place, world.segmentIds)
  }
}

/** The leaves of a rule, from left to right. */
export function leavesOf(rule: Rule): Leaf[] {
  if (rule.kind === 'all' || rule.kind === 'any') return rule.of.flatMap(leavesOf)
  return rule.kind === 'not' ? leavesOf(rule.of) : [rule]
}
