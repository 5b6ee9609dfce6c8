import Type from 'typebox'
import { schemaNotFound } from '../../../domain/schemas/errors.ts'
import { operation } from '../../../http/operation.ts'
import { InteractionSchemaModel, toVoyadoSchema } from './translate.ts'

/** Voyado Engage › Interactions › GET interactionschemas/{interactionSchemaId}. The definition comes back as posted. */
export const getInteractionSchema = operation({
  method: 'GET',
  path: '/interactionschemas/{interactionSchemaId}',
  name: 'InteractionSchemas_GetInteractionSchema',
  summary: 'Read one kind of interaction',
  tag: 'Interaction schemas',
  scope: 'interactionschemas:read',
  params: Type.Object({ interactionSchemaId: Type.String() }),
  replies: { 200: InteractionSchemaModel },
  errors: ['InteractionSchemaNotFound'],
  async handle({ schemas, caller, params }) {
    const schema = (await schemas.of(caller.tenant)).get(params.interactionSchemaId)
    if (!schema || schema.learnt) throw schemaNotFound(params.interactionSchemaId)
    return { status: 200, body: toVoyadoSchema(schema.definition) }
  },
})
