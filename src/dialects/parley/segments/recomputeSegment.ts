import { recomputeSegment as recompute } from '../../../domain/segments/recompute-segment.ts'
import { operation } from '../../../http/operation.ts'
import { SegmentModel, segmentParams, toWireSegment } from './translate.ts'

/** Goes through all contacts again, in the background. Live segments do not need it. */
export const recomputeSegment = operation({
  method: 'POST',
  path: '/segments/{segmentId}/recompute',
  name: 'recomputeSegment',
  summary: 'Compute the members anew',
  tag: 'Segments',
  scope: 'segments:write',
  params: segmentParams,
  replies: { 202: SegmentModel },
  errors: ['segment-not-found', 'segment-not-computed'],
  async handle({ write, caller, params }) {
    const segment = await write(tx => recompute(tx, caller.tenant.id, params.segmentId))
    return { status: 202, body: toWireSegment(segment) }
  },
})
