import Type from 'typebox'
import { changeState } from '../../../domain/automations/change-state.ts'
import { operation } from '../../../http/operation.ts'
import { etag, ifMatch, requireMatch } from '../etag.ts'
import { AutomationModel, automationParams, toWireAutomation } from './translate.ts'

/** Resumes a paused automation. What fell due meanwhile is done at once; what happened meanwhile starts nothing. */
export const resumeAutomation = operation({
  method: 'POST',
  path: '/automations/{automationId}/resume',
  name: 'resumeAutomation',
  summary: 'Resume an automation',
  tag: 'Automations',
  scope: 'automations:write',
  params: automationParams,
  headers: Type.Object(ifMatch),
  replies: { 200: AutomationModel },
  errors: ['automation-not-found', 'automation-state-wrong', 'automation-invalid', 'version-mismatch'],
  async handle({ write, caller, params, headers, now }) {
    const automation = await write(tx =>
      changeState(tx, caller.tenant, params.automationId, 'resume', now, version =>
        requireMatch(headers['if-match'], version),
      ),
    )
    return { status: 200, body: toWireAutomation(automation), headers: etag(automation.version) }
  },
})
