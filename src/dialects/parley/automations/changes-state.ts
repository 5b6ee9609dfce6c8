import Type from 'typebox'
import { changeState, type StateAction } from '../../../domain/automations/change-state.ts'
import { operation } from '../../../http/operation.ts'
import { actorOf } from '../actor.ts'
import { etag, ifMatch, requireMatch } from '../etag.ts'
import { AutomationModel, automationParams, toWireAutomation } from './translate.ts'

/** An operation that starts, pauses, resumes or stops an automation. */
export const changesState = <A extends StateAction>(action: A, summary: string) =>
  operation({
    method: 'POST',
    path: `/automations/{automationId}/${action}`,
    name: `${action}Automation`,
    summary,
    tag: 'Automations',
    scope: 'automations:write',
    params: automationParams,
    headers: Type.Object(ifMatch),
    replies: { 200: AutomationModel },
    errors: ['automation-not-found', 'automation-state-wrong', 'automation-invalid', 'version-mismatch'],
    async handle({ write, caller, params, headers, now }) {
      const automation = await write(tx =>
        changeState(tx, caller.tenant, params.automationId, action, now, {
          actor: actorOf(caller),
          admit: version => requireMatch(headers['if-match'], version),
        }),
      )
      return { status: 200, body: toWireAutomation(automation), headers: etag(automation.version) }
    },
  })
