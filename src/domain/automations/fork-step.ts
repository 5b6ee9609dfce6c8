import { newId } from '../../kernel/ids.ts'
import { insertBranches, selectBranchCounts } from './branches.sql.ts'
import { mostBranches, type StepOf } from './definition.ts'
import { insertListeners, insertStepsDone } from './runs.sql.ts'
import { lastingNames } from './start-runs.ts'
import type { Tick } from './tick.ts'
import type { Walker } from './walker.ts'

/** Writes the branches of those who come here, which go on beside them. */
export async function fork(tick: Tick, step: StepOf<'fork'>, walkers: readonly Walker[]): Promise<void> {
  const { tx, tenant, now } = tick
  const ours = await tick.hold(walkers)
  if (ours.length === 0) return
  const counts = await selectBranchCounts(tx, tenant.id, [...new Set(ours.map(({ trunkId }) => trunkId))])
  const branches = ours.flatMap(walker => {
    const had = counts.get(walker.trunkId) ?? mostBranches
    const made = forkInto(step, walker, had, now)
    counts.set(walker.trunkId, had + made.length)
    return made.map(branch => ({ ...branch.toMove(now), from: walker.run.id, walker: branch }))
  })
  await insertBranches(
    tx,
    tenant.id,
    branches.map(({ walker, step: at, ...branch }) => ({ ...branch, step: at!, branch: walker.run.branch })),
    now,
  )
  await insertStepsDone(
    tx,
    tenant.id,
    branches.flatMap(({ walker }) => walker.done),
    now,
  )
  await insertListeners(
    tx,
    tenant.id,
    branches.flatMap(({ walker: { run, definition } }) =>
      lastingNames(definition).map(fact => ({ runId: run.id, contactId: run.contact_id, fact })),
    ),
  )
}

/**
 * Whoever comes to a fork goes on in its first way; for each other one a branch begins, which is answered. Who would have
 * too many branches, because the fork was come to too often, ends. `had`: how many there were.
 */
export function forkInto({ branches }: StepOf<'fork'>, walker: Walker, had: number, at: Date): Walker[] {
  const [first, ...others] = branches
  if (had + others.length > mostBranches) {
    walker.note('forked enough')
    walker.end('loop guard')
    return []
  }
  const begun = others.map(({ next }, n) => {
    const branch = walker.branchOff(newId(), had + n + 1)
    branch.go(next, `way ${n + 2}`, at)
    return branch
  })
  walker.hasBranches = true
  walker.go(first!.next, 'way 1', at)
  return begun
}
