import { createSegment as create } from '../../../domain/segments/create-segment.ts'
import { operation } from '../../../http/operation.ts'
import { etag } from '../etag.ts'
import { NewSegmentBody, SegmentModel, toWireSegment } from './translate.ts'

/** The members are computed in the background: `computation` tells how far it is. */
export const createSegment = operation({
  method: 'POST',
  path: '/segments',
  name: 'createSegment',
  summary: 'Make a segment or a list',
  tag: 'Segments',
  scope: 'segments:write',
  body: NewSegmentBody,
  bodyLimit: 128 * 1024,
  replies: { 201: SegmentModel },
  errors: ['segment-rule-invalid', 'segment-invalid', 'too-many-segments'],
  async handle({ write, caller, body, now }) {
    const segment = await write(tx => create(tx, caller.tenant, body, now))
    return { status: 201, body: toWireSegment(segment), headers: etag(segment.version) }
  },
})
