import Type from 'typebox'
import { deleteSavedView } from '../../../domain/accounts/saved-views.ts'
import { operation } from '../../../http/operation.ts'
import { ifMatch, requireMatch } from '../etag.ts'
import { viewerOf, viewParams } from './translate.ts'

export const deleteView = operation({
  method: 'DELETE',
  path: '/views/{viewId}',
  name: 'deleteView',
  summary: 'Delete a saved view',
  tag: 'Saved views',
  scope: 'views:write',
  params: viewParams,
  headers: Type.Object(ifMatch),
  replies: { 204: null },
  errors: ['saved-view-not-found', 'saved-view-of-another', 'version-mismatch'],
  async handle({ write, caller, params: { viewId }, headers }) {
    const accept = (version: number) => requireMatch(headers['if-match'], version)
    await write(tx => deleteSavedView(tx, caller.tenant.id, viewerOf(caller), viewId, accept))
    return { status: 204 }
  },
})
