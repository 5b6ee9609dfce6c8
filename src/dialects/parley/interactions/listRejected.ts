import Type from 'typebox'
import { listRejected as list } from '../../../domain/interactions/list-rejected.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { readRejectedFilter, rejectedFilter } from './rejected-filter.ts'
import { RejectedModel, toWireRejected } from './translate.ts'

export const listRejected = operation({
  method: 'GET',
  path: '/rejected-interactions',
  name: 'listRejected',
  summary: 'List rejected interactions, the newest first',
  tag: 'Rejected interactions',
  scope: 'interactions:read',
  query: Type.Object({ ...pageQuery, ...rejectedFilter }),
  replies: { 200: pageOf(RejectedModel) },
  errors: ['schema-not-found', 'contact-id-invalid', 'cursor-invalid'],
  async handle({ db, caller, query, ...services }) {
    const filter = await readRejectedFilter(services, caller, query)
    const page = await list(db, caller.tenant.id, filter, query)
    return { status: 200, body: toWirePage(page, toWireRejected) }
  },
})
