import { isUuid } from '../../kernel/ids.ts'
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import type { Db } from '../../storage/driver.ts'
import { runNotFound } from './errors.ts'
import { readAutomation } from './read-automations.ts'
import {
  type RunFigures,
  type RunSelection,
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
  readonly history: readonly StepDone[]
}

/** Newest first. Throws `cursor-invalid`. */
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

/** Throws `run-not-found`. */
export async function readRun(db: Db, tenantId: string, runId: string): Promise<RunWithHistory> {
  const [row] = isUuid(runId) ? await selectRunPage(db, tenantId, { runId }, undefined, 1) : []
  if (!row) throw runNotFound(runId.slice(0, 100))
  const run = fromRow(row)
  return { ...run, history: (await historiesOf(db, tenantId, [run.id])).get(run.id) ?? [] }
}

/** What runs did, by run, in order. */
export async function historiesOf(
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
