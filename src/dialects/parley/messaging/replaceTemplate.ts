import Type from 'typebox'
import { checkTemplate } from '../../../domain/messaging/check-template.ts'
import { replaceTemplate as replace } from '../../../domain/messaging/write-templates.ts'
import { operation } from '../../../http/operation.ts'
import { etag, ifMatch, requireMatch } from '../etag.ts'
import {
  TemplateBody,
  TemplateModel,
  templateBodyLimit,
  templateParams,
  toTemplateInput,
  toWireTemplate,
} from './template-model.ts'

/** What waits to be sent is sent as the template then is. */
export const replaceTemplate = operation({
  method: 'PUT',
  path: '/templates/{templateId}',
  name: 'replaceTemplate',
  summary: 'Write a template anew',
  tag: 'Messages',
  scope: 'messages:write',
  params: templateParams,
  headers: Type.Object(ifMatch),
  body: TemplateBody,
  bodyLimit: templateBodyLimit,
  replies: { 200: TemplateModel },
  errors: ['template-not-found', 'template-invalid', 'templates-busy', 'version-mismatch'],
  prepare: body => checkTemplate(toTemplateInput(body)),
  async handle({ write, caller, params, headers, prepared, now }) {
    const template = await write(tx =>
      replace(tx, caller.tenant.id, params.templateId, prepared, now, ({ version }) =>
        requireMatch(headers['if-match'], version),
      ),
    )
    return { status: 200, body: toWireTemplate(template), headers: etag(template.version) }
  },
})
