import { DomainError } from '../../kernel/domain-error.ts'
import { addToList as add, removeFromList as remove } from '../segments/change-list.ts'
import type { StepOf } from './definition.ts'
import type { Tick } from './tick.ts'
import type { Walker } from './walker.ts'

export const addToList = (tick: Tick, step: StepOf<'addToList'>, walkers: readonly Walker[]) =>
  change(tick, step, walkers, add, ['added', 'in it already'])

export const removeFromList = (tick: Tick, step: StepOf<'removeFromList'>, walkers: readonly Walker[]) =>
  change(tick, step, walkers, remove, ['removed', 'not in it'])

/** A list that is there no longer keeps nobody: the outcome says so, and the run goes on. */
async function change(
  tick: Tick,
  { listId, next }: StepOf<'addToList' | 'removeFromList'>,
  walkers: readonly Walker[],
  write: typeof add,
  [done, idle]: readonly [string, string],
): Promise<void> {
  const { tx, tenant, now } = tick
  const ours = await tick.hold(walkers)
  if (ours.length === 0) return
  const ids = [...new Set(ours.map(({ run }) => run.contact_id))]
  try {
    const changed = new Set(await write(tx, tenant.id, listId, ids, now))
    for (const walker of ours) walker.go(next, changed.has(walker.run.contact_id) ? done : idle, now)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    for (const walker of ours) walker.go(next, 'refused', now, error.message)
  }
}
