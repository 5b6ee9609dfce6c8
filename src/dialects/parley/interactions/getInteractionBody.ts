import Type from 'typebox'
import { readBody } from '../../../domain/interactions/read-body.ts'
import { operation } from '../../../http/operation.ts'

/** With what the schema does not know, and whatever the dialect in which it came. */
export const getInteractionBody = operation({
  method: 'GET',
  path: '/interactions/{interactionId}/body',
  name: 'getInteractionBody',
  summary: 'Read the body of an interaction as it was received',
  tag: 'Interactions',
  scope: 'interactions:read',
  params: Type.Object({ interactionId: Type.String() }),
  replies: { 200: Type.Unknown() },
  errors: ['interaction-id-invalid', 'interaction-not-found'],
  async handle({ db, blobs, caller, params }) {
    const json = await readBody(db, blobs, caller.tenant.id, params.interactionId)
    return { status: 200, json }
  },
})
