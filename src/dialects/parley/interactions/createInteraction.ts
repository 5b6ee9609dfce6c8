import { contactNotFound } from '../../../domain/contacts/errors.ts'
import { prepare } from '../../../domain/interactions/interaction.ts'
import { payloadInvalid, schemaNotFound } from '../../../domain/schemas/errors.ts'
import { operation } from '../../../http/operation.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { findSchema } from '../schemas/find-schema.ts'
import { InteractionModel, NewInteractionBody, toNewInteraction, toWireInteraction } from './translate.ts'

/** Answered when it is committed. One that breaks its schema is refused, and kept as rejected. */
export const createInteraction = operation({
  method: 'POST',
  path: '/interactions',
  name: 'createInteraction',
  summary: 'Store an interaction',
  tag: 'Interactions',
  scope: 'interactions:write',
  body: NewInteractionBody,
  bodyLimit: 64 * 1024,
  replies: { 201: InteractionModel },
  errors: ['input-invalid', 'contact-not-found', 'schema-not-found', 'payload-invalid'],
  async handle({ intake, caller, body, rawBody, now, href, ...services }) {
    const input = toNewInteraction(body, rawBody, now)
    if (!('contactId' in input)) throw inputInvalid(input)
    const schema = await findSchema(services, caller, input.schemaId)
    const prepared = prepare(caller.tenant.id, schema, input)
    const outcome = await intake.record({ prepared, receivedAt: now })
    switch (outcome.kind) {
      case 'schema missing':
        throw schemaNotFound(input.schemaId)
      case 'contact missing':
        throw contactNotFound(input.contactId)
      case 'rejected':
        return payloadInvalid(input.schemaId, outcome.faults, outcome.id) // returned, not thrown: it stays kept
      case 'stored': {
        const { id, createdDate } = outcome
        const { contactId, schemaId } = input
        const stored = { id, contactId, schemaId, createdDate, payload: JSON.parse(prepared.payload) }
        const headers = { location: href(`/interactions/${id}`) }
        return { status: 201, body: toWireInteraction(stored), headers }
      }
    }
  },
})
