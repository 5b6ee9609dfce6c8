import Type from 'typebox'
import { tellBusinessEvent as tell } from '../../../domain/automations/business-event.ts'
import { createDefinitionCache } from '../../../domain/automations/definition-cache.ts'
import { operation } from '../../../http/operation.ts'

const definitions = createDefinitionCache()

/** Tells of something that happened to the business: the audiences of all running automations that are entered by it enter. */
export const tellBusinessEvent = operation({
  method: 'POST',
  path: '/business-events',
  name: 'tellBusinessEvent',
  summary: 'Tell of a business event',
  tag: 'Automations',
  scope: 'automations:write',
  body: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 100 }),
      data: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
      id: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 100,
          description: 'Of this one event: a second one does nothing.',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  replies: { 202: Type.Object({ id: Type.String(), automations: Type.Integer() }) },
  errors: ['input-invalid', 'business-event-invalid'],
  async handle({ write, caller, body, now }) {
    return { status: 202, body: await write(tx => tell(tx, caller.tenant, body, definitions, now)) }
  },
})
