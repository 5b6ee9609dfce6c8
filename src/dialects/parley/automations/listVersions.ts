import Type from 'typebox'
import { listVersions as list } from '../../../domain/automations/read-automations.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { automationParams, toWireVersion, VersionModel } from './translate.ts'

/** What an automation was like from one editing to the next, the newest first. */
export const listVersions = operation({
  method: 'GET',
  path: '/automations/{automationId}/versions',
  name: 'listVersions',
  summary: 'List the versions of an automation',
  tag: 'Automations',
  scope: 'automations:read',
  params: automationParams,
  query: Type.Object(pageQuery),
  replies: { 200: pageOf(VersionModel) },
  errors: ['automation-not-found', 'cursor-invalid'],
  async handle({ db, caller, params, query }) {
    const page = await list(db, caller.tenant.id, params.automationId, query)
    return { status: 200, body: toWirePage(page, toWireVersion) }
  },
})
