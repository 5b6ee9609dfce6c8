import Type from 'typebox'
import { mostFollowed, readStepFigures } from '../../../domain/automations/step-figures.ts'
import { operation } from '../../../http/operation.ts'
import { automationParams } from './translate.ts'

/** Where the newest runs of an automation stand, and which ways they took, step by step. */
export const getStepFigures = operation({
  method: 'GET',
  path: '/automations/{automationId}/step-figures',
  name: 'getStepFigures',
  summary: 'Count runs step by step',
  tag: 'Automations',
  scope: 'automations:read',
  params: automationParams,
  replies: {
    200: Type.Object({
      waiting: Type.Array(
        Type.Object({ step: Type.String(), waiting: Type.Integer(), failing: Type.Integer() }),
        {
          description: `Of the newest ${mostFollowed} runs those that are on their way, by the step they stand at.`,
        },
      ),
      ways: Type.Array(
        Type.Object({
          step: Type.String(),
          outcome: Type.String(),
          next: Type.Union([Type.String(), Type.Null()], {
            description: 'The step that came next; null where the run ended.',
          }),
          runs: Type.Integer(),
        }),
        { description: `What the newest ${mostFollowed} runs did.` },
      ),
    }),
  },
  errors: ['automation-not-found'],
  async handle({ db, caller, params }) {
    const { waiting, ways } = await readStepFigures(db, caller.tenant.id, params.automationId)
    return { status: 200, body: { waiting: [...waiting], ways: [...ways] } }
  },
})
