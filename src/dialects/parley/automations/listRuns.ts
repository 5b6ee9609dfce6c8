import Type from 'typebox'
import { readAutomation } from '../../../domain/automations/read-automations.ts'
import { listRuns as list } from '../../../domain/automations/read-runs.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { automationParams, RunModel, toWireRun } from './translate.ts'

/** The runs of an automation and their branches, the newest first. */
export const listRuns = operation({
  method: 'GET',
  path: '/automations/{automationId}/runs',
  name: 'listRuns',
  summary: 'List the runs of an automation',
  tag: 'Automations',
  scope: 'automations:read',
  params: automationParams,
  query: Type.Object({
    ...pageQuery,
    state: Type.Optional(Type.Enum(['waiting', 'ended'])),
    contactId: Type.Optional(Type.String({ format: 'uuid' })),
    step: Type.Optional(
      Type.String({ maxLength: 100, description: 'Those that stand there, or stood at their end.' }),
    ),
  }),
  replies: { 200: pageOf(RunModel) },
  errors: ['automation-not-found', 'cursor-invalid'],
  async handle({ db, caller, params, query }) {
    const { id: automationId } = await readAutomation(db, caller.tenant.id, params.automationId)
    const { state, contactId, step } = query
    const page = await list(db, caller.tenant.id, { automationId, state, contactId, step }, query)
    return { status: 200, body: toWirePage(page, toWireRun) }
  },
})
