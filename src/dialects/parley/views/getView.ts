import { readSavedView } from '../../../domain/accounts/saved-views.ts'
import { operation } from '../../../http/operation.ts'
import { etag } from '../etag.ts'
import { toWireView, ViewModel, viewerOf, viewParams } from './translate.ts'

export const getView = operation({
  method: 'GET',
  path: '/views/{viewId}',
  name: 'getView',
  summary: 'Read a saved view',
  tag: 'Saved views',
  scope: 'views:read',
  params: viewParams,
  replies: { 200: ViewModel },
  errors: ['saved-view-not-found'],
  async handle({ db, caller, params: { viewId } }) {
    const view = await readSavedView(db, caller.tenant.id, viewerOf(caller), viewId)
    return { status: 200, body: toWireView(view, caller), headers: etag(view.version) }
  },
})
