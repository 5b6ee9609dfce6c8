import Type from 'typebox'
import { createSavedView } from '../../../domain/accounts/saved-views.ts'
import { operation } from '../../../http/operation.ts'
import { etag } from '../etag.ts'
import { toDefinition, toWireView, ViewModel, viewerOf, viewParts } from './translate.ts'

const { name, filter, columns, sort, isShared } = viewParts

export const createView = operation({
  method: 'POST',
  path: '/views',
  name: 'createView',
  summary: 'Save a view of a list',
  tag: 'Saved views',
  scope: 'views:write',
  body: Type.Object(
    {
      list: Type.String(),
      name,
      filter: Type.Optional(filter),
      columns: Type.Optional(columns),
      sort: Type.Optional(sort),
      isShared: Type.Optional(isShared),
    },
    { additionalProperties: false },
  ),
  bodyLimit: 64 * 1024,
  replies: { 201: ViewModel },
  errors: ['input-invalid', 'saved-view-exists', 'too-many-saved-views'],
  async handle({ write, caller, body, now, href }) {
    const { list, name, isShared = false } = body
    const definition = { filter: {}, columns: [], sort: null, ...toDefinition(body) }
    const input = { list, name, isShared, definition }
    const view = await write(tx => createSavedView(tx, caller.tenant.id, viewerOf(caller), input, now))
    const headers = { location: href(`/views/${view.id}`), ...etag(view.version) }
    return { status: 201, body: toWireView(view, caller), headers }
  },
})
