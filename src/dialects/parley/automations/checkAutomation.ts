import Type from 'typebox'
import { checkDefinition } from '../../../domain/automations/check-definition.ts'
import { operation } from '../../../http/operation.ts'
import { Definition } from './translate.ts'

/** What is wrong with a definition that need not be saved, or names what is not there. Nothing is written. */
export const checkAutomation = operation({
  method: 'POST',
  path: '/automations/check',
  name: 'checkAutomation',
  summary: 'Check the definition of an automation',
  tag: 'Automations',
  scope: 'automations:read',
  body: Type.Object({ definition: Definition }, { additionalProperties: false }),
  bodyLimit: 256 * 1024,
  replies: {
    200: Type.Object({
      errors: Type.Array(
        Type.Object({
          pointer: Type.String({ description: 'A JSON pointer into the definition.' }),
          detail: Type.String(),
        }),
        { description: 'Empty when it can be saved and started.' },
      ),
    }),
  },
  async handle({ write, caller, body }) {
    const faults = await write(tx => checkDefinition(tx, caller.tenant, body.definition))
    return {
      status: 200,
      body: { errors: faults.map(({ field, message }) => ({ pointer: field, detail: message })) },
    }
  },
})
