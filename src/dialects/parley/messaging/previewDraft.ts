import Type from 'typebox'
import { examineTemplate } from '../../../domain/messaging/check-template.ts'
import { previewDraft as preview } from '../../../domain/messaging/preview-template.ts'
import { operation } from '../../../http/operation.ts'
import { PreviewModel, previewContext, toWirePreview } from './preview-model.ts'
import { TemplateBody, templateBodyLimit, toTemplateInput } from './template-model.ts'

/** For who writes a template: all that is wrong with it, what it asks for, and what a contact would get. Keeps nothing. */
export const previewDraft = operation({
  method: 'POST',
  path: '/templates/preview',
  name: 'previewDraft',
  summary: 'See what a contact would get of a template that is not saved',
  tag: 'Messages',
  scope: 'messages:write',
  isNeverStored: true,
  body: Type.Object({
    template: TemplateBody,
    contactId: Type.Optional(Type.String({ description: 'Without it the template is checked only.' })),
    context: previewContext,
  }),
  bodyLimit: templateBodyLimit,
  replies: {
    200: Type.Object({
      faults: Type.Array(Type.Object({ field: Type.String(), message: Type.String() }), {
        description: 'For which it would not be saved. With any but of the name there are no parts.',
      }),
      variables: Type.Array(Type.String(), { description: 'What it asks for.' }),
      ...PreviewModel.properties,
    }),
  },
  errors: ['templates-busy', 'contact-not-found', 'contact-id-invalid'],
  prepare: ({ template }) => examineTemplate(toTemplateInput(template)),
  async handle({ db, caller, body, prepared, now }) {
    const { contactId, context = {} } = body
    const occasion = contactId === undefined ? undefined : { contactId, context }
    const shown = await preview(db, caller.tenant, prepared, occasion, now)
    const { faults, template } = prepared
    const checked = {
      faults: faults.map(({ field, message }) => ({ field, message })),
      variables: [...template.variables],
    }
    return { status: 200, body: { ...checked, ...toWirePreview(shown) } }
  },
})
