import Type from 'typebox'
import { deleteSchema } from '../../../domain/schemas/delete-schema.ts'
import { operation, type Request } from '../../../http/operation.ts'

const Id = Type.Object({ interactionSchemaId: Type.String({ minLength: 1 }) })

/** Voyado Engage › Interactions › DELETE interactionschemas/{interactionSchemaId}. Its interactions go with it. */
export const deleteInteractionSchema = operation({
  method: 'DELETE',
  path: '/interactionschemas/{interactionSchemaId}',
  name: 'InteractionSchemas_DeleteInteractionSchema',
  summary: 'Delete a kind of interaction and all interactions of it',
  tag: 'Interaction schemas',
  scope: 'interactionschemas:write',
  params: Id,
  replies: { 200: null },
  errors: ['InteractionSchemaNotFound'],
  handle: request => remove(request, request.params.interactionSchemaId),
})

/** Voyado Engage › Interactions › DELETE interactionschemas, the form without a path in the vendor's list. */
export const deleteInteractionSchemaByQuery = operation({
  method: 'DELETE',
  path: '/interactionschemas',
  name: 'InteractionSchemas_DeleteInteractionSchemaByQuery',
  summary: 'Delete a kind of interaction, its id in the query',
  tag: 'Interaction schemas',
  scope: 'interactionschemas:write',
  aliasOf: 'InteractionSchemas_DeleteInteractionSchema',
  query: Id,
  replies: { 200: null },
  errors: ['InteractionSchemaNotFound'],
  handle: request => remove(request, request.query.interactionSchemaId),
})

async function remove(
  { write, directory, caller, now }: Request<unknown, unknown, unknown, unknown>,
  id: string,
) {
  await write(tx => deleteSchema(tx, caller.tenant, id, now))
  await directory.refresh()
  return { status: 200 }
}
