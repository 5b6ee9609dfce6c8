/**
 * A segment: contacts with something in common, under a name.
 *
 * The members of a *live* one follow from its rule at all times: each fact is followed by a check of the contact it is
 * about, and time by a sweep. Those of a *refreshing* one follow from its rule when it is computed, on a schedule. A *list*
 * has those that were put in; it may have begun as what a rule was true of.
 *
 * Computing goes through all contacts in portions, in the background:
 *
 *     made with a rule ─▶ stale ── first portion ─▶ computing ── last portion ─▶ ready
 *                           ▲                         │   ▲                        │
 *                           │◀── rule changed, asked ─┘   │ a failed portion       │
 *                           │    for, clock set back      └ is tried again         │
 *                           └── the same; also at midnight, when too much passes ◀─┘
 *                               the edge of a window, or when it is due
 */
import type { Selectable } from 'kysely'
import type { SegmentRow } from '../../storage/tables-segments.ts'
import type { Rule } from './rule.ts'

export const segmentKinds = ['live', 'refreshing', 'list'] as const
export type SegmentKind = (typeof segmentKinds)[number]

export const refreshes = ['daily', 'weekly', 'monthly'] as const
export type Refresh = (typeof refreshes)[number]

export interface Segment {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly kind: SegmentKind
  /** Of a list: what it was once computed from, if anything. */
  readonly rule: Rule | null
  /** Unapproved contacts are else left out, whatever the rule says. */
  readonly includesUnapproved: boolean
  /** How often a refreshing one is computed. */
  readonly refresh: Refresh | null
  /** Moves with each change of what is said here, not with the members. */
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly computation: Computation
}

export interface Computation {
  readonly state: 'stale' | 'computing' | 'ready'
  /** Contacts that were looked at by the computation at hand, of how many. */
  readonly progress: { readonly done: number; readonly total: number } | null
  /** On the tenant's clock: as of when the members are complete. Null: never computed. */
  readonly computedAt: Date | null
  /** What the last whole computation took. */
  readonly tookMs: number | null
  /** Of a live one: up to when time was followed. */
  readonly sweptAt: Date | null
  /** When it is swept or refreshed next. */
  readonly dueAt: Date | null
  /** Contacts that were checked because of facts or time since it was computed, and what that took. */
  readonly checkedContacts: number
  readonly checkMs: number
  /** What went wrong last; null once it went well again. */
  readonly lastError: string | null
  /** Wall time. */
  readonly retryAt: Date | null
}

/** What work on the members of a segment looks at. */
export type Watched = Pick<Segment, 'id' | 'version' | 'kind' | 'rule' | 'includesUnapproved' | 'refresh'> & {
  readonly computation: Pick<Computation, 'state' | 'sweptAt'>
}

export function fromRow(row: Selectable<SegmentRow>): Segment {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    kind: row.kind,
    rule: row.rule as Rule | null,
    includesUnapproved: row.includes_unapproved,
    refresh: row.refresh,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    computation: {
      state: row.state,
      progress: row.state === 'computing' ? { done: row.contacts_done, total: row.contacts_total } : null,
      computedAt: row.computed_at,
      tookMs: row.computed_ms,
      sweptAt: row.swept_at,
      dueAt: row.due_at,
      checkedContacts: row.checked_contacts,
      checkMs: row.check_ms,
      lastError: row.last_error,
      retryAt: row.retry_at,
    },
  }
}

/** The rule with what the segment adds to it. */
export function wholeRule(rule: Rule, includesUnapproved: boolean): Rule {
  return includesUnapproved ? rule : { kind: 'all', of: [{ kind: 'approved', value: true }, rule] }
}
