import Type from 'typebox'
import { deleteSegment as remove } from '../../../domain/segments/delete-segment.ts'
import { operation } from '../../../http/operation.ts'
import { ifMatch, requireMatch } from '../etag.ts'
import { segmentParams } from './translate.ts'

/** Refused while the rule of another segment asks for it. */
export const deleteSegment = operation({
  method: 'DELETE',
  path: '/segments/{segmentId}',
  name: 'deleteSegment',
  summary: 'Delete a segment',
  tag: 'Segments',
  scope: 'segments:write',
  params: segmentParams,
  headers: Type.Object(ifMatch),
  replies: { 204: null },
  errors: ['segment-not-found', 'segment-in-use', 'version-mismatch'],
  async handle({ write, caller, params, headers, now }) {
    const accept = (version: number) => requireMatch(headers['if-match'], version)
    await write(tx => remove(tx, caller.tenant.id, params.segmentId, now, accept))
    return { status: 204 }
  },
})
