import Type from 'typebox'
import { changeState } from '../../../domain/automations/change-state.ts'
import { operation } from '../../../http/operation.ts'
import { etag, ifMatch, requireMatch } from '../etag.ts'
import { AutomationModel, automationParams, toWireAutomation } from './translate.ts'

/** Pauses an automation: nothing starts, and contacts in flight stand still. */
export const pauseAutomation = operation({
  method: 'POST',
  path: '/automations/{automationId}/pause',
  name: 'pauseAutomation',
  summary: 'Pause an automation',
  tag: 'Automations',
  scope: 'automations:write',
  params: automationParams,
  headers: Type.Object(ifMatch),
  replies: { 200: AutomationModel },
  errors: ['automation-not-found', 'automation-state-wrong', 'automation-invalid', 'version-mismatch'],
  async handle({ write, caller, params, headers, now }) {
    const automation = await write(tx =>
      changeState(tx, caller.tenant, params.automationId, 'pause', now, version =>
        requireMatch(headers['if-match'], version),
      ),
    )
    return { status: 200, body: toWireAutomation(automation), headers: etag(automation.version) }
  },
})
