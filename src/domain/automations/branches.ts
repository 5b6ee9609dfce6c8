/**
 * Branches of runs. A run that has come to its end waits for its branches (`branches`), and ends with the one that ends
 * last, as that one did. Who calls holds the head of the tenant's events: nobody else can begin or end a branch meanwhile.
 */
import {
  type EndedRunRow,
  type EntryOfRun,
  endRunsOfBranches,
  selectRunsWithBranches,
} from './branches.sql.ts'
import { deleteListeners } from './runs.sql.ts'
import type { Tick } from './tick.ts'
import type { Walker } from './walker.ts'

/** A time that does not come: it is the last branch that ends the run. */
const never = new Date('9999-12-31T00:00:00Z')
/** Endings of a way. The others are of all branches. */
const ofOneWay: readonly string[] = ['completed', 'exited', 'loop guard']

/** Of walkers that have just ended, parks those that have branches which go on. */
export async function awaitBranches({ tx, tenant }: Tick, ended: readonly Walker[]): Promise<void> {
  const over = ended.filter(({ hasBranches, reason }) => hasBranches && ofOneWay.includes(reason))
  if (over.length === 0) return
  const ids = ended.map(({ run }) => run.id)
  const runs: readonly EntryOfRun[] = over.map(({ run }) => run)
  const waiting = await selectRunsWithBranches(tx, tenant.id, runs, ids)
  for (const walker of over) {
    if (!waiting.has(walker.run.id)) continue
    walker.park(never, 'branches')
    walker.listensAnew = true
  }
}

/** Ends the runs that waited only for the branches which have just ended, and answers them. */
export async function endWithBranches(
  { tx, tenant, now }: Tick,
  ended: readonly Walker[],
): Promise<readonly EndedRunRow[]> {
  const reasons = new Map(
    ended.flatMap(({ run, reason }) => (run.branch_of === null ? [] : [[run.branch_of, reason] as const])),
  )
  const runs = await endRunsOfBranches(
    tx,
    tenant.id,
    [...reasons].map(([branch_of, reason]) => ({ branch_of, reason })),
    now,
  )
  await deleteListeners(
    tx,
    tenant.id,
    runs.map(({ id }) => id),
  )
  return runs
}
