import type { Definition, Step } from '../model/definition.ts'
import { kindOfStep } from '../step-kinds.ts'
import type { World } from '../use-world.ts'

export const titleOf = (step: Step, definition: Definition, world: World): string =>
  `${kindOfStep(step.kind).label}: ${kindOfStep(step.kind).words(step, world, definition)}`

/** Steps to choose from, by what they do. */
export const stepOptions = (
  definition: Definition,
  world: World,
  isMeant: (step: Step, id: string) => boolean = () => true,
) =>
  Object.entries(definition.steps)
    .filter(([id, step]) => isMeant(step, id))
    .map(([id, step]) => ({ id, name: `${titleOf(step, definition, world).slice(0, 60)} (${id})` }))
