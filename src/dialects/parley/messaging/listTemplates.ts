import Type from 'typebox'
import { listTemplates as list } from '../../../domain/messaging/read-templates.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { TemplateModel, toWireTemplate } from './template-model.ts'

export const listTemplates = operation({
  method: 'GET',
  path: '/templates',
  name: 'listTemplates',
  summary: 'List templates',
  tag: 'Messages',
  scope: 'messages:read',
  query: Type.Object(pageQuery),
  replies: { 200: pageOf(TemplateModel) },
  errors: ['cursor-invalid'],
  async handle({ db, caller, query }) {
    return { status: 200, body: toWirePage(await list(db, caller.tenant.id, query), toWireTemplate) }
  },
})
