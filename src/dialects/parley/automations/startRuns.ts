import Type from 'typebox'
import { mostContactIds, startByHand } from '../../../domain/automations/audience-start.ts'
import { operation } from '../../../http/operation.ts'
import { automationParams } from './translate.ts'

/** Lets contacts enter a running automation by hand: those that are named, or all that fulfil a rule. It is done in the background. */
export const startRuns = operation({
  method: 'POST',
  path: '/automations/{automationId}/runs',
  name: 'startRuns',
  summary: 'Let contacts enter an automation',
  tag: 'Automations',
  scope: 'automations:write',
  params: automationParams,
  body: Type.Object(
    {
      contactIds: Type.Optional(
        Type.Array(Type.String({ maxLength: 36 }), { minItems: 1, maxItems: mostContactIds }),
      ),
      rule: Type.Optional(Type.Unknown({ description: 'A rule as segments have it.' })),
      data: Type.Optional(
        Type.Record(Type.String(), Type.Unknown(), { description: 'The values of the entry.' }),
      ),
      occasion: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 100,
          description: 'Names the occasion: nobody enters twice on the same one.',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  bodyLimit: 256 * 1024,
  replies: {
    202: Type.Object({ id: Type.String({ description: 'Of the start: see the list of starts.' }) }),
  },
  errors: ['automation-not-found', 'automation-state-wrong', 'automation-invalid', 'input-invalid'],
  async handle({ write, caller, params, body, now }) {
    const start = await write(tx => startByHand(tx, caller.tenant, params.automationId, body, now))
    return { status: 202, body: start }
  },
})
