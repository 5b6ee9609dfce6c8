import Type from 'typebox'
import { listUses } from '../../../domain/segments/uses.ts'
import { operation } from '../../../http/operation.ts'
import { segmentParams } from './translate.ts'

/**
 * Segments whose rule asks for it; automations that are not stopped and name it, also in a version that contacts are
 * still on; campaigns that have yet to gather its members. While there are any it cannot be deleted.
 */
export const listSegmentUses = operation({
  method: 'GET',
  path: '/segments/{segmentId}/uses',
  name: 'listSegmentUses',
  summary: 'Tell what refers to a segment',
  tag: 'Segments',
  scope: 'segments:read',
  params: segmentParams,
  replies: {
    200: Type.Object({
      items: Type.Array(
        Type.Object({
          kind: Type.String({ description: '`segment`, `automation` or `campaign`.' }),
          id: Type.String(),
          name: Type.String(),
          state: Type.Union([Type.String(), Type.Null()], {
            description: 'Of an automation or a campaign.',
          }),
        }),
      ),
    }),
  },
  errors: ['segment-not-found'],
  async handle({ db, caller, params }) {
    const uses = await listUses(db, caller.tenant.id, params.segmentId)
    return { status: 200, body: { items: uses.map(use => ({ ...use })) } }
  },
})
