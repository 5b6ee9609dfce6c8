import Type from 'typebox'
import { deleteInteraction as remove } from '../../../domain/interactions/delete-interaction.ts'
import { operation } from '../../../http/operation.ts'

export const deleteInteraction = operation({
  method: 'DELETE',
  path: '/interactions/{interactionId}',
  name: 'deleteInteraction',
  summary: 'Delete an interaction',
  tag: 'Interactions',
  scope: 'interactions:write',
  params: Type.Object({ interactionId: Type.String() }),
  replies: { 204: null },
  errors: ['interaction-id-invalid', 'interaction-not-found'],
  async handle({ write, caller, params, now }) {
    await write(tx => remove(tx, caller.tenant.id, params.interactionId, now))
    return { status: 204 }
  },
})
