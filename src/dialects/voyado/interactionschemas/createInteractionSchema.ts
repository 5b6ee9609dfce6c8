import { createSchema } from '../../../domain/schemas/create-schema.ts'
import { operation } from '../../../http/operation.ts'
import { InteractionSchemaBody, InteractionSchemaResponse } from './translate.ts'

/** Voyado Engage › Interactions › POST interactionschemas. Answers 200, not 201: known clients accept nothing else. */
export const createInteractionSchema = operation({
  method: 'POST',
  path: '/interactionschemas',
  name: 'InteractionSchemas_CreateInteractionSchema',
  summary: 'Define a kind of interaction',
  tag: 'Interaction schemas',
  scope: 'interactionschemas:write',
  body: InteractionSchemaBody,
  bodyLimit: 128 * 1024,
  replies: { 200: InteractionSchemaResponse },
  errors: [
    'InvalidInteractionSchema',
    'InteractionSchemaAlreadyExists',
    'TooManyInteractionSchemas',
    'TooManySegmentableProperties',
  ],
  async handle({ write, directory, caller, body, now, href }) {
    const { id } = await write(tx => createSchema(tx, caller.tenant, body, now))
    await directory.refresh()
    return {
      status: 200,
      body: { id, self: { href: href(`/interactionschemas/${id}`), created: now.toISOString() } },
    }
  },
})
