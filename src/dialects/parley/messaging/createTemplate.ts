import { checkTemplate } from '../../../domain/messaging/check-template.ts'
import { createTemplate as create } from '../../../domain/messaging/write-templates.ts'
import { operation } from '../../../http/operation.ts'
import { etag } from '../etag.ts'
import {
  TemplateBody,
  TemplateModel,
  templateBodyLimit,
  toTemplateInput,
  toWireTemplate,
} from './template-model.ts'

export const createTemplate = operation({
  method: 'POST',
  path: '/templates',
  name: 'createTemplate',
  summary: 'Make a template for messages',
  tag: 'Messages',
  scope: 'messages:write',
  body: TemplateBody,
  bodyLimit: templateBodyLimit,
  replies: { 201: TemplateModel },
  errors: ['template-invalid', 'templates-busy'],
  prepare: body => checkTemplate(toTemplateInput(body)),
  async handle({ write, caller, prepared, now, href }) {
    const template = await write(tx => create(tx, caller.tenant.id, prepared, now))
    const headers = { ...etag(template.version), location: href(`/templates/${template.id}`) }
    return { status: 201, body: toWireTemplate(template), headers }
  },
})
