import Type from 'typebox'
import { readInteraction } from '../../../domain/interactions/read-interactions.ts'
import { operation, type Request } from '../../../http/operation.ts'
import { InteractionModel, toVoyadoInteraction } from './translate.ts'

const Id = Type.Object({ interactionId: Type.String() })

const shared = {
  path: '/interactions/{interactionId}',
  tag: 'Interactions',
  scope: 'interactions:read',
  params: Id,
  replies: { 200: InteractionModel },
  errors: ['InvalidInteractionId', 'InteractionNotFound'],
  async handle({ db, caller, params }: Request<{ interactionId: string }, unknown, unknown, unknown>) {
    const interaction = await readInteraction(db, caller.tenant.id, params.interactionId)
    return { status: 200, body: toVoyadoInteraction(interaction) }
  },
}

/** Voyado Engage › Interactions › GET interactions/{interactionId}. */
export const getInteraction = operation({
  ...shared,
  method: 'GET',
  name: 'Interactions_GetInteraction',
  summary: 'Read an interaction',
})

/** Voyado Engage › Interactions: the vendor's page prints POST for reading one, so that works, too. */
export const getInteractionByPost = operation({
  ...shared,
  method: 'POST',
  name: 'Interactions_GetInteractionByPost',
  summary: 'Read an interaction, by POST',
  aliasOf: 'Interactions_GetInteraction',
})
