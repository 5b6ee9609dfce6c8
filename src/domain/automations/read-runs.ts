import { isUuid } from '../../kernel/ids.ts'
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import type { Db } from '../../storage/driver.ts'
import { runNotFound } from './errors.ts'
import { readAutomation } from './read-automations.ts'
import {
  type RunFigures,
  type RunSelection,
  selectBranches,
  selectFigures,
  selectHistory,
  selectRunPage,
} from './read-runs.sql.ts'
import { fromRow, type Run } from './run.ts'

export interface StepDone {
  readonly step: string
  readonly kind: string
  readonly outcome: string
  readonly detail: string | null
  readonly at: Date
}

export interface RunWithHistory extends Run {
  /** In order. Of more than 1 000 the first and the newest others. */
  readonly history: readonly StepDone[]
}

export interface RunWithBranches extends RunWithHistory {
  /** In the order in which they began. A branch itself has none. */
  readonly branches: readonly RunWithHistory[]
}

/** Runs and branches of runs, newest first. Throws `cursor-invalid`. */
export async function listRuns(
  db: Db,
  tenantId: string,
  selection: RunSelection,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<Run>> {
  const [below] = readPlace(cursor, [isUuid]) ?? []
  const rows = await selectRunPage(db, tenantId, selection, below, limit + 1)
  return toPage(rows.map(fromRow), limit, ({ id }) => [id])
}

/** A run, or a branch of one. Throws `run-not-found`. */
export async function readRun(db: Db, tenantId: string, runId: string): Promise<RunWithBranches> {
  const [row] = isUuid(runId) ? await selectRunPage(db, tenantId, { runId }, undefined, 1) : []
  if (!row) throw runNotFound(runId.slice(0, 100))
  const [run] = await withBranches(db, tenantId, [fromRow(row)])
  return run!
}

/** Runs with all that they and their branches did. */
export async function withBranches(
  db: Db,
  tenantId: string,
  runs: readonly Run[],
): Promise<RunWithBranches[]> {
  const ids = runs.map(({ id }) => id)
  const branches = (await selectBranches(db, tenantId, ids)).map(fromRow)
  const histories = await historiesOf(db, tenantId, [...ids, ...branches.map(({ id }) => id)])
  const withHistory = (run: Run): RunWithHistory => ({ ...run, history: histories.get(run.id) ?? [] })
  return runs.map(run => ({
    ...withHistory(run),
    branches: branches.filter(({ branchOf }) => branchOf === run.id).map(withHistory),
  }))
}

/** What runs did, by run, in order. */
async function historiesOf(
  db: Db,
  tenantId: string,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, StepDone[]>> {
  const rows = await selectHistory(db, tenantId, runIds)
  return new Map(
    [...Map.groupBy(rows, row => row.run_id)].map(([runId, own]) => [
      runId,
      own.map(({ step, kind, outcome, detail, at }) => ({ step, kind, outcome, detail, at })),
    ]),
  )
}

/** How many runs of an automation there are, by what became of them. Throws `automation-not-found`. */
export async function readFigures(db: Db, tenantId: string, automationId: string): Promise<RunFigures> {
  const { id } = await readAutomation(db, tenantId, automationId)
  return selectFigures(db, tenantId, id)
}
