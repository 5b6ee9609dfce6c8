import Type from 'typebox'
import { whyContact } from '../../../domain/automations/why.ts'
import { operation } from '../../../http/operation.ts'
import { automationParams, RunWithBranchesModel, toWireRunWithBranches } from './translate.ts'

const Time = Type.String({ format: 'date-time' })

/** Why a contact got, or did not get, what an automation does: its runs, what kept it from starting, and what happened to it. */
export const explainContact = operation({
  method: 'GET',
  path: '/automations/{automationId}/why/{contactId}',
  name: 'explainContact',
  summary: 'Why a contact got this, or did not',
  tag: 'Automations',
  scope: 'automations:read',
  params: Type.Object({ ...automationParams.properties, contactId: Type.String({ maxLength: 100 }) }),
  replies: {
    200: Type.Object({
      state: Type.String(),
      says: Type.Array(Type.String(), { description: 'In sentences, the most telling first.' }),
      runs: Type.Array(RunWithBranchesModel),
      refusals: Type.Array(
        Type.Object({ reason: Type.String(), factId: Type.String(), count: Type.Integer(), at: Time }),
      ),
      facts: Type.Array(
        Type.Object({ factId: Type.String(), type: Type.String(), at: Time, fits: Type.Boolean() }),
        { description: 'The newest facts of the kind that starts it, and whether they fit its conditions.' },
      ),
      wouldBeRefused: Type.Union([Type.String(), Type.Null()], {
        description: 'What would keep a run from starting now.',
      }),
    }),
  },
  errors: ['automation-not-found'],
  async handle({ write, caller, params, now }) {
    const why = await write(tx => whyContact(tx, caller.tenant, params.automationId, params.contactId, now))
    return {
      status: 200,
      body: {
        state: why.automation.state,
        says: why.says,
        runs: why.runs.map(toWireRunWithBranches),
        refusals: why.refusals.map(each => ({ ...each, at: each.at.toISOString() })),
        facts: why.facts.map(each => ({ ...each, at: each.at.toISOString() })),
        wouldBeRefused: why.wouldBeRefused,
      },
    }
  },
})
