/**
 * A run: one contact on its way through one automation.
 *
 *                          a step that ends it, a goal, an exit,
 *   (a fact) ──▶ waiting ────────────────────────────────────────▶ ended
 *                 ▲   │     stop, deletion of the contact
 *                 └───┘
 *             due: steps are done until one waits
 *
 * It waits for its turn (`start`), a time (`wait`), something that happens (`event`), a reply (`reply`), or the end of
 * quiet hours (`quiet hours`). Its steps and its move are one transaction.
 */
import type { Selectable } from 'kysely'
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
  readonly replies?: Readonly<Record<string, unknown>>
  /** The ids of the newest sends, by the step that queued them. */
  readonly messages?: Readonly<Record<string, string>>
}

export interface Run {
  readonly id: string
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
