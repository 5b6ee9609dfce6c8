import Type from 'typebox'
import { readFigures } from '../../../domain/automations/read-runs.ts'
import { operation } from '../../../http/operation.ts'
import { automationParams } from './translate.ts'

/** How many runs of an automation there are, by what became of them. */
export const getFigures = operation({
  method: 'GET',
  path: '/automations/{automationId}/figures',
  name: 'getFigures',
  summary: 'Count the runs of an automation',
  tag: 'Automations',
  scope: 'automations:read',
  params: automationParams,
  replies: {
    200: Type.Object({
      waiting: Type.Integer(),
      failing: Type.Integer({
        description: 'Of the waiting ones, those whose step could not be done the last time.',
      }),
      ended: Type.Record(Type.String(), Type.Integer(), { description: 'By how they ended.' }),
    }),
  },
  errors: ['automation-not-found'],
  async handle({ db, caller, params }) {
    return { status: 200, body: await readFigures(db, caller.tenant.id, params.automationId) }
  },
})
