import Type from 'typebox'
import { previewTemplate as preview } from '../../../domain/messaging/preview-template.ts'
import { operation } from '../../../http/operation.ts'
import { templateParams } from './template-model.ts'

const Part = Type.Union([Type.String(), Type.Null()])

/** Nothing is sent. What is missing is named, and then there are no parts. */
export const previewTemplate = operation({
  method: 'POST',
  path: '/templates/{templateId}/preview',
  name: 'previewTemplate',
  summary: 'See what a contact would get',
  tag: 'Messages',
  scope: 'messages:read',
  params: templateParams,
  body: Type.Object({
    contactId: Type.String(),
    context: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description: 'What the send would bring: `interaction` …',
      }),
    ),
  }),
  replies: {
    200: Type.Object({
      parts: Type.Union([Type.Object({ subject: Part, html: Part, text: Part }), Type.Null()]),
      missing: Type.Array(Type.String(), { description: 'Variables without a value and without a default.' }),
      problems: Type.Array(Type.String()),
    }),
  },
  errors: ['template-not-found', 'contact-not-found', 'contact-id-invalid'],
  async handle({ db, caller, params, body }) {
    const { contactId, context = {} } = body
    const rendered = await preview(db, caller.tenant, params.templateId, { contactId, context })
    const whole =
      'parts' in rendered ? { ...rendered, missing: [], problems: [] } : { parts: null, ...rendered }
    return { status: 200, body: whole }
  },
})
