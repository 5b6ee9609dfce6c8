/**
 * An automation: what is to follow for each contact to whom something happens, step by step. It is edited by adding a
 * version; runs stay on theirs.
 *
 *            start                pause
 *   draft ──────────▶ running ◀──────────▶ paused
 *                        │      resume       │
 *                        └───────┬───────────┘
 *                                │ stop
 *                                ▼          start
 *                             stopped ─────────────▶ running
 *
 * Running: facts start runs and runs go on. Paused: nothing starts and runs stand still; what happens meanwhile starts
 * nothing later, either. Stopped: its runs end.
 */
import type { Selectable } from 'kysely'
import type { AutomationRow } from '../../storage/tables-automations.ts'
import type { Definition } from './definition.ts'

export const automationStates = ['draft', 'running', 'paused', 'stopped'] as const
export type AutomationState = (typeof automationStates)[number]
export const mostAutomations = 500
export const mostLayoutBytes = 32_768
/** So many runs of each automation are looked at for what is told of it in a list, the newest. */
export const mostCounted = 10_000

/** Where the steps stand on a canvas, as whoever draws it wrote it. It belongs to no version, and nothing here reads it. */
export type Layout = Readonly<Record<string, unknown>>

export interface Automation {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly state: AutomationState
  /** The newest version of the definition. */
  readonly definitionVersion: number
  /** Moves with every change, of the state too. */
  readonly version: number
  readonly layout: Layout
  readonly nextStartAt: Date | null
  readonly startedAt: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface AutomationWithDefinition extends Automation {
  readonly definition: Definition
}

export const fromRow = (row: Selectable<AutomationRow>): Automation => ({
  id: row.id,
  name: row.name,
  description: row.description,
  state: row.state,
  definitionVersion: row.version,
  version: row.revision,
  layout: row.layout,
  nextStartAt: row.next_start_at,
  startedAt: row.started_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
