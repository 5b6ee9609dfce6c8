import Type from 'typebox'
import { readContact } from '../../../domain/contacts/read-contact.ts'
import { listInteractions, readInteraction } from '../../../domain/interactions/read-interactions.ts'
import { schemaNotFound } from '../../../domain/schemas/errors.ts'
import { operation } from '../../../http/operation.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { InteractionModel, InteractionPage, toVoyadoInteraction } from './translate.ts'

const pageLength = 50

/**
 * Voyado Engage › Interactions › GET interactions: a contact's interactions of one schema, newest first, 50 to a page;
 * or, with interactionId as the only parameter, that one.
 */
export const getInteractions = operation({
  method: 'GET',
  path: '/interactions',
  name: 'Interactions_GetInteractions',
  summary: "List a contact's interactions of one kind",
  tag: 'Interactions',
  scope: 'interactions:read',
  query: Type.Object({
    contactId: Type.Optional(Type.String()),
    schemaId: Type.Optional(Type.String()),
    continuation: Type.Optional(Type.String({ description: 'From the link `next` of the page before.' })),
    interactionId: Type.Optional(Type.String({ description: 'Instead of all the others: just this one.' })),
  }),
  replies: { 200: Type.Union([InteractionPage, InteractionModel]) },
  errors: [
    'ValidationError',
    'InvalidContactId',
    'ContactNotFound',
    'InteractionSchemaNotFound',
    'InvalidContinuation',
  ],
  async handle({ db, schemas, caller, query, href }) {
    const { contactId, schemaId, continuation, interactionId } = query
    const { tenant } = caller
    if (interactionId !== undefined && contactId === undefined && schemaId === undefined) {
      return { status: 200, body: toVoyadoInteraction(await readInteraction(db, tenant.id, interactionId)) }
    }
    if (contactId === undefined || schemaId === undefined)
      throw inputInvalid(missing({ contactId, schemaId }))

    const schema = (await schemas.of(tenant)).get(schemaId)
    if (!schema) throw schemaNotFound(schemaId)
    const contact = await readContact(db, tenant, contactId)
    const filter = { contactId: contact.id, schemaKey: schema.key, continuation }
    const page = await listInteractions(db, tenant.id, filter, pageLength)
    const next = new URLSearchParams({ contactId, schemaId, continuation: page.continuation ?? '' })
    const links = page.continuation
      ? [{ href: href(`/interactions?${next}`), method: 'GET', rel: 'next' }]
      : []
    return { status: 200, body: { items: page.items.map(toVoyadoInteraction), links } }
  },
})

function missing(parameters: Record<string, string | undefined>) {
  const names = Object.keys(parameters).filter(name => parameters[name] === undefined)
  return names.map(field => ({ field, message: 'is required' }))
}
