import Type from 'typebox'
import { previewTemplate as preview } from '../../../domain/messaging/preview-template.ts'
import { operation } from '../../../http/operation.ts'
import { PreviewModel, previewContext, toWirePreview } from './preview-model.ts'
import { templateParams } from './template-model.ts'

/** Nothing is sent. What is missing is named, and then there are no parts. */
export const previewTemplate = operation({
  method: 'POST',
  path: '/templates/{templateId}/preview',
  name: 'previewTemplate',
  summary: 'See what a contact would get',
  tag: 'Messages',
  scope: 'messages:read',
  params: templateParams,
  body: Type.Object({ contactId: Type.String(), context: previewContext }),
  replies: { 200: PreviewModel },
  errors: ['template-not-found', 'contact-not-found', 'contact-id-invalid'],
  async handle({ db, caller, params, body, now }) {
    const { contactId, context = {} } = body
    const shown = await preview(db, caller.tenant, params.templateId, { contactId, context }, now)
    return { status: 200, body: toWirePreview(shown) }
  },
})
