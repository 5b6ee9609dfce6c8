import Type from 'typebox'
import { removeFromList } from '../../../domain/segments/change-list.ts'
import { operation } from '../../../http/operation.ts'
import { ContactIdsBody, segmentParams } from './translate.ts'

/** Takes many contacts out of a list at once. */
export const removeMembers = operation({
  method: 'POST',
  path: '/segments/{segmentId}/members/remove',
  name: 'removeMembers',
  summary: 'Take contacts out of a list',
  tag: 'Segments',
  scope: 'segments:write',
  params: segmentParams,
  body: ContactIdsBody,
  replies: {
    200: Type.Object({ removed: Type.Array(Type.String(), { description: 'Those that were in it.' }) }),
  },
  errors: ['segment-not-found', 'segment-not-list'],
  async handle({ write, caller, params, body, now }) {
    const removed = await write(tx =>
      removeFromList(tx, caller.tenant.id, params.segmentId, body.contactIds, now),
    )
    return { status: 200, body: { removed } }
  },
})
