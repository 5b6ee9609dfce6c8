/** What a rule looks at: which changes can change its answer, and at which moments it changes by itself. */
import { isVisitChannel } from '../contacts/visit.ts'
import { type Comparison, isOfMoments, isRelative } from './comparison.ts'
import { endsOf } from './day-range.ts'
import type { Figure } from './figure.ts'
import { type Leaf, leavesOf, type Rule } from './rule.ts'
import type { MessageHappening } from './rule-messages.ts'
import { type Duration, movingBounds, visitCounts, type Window } from './window.ts'

/** Facts of this kind pass a bound that is so far behind the clock; null is about the clock itself. */
export type MovingBound = { readonly behind: Duration | null } & (
  | { readonly of: 'interactions'; readonly schema: string | undefined }
  | { readonly of: 'purchases' }
  | { readonly of: 'messages'; readonly what: MessageHappening }
  | { readonly of: 'created' }
  | { readonly of: 'visits' }
  | { readonly of: 'attribute'; readonly name: string }
)

export interface Reads {
  readonly attributes: ReadonlySet<string>
  readonly kinds: ReadonlySet<Leaf['kind']>
  /** Aliases; undefined among them is any schema. */
  readonly schemas: ReadonlySet<string | undefined>
  readonly messages: ReadonlySet<MessageHappening>
  readonly segments: ReadonlySet<string>
  readonly moving: readonly MovingBound[]
  /** True when its answer can change at midnight. */
  readonly isDaily: boolean
}

export function readsOf(rule: Rule): Reads {
  const leaves = leavesOf(rule)
  return {
    attributes: new Set(leaves.flatMap(leaf => (leaf.kind === 'attribute' ? [leaf.name] : []))),
    kinds: new Set(leaves.map(leaf => leaf.kind)),
    schemas: new Set(leaves.flatMap(leaf => (leaf.kind === 'interactions' ? [leaf.schema] : []))),
    messages: new Set(leaves.flatMap(leaf => (leaf.kind === 'messages' ? [leaf.what] : []))),
    segments: new Set(leaves.flatMap(leaf => (leaf.kind === 'segment' ? [leaf.id] : []))),
    moving: unique(leaves.flatMap(movingOf)),
    isDaily: leaves.flatMap(comparisonsOf).some(each => isRelative(each) && !isOfMoments(each)),
  }
}

function comparisonsOf(leaf: Leaf): Comparison[] {
  if (leaf.kind === 'attribute') return [leaf]
  if (leaf.kind !== 'interactions') return []
  return (leaf.where ?? []).flatMap(condition => ('any' in condition ? condition.any : [condition]))
}

function movingOf(leaf: Leaf): MovingBound[] {
  switch (leaf.kind) {
    case 'interactions':
      return moving(leaf).map(behind => ({ behind, of: leaf.kind, schema: leaf.schema }))
    case 'messages':
      return moving(leaf).map(behind => ({ behind, of: leaf.kind, what: leaf.what }))
    case 'purchases':
      return moving(leaf).map(behind => ({ behind, of: leaf.kind }))
    case 'created':
      return movingBounds(leaf.within).map(behind => ({ behind, of: leaf.kind }))
    case 'attribute':
      return isOfMoments(leaf) ? endsOf(leaf).map(behind => ({ behind, of: leaf.kind, name: leaf.name })) : []
    case 'reachable':
      return leaf.channels.some(isVisitChannel) ? [{ behind: visitCounts, of: 'visits' }] : []
    default:
      return []
  }
}

function moving({ within, has }: { within?: Window; has: Figure }): (Duration | null)[] {
  const ofFigure = 'first' in has ? has.first : 'last' in has ? has.last : undefined
  return [...movingBounds(within), ...movingBounds(ofFigure)]
}

function unique(bounds: readonly MovingBound[]): MovingBound[] {
  return [...new Map(bounds.map(bound => [JSON.stringify(bound), bound])).values()]
}
