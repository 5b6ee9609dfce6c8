import Type from 'typebox'
import { readContactOrHeir } from '../../../domain/contacts/read-contact-or-heir.ts'
import { readTimeline } from '../../../domain/interactions/read-timeline.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { findSchema } from '../schemas/find-schema.ts'
import { readNames, readSpan, spanQuery } from '../span.ts'

const Fact = Type.Object({
  id: Type.String(),
  type: Type.String({ description: '`interaction.created`, `contact.updated`, `message.sent` and so on.' }),
  at: Type.String({ format: 'date-time' }),
  schemaId: Type.Union([Type.String(), Type.Null()]),
  data: Type.Object({}, { additionalProperties: true, description: 'Of an interaction, its payload.' }),
})

/** Every kind of fact of one contact in one order, the newest first. */
export const getTimeline = operation({
  method: 'GET',
  path: '/contacts/{contactId}/timeline',
  name: 'getTimeline',
  summary: 'All that happened to a contact',
  tag: 'Timeline',
  scope: 'timeline:read',
  params: Type.Object({ contactId: Type.String() }),
  query: Type.Object({
    ...pageQuery,
    types: Type.Optional(
      Type.String({
        maxLength: 1000,
        description: 'Types of facts with commas between them; `message.*` is all of a noun.',
      }),
    ),
    schemaIds: Type.Optional(
      Type.String({
        maxLength: 2000,
        description: 'Only interactions, of these schemas, with commas between them.',
      }),
    ),
    ...spanQuery,
  }),
  replies: { 200: pageOf(Fact) },
  errors: ['contact-not-found', 'contact-merged', 'schema-not-found', 'input-invalid', 'cursor-invalid'],
  async handle({ db, caller, params, query, ...services }) {
    const schemas = readNames(query.schemaIds)?.map(id => findSchema(services, caller, id))
    const schemaKeys = schemas && (await Promise.all(schemas)).map(({ key }) => key)
    const filter = { types: readNames(query.types), schemaKeys, ...readSpan(query) }
    const { id } = await readContactOrHeir(db, caller.tenant, params.contactId)
    const page = await readTimeline(db, caller.tenant, id, filter, query)
    return {
      status: 200,
      body: toWirePage(page, fact => ({ ...fact, at: fact.at.toISOString(), data: { ...fact.data } })),
    }
  },
})
