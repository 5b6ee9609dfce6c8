import Type, { type Static } from 'typebox'
import { automationStates, mostCounted } from '../../../domain/automations/automation.ts'
import type { AutomationsQuery } from '../../../domain/automations/read-automations.ts'
import { pageQuery } from '../paging.ts'

/** Of a list of automations, or of what is told of each. */
export const AutomationsQueryModel = Type.Object({
  ...pageQuery,
  search: Type.Optional(
    Type.String({ maxLength: 200, description: 'What the name or the description has in it.' }),
  ),
  state: Type.Optional(
    Type.Enum([...automationStates, 'failing'], {
      description: `\`failing\`: a step of one of its newest ${mostCounted} runs could not be done the last time.`,
    }),
  ),
})

export function toAutomationsQuery({
  search,
  ...page
}: Static<typeof AutomationsQueryModel>): AutomationsQuery {
  return { ...page, words: search?.trim() || undefined }
}
