import Type from 'typebox'
import { deleteTemplate as remove } from '../../../domain/messaging/write-templates.ts'
import { operation } from '../../../http/operation.ts'
import { ifMatch, requireMatch } from '../etag.ts'
import { templateParams } from './template-model.ts'

/** What still waits with it fails. */
export const deleteTemplate = operation({
  method: 'DELETE',
  path: '/templates/{templateId}',
  name: 'deleteTemplate',
  summary: 'Delete a template',
  tag: 'Messages',
  scope: 'messages:write',
  params: templateParams,
  headers: Type.Object(ifMatch),
  replies: { 204: null },
  errors: ['template-not-found', 'version-mismatch'],
  async handle({ write, caller, params, headers, now }) {
    await write(tx =>
      remove(tx, caller.tenant.id, params.templateId, now, ({ version }) =>
        requireMatch(headers['if-match'], version),
      ),
    )
    return { status: 204 }
  },
})
