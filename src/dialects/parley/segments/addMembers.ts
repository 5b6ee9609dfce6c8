import Type from 'typebox'
import { addToList } from '../../../domain/segments/change-list.ts'
import { operation } from '../../../http/operation.ts'
import { ContactIdsBody, segmentParams } from './translate.ts'

/** Ids that are of no contact are passed over. */
export const addMembers = operation({
  method: 'POST',
  path: '/segments/{segmentId}/members',
  name: 'addMembers',
  summary: 'Put contacts into a list',
  tag: 'Segments',
  scope: 'segments:write',
  params: segmentParams,
  body: ContactIdsBody,
  replies: {
    200: Type.Object({ added: Type.Array(Type.String(), { description: 'Those that were not in it.' }) }),
  },
  errors: ['segment-not-found', 'segment-not-list'],
  async handle({ write, caller, params, body, now }) {
    const added = await write(tx => addToList(tx, caller.tenant.id, params.segmentId, body.contactIds, now))
    return { status: 200, body: { added } }
  },
})
