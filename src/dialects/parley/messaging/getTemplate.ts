import { readTemplate } from '../../../domain/messaging/read-templates.ts'
import { operation } from '../../../http/operation.ts'
import { etag } from '../etag.ts'
import { TemplateModel, templateParams, toWireTemplate } from './template-model.ts'

export const getTemplate = operation({
  method: 'GET',
  path: '/templates/{templateId}',
  name: 'getTemplate',
  summary: 'Read a template',
  tag: 'Messages',
  scope: 'messages:read',
  params: templateParams,
  replies: { 200: TemplateModel },
  errors: ['template-not-found'],
  async handle({ db, caller, params }) {
    const template = await readTemplate(db, caller.tenant.id, params.templateId)
    return { status: 200, body: toWireTemplate(template), headers: etag(template.version) }
  },
})
