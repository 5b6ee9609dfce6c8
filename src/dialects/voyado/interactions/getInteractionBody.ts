import Type from 'typebox'
import { readBody } from '../../../domain/interactions/read-body.ts'
import { operation } from '../../../http/operation.ts'

/**
 * An extension: the body with which an interaction was posted, with what its schema does not know. The vendor keeps
 * it in blob storage and has no operation to fetch it.
 */
export const getInteractionBody = operation({
  method: 'GET',
  path: '/interactions/{interactionId}/body',
  name: 'Interactions_GetInteractionBody',
  summary: 'Read the body as it was received',
  tag: 'Interactions',
  scope: 'interactions:read',
  isExtension: true,
  params: Type.Object({ interactionId: Type.String() }),
  replies: { 200: Type.Unknown() },
  errors: ['InteractionNotFound'],
  async handle({ db, blobs, caller, params }) {
    const json = await readBody(db, blobs, caller.tenant.id, params.interactionId)
    return { status: 200, json }
  },
})
