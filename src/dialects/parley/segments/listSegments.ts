import Type from 'typebox'
import { listSegmentPage } from '../../../domain/segments/read-segments.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { SegmentModel, toWireSegment } from './translate.ts'

/** Newest first. */
export const listSegments = operation({
  method: 'GET',
  path: '/segments',
  name: 'listSegments',
  summary: 'List the segments',
  tag: 'Segments',
  scope: 'segments:read',
  query: Type.Object({
    ...pageQuery,
    search: Type.Optional(
      Type.String({ maxLength: 200, description: 'What the name or the description has in it.' }),
    ),
  }),
  replies: { 200: pageOf(SegmentModel) },
  errors: ['cursor-invalid'],
  async handle({ db, caller, query }) {
    const { search, ...page } = query
    const words = search?.trim() || undefined
    const segments = await listSegmentPage(db, caller.tenant.id, { ...page, words })
    return { status: 200, body: toWirePage(segments, toWireSegment) }
  },
})
