import Type from 'typebox'
import { operation } from '../../../http/operation.ts'
import { InteractionSchemaWithoutJsonModel } from './translate.ts'

/** Voyado Engage › Interactions › GET interactionschemas: all of them, without their definitions. */
export const getInteractionSchemas = operation({
  method: 'GET',
  path: '/interactionschemas',
  name: 'InteractionSchemas_GetInteractionSchemas',
  summary: 'List the kinds of interaction',
  tag: 'Interaction schemas',
  scope: 'interactionschemas:read',
  replies: { 200: Type.Array(InteractionSchemaWithoutJsonModel) },
  async handle({ schemas, caller }) {
    const all = await schemas.of(caller.tenant)
    const registered = [...all.values()].filter(({ learnt }) => !learnt)
    const body = registered.map(({ definition: { id, displayName } }) => ({ id, displayName }))
    return { status: 200, body }
  },
})
