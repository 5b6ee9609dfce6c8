import Type from 'typebox'
import { listRuns } from '../../../domain/automations/read-runs.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { RunModel, toWireRun } from './translate.ts'

/** The runs of a contact through all automations, and their branches, the newest first. An unknown contact has none. */
export const listContactRuns = operation({
  method: 'GET',
  path: '/contacts/{contactId}/runs',
  name: 'listContactRuns',
  summary: 'List the runs of a contact',
  tag: 'Automations',
  scope: 'automations:read',
  params: Type.Object({ contactId: Type.String({ format: 'uuid' }) }),
  query: Type.Object({ ...pageQuery, state: Type.Optional(Type.Enum(['waiting', 'ended'])) }),
  replies: { 200: pageOf(RunModel) },
  errors: ['cursor-invalid'],
  async handle({ db, caller, params, query }) {
    const page = await listRuns(db, caller.tenant.id, { ...params, state: query.state }, query)
    return { status: 200, body: toWirePage(page, toWireRun) }
  },
})
