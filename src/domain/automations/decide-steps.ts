import type { StepOf } from './definition.ts'
import { passing } from './run-test.ts'
import { shareOf } from './share.ts'
import type { Tick } from './tick.ts'
import { isSame, valueAt } from './value-test.ts'
import type { Walker } from './walker.ts'

export async function condition(
  tick: Tick,
  step: StepOf<'condition'>,
  walkers: readonly Walker[],
): Promise<void> {
  const passed = await passing(tick, step.test, walkers)
  for (const walker of walkers) {
    const is = passed.has(walker)
    walker.go(is ? step.yes : step.no, is ? 'yes' : 'no', tick.now)
  }
}

export async function splitByValue(
  { now }: Pick<Tick, 'now'>,
  step: StepOf<'splitByValue'>,
  walkers: readonly Walker[],
): Promise<void> {
  for (const walker of walkers) {
    const value = valueAt(walker.scope, step.path)
    const n =
      value === undefined || value === null ? -1 : step.cases.findIndex(each => isSame(value, each.equal))
    if (n === -1) walker.go(step.otherwise, 'otherwise', now)
    else walker.go(step.cases[n]!.next, `case ${n + 1}`, now)
  }
}

/** The same contact always takes the same way. */
export async function splitByShare(
  { now }: Pick<Tick, 'now'>,
  step: StepOf<'splitByShare'>,
  walkers: readonly Walker[],
): Promise<void> {
  for (const walker of walkers) {
    const place = shareOf(walker.run.contact_id, walker.run.automation_id, walker.stepId)
    const n = shareAt(
      step.shares.map(({ percent }) => percent),
      place,
    )
    walker.go(step.shares[n]?.next, `share ${n + 1}`, now)
  }
}

/** Which of the shares a place from 0 to below 100 falls into. */
function shareAt(percents: readonly number[], place: number): number {
  let left = place
  return percents.findIndex(percent => {
    left -= percent
    return left < 0
  })
}

export async function jump(
  { now }: Pick<Tick, 'now'>,
  step: StepOf<'jump'>,
  walkers: readonly Walker[],
): Promise<void> {
  for (const walker of walkers) {
    const taken = Object.hasOwn(walker.jumps, walker.stepId) ? walker.jumps[walker.stepId]! : 0
    if (taken < step.most) {
      walker.jumps = Object.fromEntries([...Object.entries(walker.jumps), [walker.stepId, taken + 1]])
      walker.go(step.to, 'jumped', now)
    } else if (step.otherwise !== undefined) walker.go(step.otherwise, 'jumped enough', now)
    else {
      walker.note('jumped enough')
      walker.end('loop guard')
    }
  }
}

export async function exit(_tick: unknown, step: StepOf<'exit'>, walkers: readonly Walker[]): Promise<void> {
  for (const walker of walkers) {
    walker.note('exited', step.reason ?? null)
    walker.end('exited')
  }
}
