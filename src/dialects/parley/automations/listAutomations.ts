import Type from 'typebox'
import { listAutomations as list } from '../../../domain/automations/read-automations.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { AutomationModel, toWireAutomation } from './translate.ts'

/** All automations, in the order in which they were made. */
export const listAutomations = operation({
  method: 'GET',
  path: '/automations',
  name: 'listAutomations',
  summary: 'List automations',
  tag: 'Automations',
  scope: 'automations:read',
  query: Type.Object(pageQuery),
  replies: { 200: pageOf(AutomationModel) },
  errors: ['cursor-invalid'],
  async handle({ db, caller, query }) {
    return { status: 200, body: toWirePage(await list(db, caller.tenant.id, query), toWireAutomation) }
  },
})
