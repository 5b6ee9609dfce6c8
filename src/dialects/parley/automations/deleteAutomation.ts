import Type from 'typebox'
import { deleteAutomation as remove } from '../../../domain/automations/write-automations.ts'
import { operation } from '../../../http/operation.ts'
import { actorOf } from '../actor.ts'
import { ifMatch, requireMatch } from '../etag.ts'
import { automationParams } from './translate.ts'

/** Deletes an automation that is a draft or stopped, with its runs. What it sent stays. */
export const deleteAutomation = operation({
  method: 'DELETE',
  path: '/automations/{automationId}',
  name: 'deleteAutomation',
  summary: 'Delete an automation',
  tag: 'Automations',
  scope: 'automations:write',
  params: automationParams,
  headers: Type.Object(ifMatch),
  replies: { 204: null },
  errors: ['automation-not-found', 'automation-state-wrong', 'version-mismatch'],
  async handle({ write, caller, params, headers, now }) {
    await write(tx =>
      remove(tx, caller.tenant, params.automationId, now, {
        actor: actorOf(caller),
        admit: version => requireMatch(headers['if-match'], version),
      }),
    )
    return { status: 204 }
  },
})
