import { readAutomation } from '../../../domain/automations/read-automations.ts'
import { operation } from '../../../http/operation.ts'
import { etag } from '../etag.ts'
import { AutomationModel, automationParams, toWireAutomation } from './translate.ts'

/** One automation with its newest definition. */
export const getAutomation = operation({
  method: 'GET',
  path: '/automations/{automationId}',
  name: 'getAutomation',
  summary: 'Read an automation',
  tag: 'Automations',
  scope: 'automations:read',
  params: automationParams,
  replies: { 200: AutomationModel },
  errors: ['automation-not-found'],
  async handle({ db, caller, params }) {
    const automation = await readAutomation(db, caller.tenant.id, params.automationId)
    return { status: 200, body: toWireAutomation(automation), headers: etag(automation.version) }
  },
})
