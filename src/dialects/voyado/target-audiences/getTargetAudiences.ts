import Type from 'typebox'
import { listSegments } from '../../../domain/segments/list-segments.ts'
import { operation } from '../../../http/operation.ts'

/** Voyado Engage › Target audiences › GET target-audiences. A bare list. */
export const getTargetAudiences = operation({
  method: 'GET',
  path: '/target-audiences',
  name: 'TargetAudience_GetTargetAudiences',
  summary: 'List the target audiences',
  tag: 'Target audiences',
  scope: 'contacts:read',
  replies: { 200: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })) },
  async handle({ db, caller }) {
    return { status: 200, body: await listSegments(db, caller.tenant) }
  },
})
