import Type from 'typebox'
import { listSavedViews } from '../../../domain/accounts/saved-views.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { toWireView, ViewModel, viewerOf } from './translate.ts'

export const listViews = operation({
  method: 'GET',
  path: '/views',
  name: 'listViews',
  summary: 'List your saved views and those that are shared, by name',
  tag: 'Saved views',
  scope: 'views:read',
  query: Type.Object({ ...pageQuery, list: Type.Optional(Type.String()) }),
  replies: { 200: pageOf(ViewModel) },
  errors: ['cursor-invalid'],
  async handle({ db, caller, query }) {
    const page = await listSavedViews(db, caller.tenant.id, viewerOf(caller), query)
    return { status: 200, body: toWirePage(page, view => toWireView(view, caller)) }
  },
})
