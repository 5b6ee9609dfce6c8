import Type from 'typebox'
import { deleteInteraction as removeInteraction } from '../../../domain/interactions/delete-interaction.ts'
import { operation, type Request } from '../../../http/operation.ts'

const Id = Type.Object({ interactionId: Type.String() })

const shared = {
  method: 'DELETE',
  tag: 'Interactions',
  scope: 'interactions:write',
  replies: { 200: null },
  errors: ['InvalidInteractionId', 'InteractionNotFound'],
} as const

/** Voyado Engage › Interactions › DELETE interactions/{interactionId}. */
export const deleteInteraction = operation({
  ...shared,
  path: '/interactions/{interactionId}',
  name: 'Interactions_DeleteInteraction',
  summary: 'Delete an interaction',
  params: Id,
  handle: request => remove(request, request.params.interactionId),
})

/** Voyado Engage › Interactions › DELETE interactions, the form without a path in the vendor's list. */
export const deleteInteractionByQuery = operation({
  ...shared,
  path: '/interactions',
  name: 'Interactions_DeleteInteractionByQuery',
  summary: 'Delete an interaction, its id in the query',
  aliasOf: 'Interactions_DeleteInteraction',
  query: Id,
  handle: request => remove(request, request.query.interactionId),
})

async function remove({ write, caller, now }: Request<unknown, unknown, unknown, unknown>, id: string) {
  await write(tx => removeInteraction(tx, caller.tenant.id, id, now))
  return { status: 200 }
}
