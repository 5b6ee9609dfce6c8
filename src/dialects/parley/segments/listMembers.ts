import Type from 'typebox'
import { listMembers as list } from '../../../domain/segments/read-segments.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { MemberModel, segmentParams, toWireMember } from './translate.ts'

/** In the order of their ids. */
export const listMembers = operation({
  method: 'GET',
  path: '/segments/{segmentId}/members',
  name: 'listMembers',
  summary: 'List the members',
  tag: 'Segments',
  scope: 'segments:read',
  params: segmentParams,
  query: Type.Object(pageQuery),
  replies: { 200: pageOf(MemberModel) },
  errors: ['segment-not-found', 'cursor-invalid'],
  async handle({ db, caller, params, query }) {
    const page = await list(db, caller.tenant.id, params.segmentId, query)
    return { status: 200, body: toWirePage(page, toWireMember) }
  },
})
