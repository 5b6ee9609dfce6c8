import Type from 'typebox'
import { listSuppressions as list } from '../../../domain/messaging/suppression.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { SuppressionModel, toWireSuppression } from './suppression-model.ts'

export const listSuppressions = operation({
  method: 'GET',
  path: '/suppressions',
  name: 'listSuppressions',
  summary: 'List addresses to which nothing is sent',
  tag: 'Messages',
  scope: 'messages:read',
  query: Type.Object({ ...pageQuery, channel: Type.Optional(Type.String()) }),
  replies: { 200: pageOf(SuppressionModel) },
  errors: ['cursor-invalid'],
  async handle({ db, caller, query }) {
    return { status: 200, body: toWirePage(await list(db, caller.tenant.id, query), toWireSuppression) }
  },
})
