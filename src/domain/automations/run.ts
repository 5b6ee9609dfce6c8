/**
 * A run: one contact on its way through one automation.
 *
 *                          a step that ends it, a goal, an exit,
 *   (a fact) ──▶ waiting ────────────────────────────────────────▶ ended
 *                 ▲   │     stop, deletion of the contact
 *                 └───┘
 *             due: steps are done until one waits
 *
 * It waits for its turn (`start`, `turn`), a time (`wait`), something that happens (`event`), a reply (`reply`), the end
 * of quiet hours (`quiet hours`), or its branches (`branches`). Its steps and its move are one transaction.
 *
 * A branch is what of a run goes on beside it after a fork. It is a row like that of a run, with the run's entry, and
 * waits and ends by itself. To enter and to end are of the run alone: it has ended when all its branches have.
 */
import type { Selectable } from 'kysely'
import type { LogName } from '../../storage/log/heads.ts'
import type { AutomationRunRow } from '../../storage/tables-automations.ts'

/** How a run can end. */
export type Ending =
  | 'completed'
  | 'exited'
  | 'goal'
  | 'exit rule'
  | 'stopped'
  | 'contact deleted'
  | 'control group'
  | 'loop guard'

/** The fact by which a run was started, as it was then. */
export interface RunEntry {
  readonly kind: string
  readonly type: string
  readonly schemaId: string | null
  /** RFC 3339. */
  readonly at: string
  readonly data: Readonly<Record<string, unknown>>
}

export interface Results {
  /** What the last `waitForEvent` waited for. */
  readonly event?: Readonly<Record<string, unknown>>
  /** What each waited for, by its step: of the last few. */
  readonly captured?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Which fact that was: it ends no other wait. `at` is RFC 3339. */
  readonly heard?: { readonly log: LogName; readonly at: string; readonly seq: number }
  readonly replies?: Readonly<Record<string, unknown>>
  /** The ids of the newest sends, by the step that queued them. */
  readonly messages?: Readonly<Record<string, string>>
}

export interface Run {
  readonly id: string
  /** 0: a run. Its branches are numbered from 1. */
  readonly branch: number
  /** Of a branch: the id of its run. */
  readonly branchOf: string | null
  readonly automationId: string
  /** Of the definition. */
  readonly definitionVersion: number
  readonly contactId: string
  readonly entryFact: string
  readonly entry: RunEntry
  readonly state: 'waiting' | 'ended'
  readonly step: string | null
  readonly enteredAt: Date
  readonly reason: string
  /** Why its step could not be done the last time. */
  readonly lastError: string | null
  readonly dueAt: Date
  readonly results: Results
  readonly startedAt: Date
  readonly endedAt: Date | null
}

export const fromRow = (row: Selectable<AutomationRunRow>): Run => ({
  id: row.id,
  branch: row.branch,
  branchOf: row.branch_of,
  automationId: row.automation_id,
  definitionVersion: row.version,
  contactId: row.contact_id,
  entryFact: row.entry_fact,
  entry: row.entry as unknown as RunEntry,
  state: row.state,
  step: row.step,
  enteredAt: row.entered_at,
  reason: row.reason,
  lastError: row.last_error,
  dueAt: row.due_at,
  results: row.results as Results,
  startedAt: row.started_at,
  endedAt: row.ended_at,
})
