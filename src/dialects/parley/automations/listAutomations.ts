import { listAutomations as list } from '../../../domain/automations/read-automations.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, toWirePage } from '../paging.ts'
import { AutomationsQueryModel, toAutomationsQuery } from './automations-query.ts'
import { AutomationModel, toWireAutomation } from './translate.ts'

/** All automations, in the order in which they were made. */
export const listAutomations = operation({
  method: 'GET',
  path: '/automations',
  name: 'listAutomations',
  summary: 'List automations',
  tag: 'Automations',
  scope: 'automations:read',
  query: AutomationsQueryModel,
  replies: { 200: pageOf(AutomationModel) },
  errors: ['cursor-invalid'],
  async handle({ db, caller, query }) {
    const automations = await list(db, caller.tenant.id, toAutomationsQuery(query))
    return { status: 200, body: toWirePage(automations, toWireAutomation) }
  },
})
