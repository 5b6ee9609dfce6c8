/** A run while its steps are done: what it is now, and what is to be written of it. */
import type { Definition, Step } from './definition.ts'
import { stepOf } from './graph.ts'
import type { SeenContact } from './read-contacts.ts'
import type { Ending, Results, RunEntry } from './run.ts'
import type { Move, StepDone } from './runs.sql.ts'
import type { Scope } from './value-test.ts'

/** A claimed run, as the queue gives it. */
export interface DueRun {
  readonly tenant_id: string
  readonly id: string
  readonly due_at: Date
  readonly waits_until: Date | null
  readonly leased_until: Date
  readonly automation_id: string
  readonly version: number
  readonly contact_id: string
  readonly entry_fact: string
  readonly entry: RunEntry
  readonly step: string
  readonly entered_at: Date
  readonly reason: string
  readonly results: Results
  readonly jumps: Readonly<Record<string, number>>
  readonly steps_done: number
  readonly started_at: Date
  readonly branch: number
  readonly branch_of: string | null
  readonly branches: number
}

export const dueColumns = [
  'waits_until',
  'automation_id',
  'version',
  'contact_id',
  'entry_fact',
  'entry',
  'step',
  'entered_at',
  'reason',
  'results',
  'jumps',
  'steps_done',
  'started_at',
  'branch',
  'branch_of',
  'branches',
] as const

/** Of what a run waits for. `start` and `turn`: only for its turn. `branches`: its own way is over. */
export type Reason = 'start' | 'turn' | 'wait' | 'event' | 'reply' | 'quiet hours' | 'branches'

export class Walker {
  readonly run: DueRun
  readonly definition: Definition
  readonly done: StepDone[] = []
  stepId: string
  /** Whether it has just come to its step; else it waited there. */
  hasArrived: boolean
  state: 'moving' | 'parked' | 'ended' | 'lost' = 'moving'
  enteredAt: Date
  dueAt: Date
  waitsUntil: Date | null
  reason: string
  results: Results
  jumps: Readonly<Record<string, number>>
  contact: SeenContact | undefined
  /** Whether what it listens for is to be written anew. */
  listensAnew = false
  /** Whether it is a run that has, or had, branches. */
  hasBranches: boolean

  constructor(run: DueRun, definition: Definition) {
    this.run = run
    this.definition = definition
    this.stepId = run.step
    this.hasArrived = run.reason === 'start' || run.reason === 'turn'
    this.enteredAt = run.entered_at
    this.dueAt = run.due_at
    this.waitsUntil = run.waits_until
    this.reason = run.reason
    this.results = run.results
    this.jumps = run.jumps
    this.hasBranches = run.branches > 0
  }

  get step(): Step {
    return stepOf(this.definition, this.stepId)!
  }

  /** Which of the run's steps this is, from 0: it names what is done once. */
  get n(): number {
    return this.run.steps_done + this.done.length
  }

  /** The run that it is, or of which it is a branch. */
  get trunkId(): string {
    return this.run.branch_of ?? this.run.id
  }

  /** Whether it waits for a time, or for its branches, and was woken before. */
  isEarly(now: Date): boolean {
    if (this.hasArrived || (this.reason !== 'wait' && this.reason !== 'branches')) return false
    return this.waitsUntil !== null && this.waitsUntil > now
  }

  /** What paths lead into. */
  get scope(): Scope {
    return {
      entry: this.run.entry.data ?? {},
      contact: this.contact?.attributes ?? {},
      replies: this.results.replies ?? {},
      event: this.results.event ?? {},
    }
  }

  /** The step is done; on to the next, or to the end. */
  go(next: string | undefined, outcome: string, at: Date, detail: string | null = null): void {
    this.note(outcome, detail)
    if (next === undefined) this.end('completed')
    else {
      this.stepId = next
      this.enteredAt = at
      this.hasArrived = true
    }
  }

  note(outcome: string, detail: string | null = null): void {
    this.done.push({
      runId: this.run.id,
      n: this.n,
      step: this.stepId,
      kind: this.step.kind,
      outcome,
      detail: detail === null ? null : detail.replaceAll('\0', '').toWellFormed().slice(0, 1000),
    })
  }

  /** A branch with all that it knows, at the step at which it stands. */
  branchOff(id: string, branch: number): Walker {
    const { results, jumps, stepId: step, trunkId } = this
    const own = { id, branch, branch_of: trunkId, branches: 0, results, jumps, step, steps_done: 0 }
    const walker = new Walker({ ...this.run, ...own, reason: 'turn', waits_until: null }, this.definition)
    walker.contact = this.contact
    return walker
  }

  /** Waits until then, and looks again at `dueAt` if that is sooner. */
  park(until: Date, reason: Reason, dueAt = until): void {
    this.state = 'parked'
    this.waitsUntil = until
    this.dueAt = dueAt < until ? dueAt : until
    this.reason = reason
  }

  /** Waits on as it did. */
  stay(): void {
    this.park(this.waitsUntil!, this.reason as Reason)
  }

  end(ending: Ending): void {
    this.state = 'ended'
    this.reason = ending
  }

  toMove(at: Date): Move {
    return {
      id: this.run.id,
      state: this.state === 'ended' ? 'ended' : 'waiting',
      step: this.stepId,
      enteredAt: this.enteredAt,
      reason: this.reason,
      dueAt: this.dueAt,
      waitsUntil: this.state === 'ended' ? null : this.waitsUntil,
      results: JSON.stringify(this.results),
      jumps: JSON.stringify(this.jumps),
      stepsDone: this.n,
      endedAt: this.state === 'ended' ? at : null,
    }
  }
}
