import { contactNotFound } from '../../../domain/contacts/errors.ts'
import { prepare } from '../../../domain/interactions/interaction.ts'
import { payloadInvalid, schemaNotFound } from '../../../domain/schemas/errors.ts'
import { operation } from '../../../http/operation.ts'
import { writeInstant } from '../../../kernel/instant.ts'
import { InteractionBody, InteractionCreateResponse, toNewInteraction } from './translate.ts'

/** Voyado Engage › Interactions › POST interactions. Answers 200, not 201: known clients accept nothing else. */
export const createInteraction = operation({
  method: 'POST',
  path: '/interactions',
  name: 'Interactions_CreateInteraction',
  summary: 'Store an interaction',
  tag: 'Interactions',
  scope: 'interactions:write',
  body: InteractionBody,
  bodyLimit: 64 * 1024,
  replies: { 200: InteractionCreateResponse },
  errors: [
    'ValidationError',
    'InvalidContactId',
    'ContactNotFound',
    'InteractionSchemaNotFound',
    'InvalidInteractionPayload',
  ],
  async handle({ intake, schemas, caller, body, rawBody, now, href }) {
    const input = toNewInteraction(body, rawBody, caller, now)
    const schema = (await schemas.of(caller.tenant)).get(input.schemaId)
    if (!schema || schema.learnt) throw schemaNotFound(input.schemaId)

    const outcome = await intake.record({
      prepared: prepare(caller.tenant.id, schema, input),
      receivedAt: now,
    })
    switch (outcome.kind) {
      case 'schema missing':
        throw schemaNotFound(input.schemaId)
      case 'contact missing':
        throw contactNotFound(input.contactId)
      case 'rejected':
        return payloadInvalid(input.schemaId, outcome.faults, outcome.id) // returned, not thrown: the rejected one stays kept
      case 'stored': {
        const { id, createdDate } = outcome
        const self = {
          contactId: input.contactId,
          href: href(`/interactions/${id}`),
          created: writeInstant(createdDate),
        }
        return { status: 200, body: { id, self } }
      }
    }
  },
})
