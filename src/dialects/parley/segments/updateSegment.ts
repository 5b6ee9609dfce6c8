import Type from 'typebox'
import { changeSegment } from '../../../domain/segments/change-segment.ts'
import { operation } from '../../../http/operation.ts'
import { etag, ifMatch, requireMatch } from '../etag.ts'
import { SegmentModel, SegmentPatchBody, segmentParams, toWireSegment } from './translate.ts'

/** A merge patch. With another rule the members are computed anew in the background. */
export const updateSegment = operation({
  method: 'PATCH',
  path: '/segments/{segmentId}',
  name: 'updateSegment',
  summary: 'Change a segment',
  tag: 'Segments',
  scope: 'segments:write',
  params: segmentParams,
  headers: Type.Object(ifMatch),
  body: SegmentPatchBody,
  bodyLimit: 128 * 1024,
  replies: { 200: SegmentModel },
  errors: ['segment-not-found', 'segment-rule-invalid', 'segment-invalid', 'version-mismatch'],
  async handle({ write, caller, params, headers, body, now }) {
    const accept = (version: number) => requireMatch(headers['if-match'], version)
    const segment = await write(tx => changeSegment(tx, caller.tenant, params.segmentId, body, now, accept))
    return { status: 200, body: toWireSegment(segment), headers: etag(segment.version) }
  },
})
