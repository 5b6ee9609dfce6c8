import Type from 'typebox'
import { changeSavedView } from '../../../domain/accounts/saved-views.ts'
import { operation } from '../../../http/operation.ts'
import { etag, ifMatch, requireMatch } from '../etag.ts'
import { toDefinition, toWireView, ViewModel, viewerOf, viewParams, viewParts } from './translate.ts'

/** What is given replaces what was; the filter as a whole. */
export const updateView = operation({
  method: 'PATCH',
  path: '/views/{viewId}',
  name: 'updateView',
  summary: 'Change a saved view',
  tag: 'Saved views',
  scope: 'views:write',
  params: viewParams,
  headers: Type.Object(ifMatch),
  body: Type.Partial(Type.Object(viewParts), { additionalProperties: false }),
  bodyLimit: 64 * 1024,
  replies: { 200: ViewModel },
  errors: [
    'input-invalid',
    'saved-view-not-found',
    'saved-view-of-another',
    'saved-view-exists',
    'version-mismatch',
  ],
  async handle({ write, caller, params: { viewId }, headers, body, now }) {
    const { name, isShared } = body
    const patch = {
      ...(name !== undefined && { name }),
      ...(isShared !== undefined && { isShared }),
      definition: toDefinition(body),
    }
    const accept = (version: number) => requireMatch(headers['if-match'], version)
    const view = await write(tx =>
      changeSavedView(tx, caller.tenant.id, viewerOf(caller), viewId, patch, now, accept),
    )
    return { status: 200, body: toWireView(view, caller), headers: etag(view.version) }
  },
})
