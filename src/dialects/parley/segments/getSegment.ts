import { readCountedSegment } from '../../../domain/segments/read-segments.ts'
import { operation } from '../../../http/operation.ts'
import { etag } from '../etag.ts'
import { SegmentModel, segmentParams, toWireSegment } from './translate.ts'

/** With how many members there are, as of when, what it took, and what went wrong last. */
export const getSegment = operation({
  method: 'GET',
  path: '/segments/{segmentId}',
  name: 'getSegment',
  summary: 'Read a segment',
  tag: 'Segments',
  scope: 'segments:read',
  params: segmentParams,
  replies: { 200: SegmentModel },
  errors: ['segment-not-found'],
  async handle({ db, caller, params }) {
    const segment = await readCountedSegment(db, caller.tenant.id, params.segmentId)
    return { status: 200, body: toWireSegment(segment), headers: etag(segment.version) }
  },
})
