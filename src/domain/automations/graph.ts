/** Where steps lead. */
import type { Fault } from '../../kernel/domain-error.ts'
import { pointerTo } from '../../kernel/json-pointer.ts'
import { type Definition, type Step, type StepOf, ways } from './definition.ts'

/** The step with an id; a name such as `__proto__` is one like any other. */
export function stepOf({ steps }: Definition, id: string): Step | undefined {
  return Object.hasOwn(steps, id) ? steps[id] : undefined
}

export interface Edge {
  readonly to: string
  /** Which property of the step names it, as a JSON pointer. */
  readonly at: string
  /** A jump: the only way that may lead back. */
  readonly isJump: boolean
}

export function edgesOf(step: Step): Edge[] {
  const named = ways.flatMap(way => {
    const to = Object.hasOwn(step, way) ? (step as Readonly<Record<string, unknown>>)[way] : undefined
    return typeof to === 'string' ? [{ to, at: `/${way}`, isJump: false }] : []
  })
  if (step.kind === 'jump') return [{ to: step.to, at: '/to', isJump: true }, ...named]
  const [word, list] = listOf(step)
  return [
    ...named,
    ...list.flatMap(({ next }, n) => (next ? [{ to: next, at: `/${word}/${n}/next`, isJump: false }] : [])),
  ]
}

function listOf(step: Step): readonly [word: string, list: readonly { readonly next?: string }[]] {
  if (step.kind === 'splitByValue') return ['cases', step.cases]
  if (step.kind === 'splitByShare') return ['shares', step.shares]
  return ['branches', step.kind === 'fork' ? step.branches : []]
}

/** Ways to nowhere, circles without a jump, and steps that nothing leads to. */
export function graphFaults(definition: Definition): Fault[] {
  const { start, steps } = definition
  const faults: Fault[] = []
  if (!stepOf(definition, start))
    faults.push({ field: '/start', message: `leads to ${start}, which is no step` })
  for (const [id, step] of Object.entries(steps))
    for (const { to, at } of edgesOf(step))
      if (!stepOf(definition, to))
        faults.push({ field: `/steps${pointerTo(id)}${at}`, message: `leads to ${to}, which is no step` })
  for (const [id, step] of Object.entries(steps))
    if (step.kind === 'waitForMessage' && stepOf(definition, step.step)?.kind !== 'sendMessage')
      faults.push({
        field: `/steps${pointerTo(id)}/step`,
        message: `names ${step.step}, which sends no message`,
      })
  for (const [id, step] of Object.entries(steps))
    if (step.kind === 'fork') faults.push(...forkFaults(step, `/steps${pointerTo(id)}`))
  if (faults.length > 0) return faults

  const [done, path] = [new Set<string>(), new Set<string>()]
  const visit = (id: string) => {
    path.add(id)
    for (const { to, at, isJump } of edgesOf(stepOf(definition, id)!)) {
      if (isJump) continue
      const field = `/steps${pointerTo(id)}${at}`
      if (path.has(to)) faults.push({ field, message: `leads back to ${to}: only a jump, which counts, may` })
      else if (!done.has(to)) visit(to)
    }
    path.delete(id)
    done.add(id)
  }
  for (const id of Object.keys(steps)) if (!done.has(id)) visit(id)
  const reached = reachedFrom(definition)
  for (const id of Object.keys(steps))
    if (!reached.has(id)) faults.push({ field: `/steps${pointerTo(id)}`, message: 'is never reached' })
  return faults
}

/** Two branches that begin at the same step would do the same twice. */
const forkFaults = ({ branches }: StepOf<'fork'>, at: string): Fault[] =>
  branches.flatMap(({ next }, n) =>
    branches.findIndex(other => other.next === next) < n
      ? [{ field: `${at}/branches/${n}/next`, message: `leads to ${next}, as another branch does` }]
      : [],
  )

function reachedFrom(definition: Definition): ReadonlySet<string> {
  const reached = new Set([definition.start])
  for (const id of reached) for (const { to } of edgesOf(stepOf(definition, id)!)) reached.add(to)
  return reached
}
