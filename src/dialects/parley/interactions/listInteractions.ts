import Type from 'typebox'
import { contactIdInvalid } from '../../../domain/contacts/errors.ts'
import { findInteractions } from '../../../domain/interactions/read-timeline.ts'
import { operation } from '../../../http/operation.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { findSchema } from '../schemas/find-schema.ts'
import { readSpan, spanQuery } from '../span.ts'
import { InteractionModel, toWireInteraction } from './translate.ts'

export const listInteractions = operation({
  method: 'GET',
  path: '/interactions',
  name: 'listInteractions',
  summary: 'List interactions, the newest first',
  tag: 'Interactions',
  scope: 'interactions:read',
  query: Type.Object({
    ...pageQuery,
    contactId: Type.Optional(Type.String()),
    schemaId: Type.Optional(Type.String()),
    ...spanQuery,
  }),
  replies: { 200: pageOf(InteractionModel) },
  errors: ['contact-id-invalid', 'schema-not-found', 'input-invalid', 'cursor-invalid'],
  async handle({ db, caller, query, ...services }) {
    const { contactId, schemaId, limit, cursor } = query
    if (contactId !== undefined && !isUuid(contactId)) throw contactIdInvalid(contactId.slice(0, 100))
    const schemaKeys =
      schemaId === undefined ? undefined : [(await findSchema(services, caller, schemaId)).key]
    const filter = { contactId, schemaKeys, ...readSpan(query) }
    const page = await findInteractions(db, caller.tenant, filter, { limit, cursor })
    return { status: 200, body: toWirePage(page, toWireInteraction) }
  },
})
