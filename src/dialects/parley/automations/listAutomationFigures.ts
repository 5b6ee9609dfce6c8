import Type from 'typebox'
import { mostCounted } from '../../../domain/automations/automation.ts'
import { listOverviews } from '../../../domain/automations/step-figures.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, toWirePage } from '../paging.ts'
import { AutomationsQueryModel, toAutomationsQuery } from './automations-query.ts'

/** What became of the runs of each automation, in the order of the list of automations. */
export const listAutomationFigures = operation({
  method: 'GET',
  path: '/automations/figures',
  name: 'listAutomationFigures',
  summary: 'Count the runs of all automations',
  tag: 'Automations',
  scope: 'automations:read',
  query: AutomationsQueryModel,
  replies: {
    200: pageOf(
      Type.Object({
        automationId: Type.String(),
        entered: Type.Integer({ description: `Runs, of which the newest ${mostCounted} are counted.` }),
        waiting: Type.Integer({ description: 'Of these, those that are on their way.' }),
        failing: Type.Integer({
          description: 'Of the waiting ones, those whose step could not be done the last time.',
        }),
        lastError: Type.Union([Type.String(), Type.Null()], { description: 'Why, of the newest one.' }),
      }),
    ),
  },
  errors: ['cursor-invalid'],
  async handle({ db, caller, query }) {
    const overviews = await listOverviews(db, caller.tenant.id, toAutomationsQuery(query))
    return { status: 200, body: toWirePage(overviews, each => each) }
  },
})
