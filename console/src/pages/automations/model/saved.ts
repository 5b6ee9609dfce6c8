import type { Automation } from '../automation-state.tsx'
import { type Definition, type Draft, isSame, readLayout } from './definition.ts'

export const draftOf = ({ name, description, definition, layout }: Automation): Draft => ({
  name,
  description,
  definition: definition as unknown as Definition,
  layout: readLayout(layout),
})

/** What a save sends: only what is other than before. */
export function changesOf(before: Draft, after: Draft) {
  const name = after.name.trim()
  return {
    ...(name !== before.name && { name }),
    ...(after.description !== before.description && { description: after.description }),
    ...(!isSame(after.definition, before.definition) && { definition: after.definition }),
    ...(!isSame(after.layout, before.layout) && { layout: after.layout }),
  }
}
