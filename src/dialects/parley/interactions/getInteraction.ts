import Type from 'typebox'
import { readInteraction } from '../../../domain/interactions/read-interactions.ts'
import { operation } from '../../../http/operation.ts'
import { InteractionModel, toWireInteraction } from './translate.ts'

export const getInteraction = operation({
  method: 'GET',
  path: '/interactions/{interactionId}',
  name: 'getInteraction',
  summary: 'Read an interaction',
  tag: 'Interactions',
  scope: 'interactions:read',
  params: Type.Object({ interactionId: Type.String() }),
  replies: { 200: InteractionModel },
  errors: ['interaction-id-invalid', 'interaction-not-found'],
  async handle({ db, caller, params }) {
    const interaction = await readInteraction(db, caller.tenant.id, params.interactionId)
    return { status: 200, body: toWireInteraction(interaction) }
  },
})
