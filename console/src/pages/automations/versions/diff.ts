/** What is other in one definition than in another. */

import type { Mark } from '../canvas/canvas-context.ts'
import { type Definition, type Draft, entryId, isSame, stepOf } from '../model/definition.ts'

export interface PropertyChange {
  readonly name: string
  /** Undefined: it was not there, or is not. */
  readonly before: unknown
  readonly after: unknown
}

export interface Difference {
  /** The id of a step, the entry, or the name of a setting. */
  readonly id: string
  readonly mark: Mark
  readonly changes: readonly PropertyChange[]
}

function changesOf(before: object, after: object): PropertyChange[] {
  const [one, other] = [before as Record<string, unknown>, after as Record<string, unknown>]
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names]
    .filter(name => !isSame(one[name], other[name]))
    .map(name => ({ name, before: one[name], after: other[name] }))
}

export function differences(before: Definition, after: Definition): Difference[] {
  const ids = new Set([...Object.keys(before.steps), ...Object.keys(after.steps)])
  const ofSteps = [...ids].flatMap((id): Difference[] => {
    const [one, other] = [stepOf(before, id), stepOf(after, id)]
    if (!one || !other) return [{ id, mark: one ? 'removed' : 'added', changes: [] }]
    const changes = changesOf(one, other)
    return changes.length > 0 ? [{ id, mark: 'changed', changes }] : []
  })
  const ofEntry = [
    ...changesOf(before.entry, after.entry),
    ...(before.start === after.start ? [] : [{ name: 'start', before: before.start, after: after.start }]),
  ]
  const settings = ({ entry: _, start: __, steps: ___, ...rest }: Definition) => rest
  return [
    ...(ofEntry.length > 0 ? [{ id: entryId, mark: 'changed' as const, changes: ofEntry }] : []),
    ...ofSteps,
    ...changesOf(settings(before), settings(after)).map(change => ({
      id: change.name,
      mark:
        change.before === undefined
          ? ('added' as const)
          : change.after === undefined
            ? ('removed' as const)
            : ('changed' as const),
      changes: [change],
    })),
  ]
}

/** Of the texts of two drafts. */
export const textChanges = (before: Draft, after: Draft): PropertyChange[] =>
  changesOf(
    { name: before.name, description: before.description },
    { name: after.name, description: after.description },
  )
