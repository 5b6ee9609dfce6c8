import Type from 'typebox'
import { mostCounted, readContactCard } from '../../../domain/interactions/read-contact-card.ts'
import { operation } from '../../../http/operation.ts'

const Column = Type.Object({
  name: Type.String(),
  displayName: Type.String(),
  type: Type.String(),
  format: Type.Union([Type.String(), Type.Null()]),
  isShown: Type.Boolean({ description: 'Whether it is meant for the contact card (`showInContactCard`).' }),
  isSegmentable: Type.Boolean(),
})

/** Schema by schema, the one with the newest first. `/interactions?contactId=…&schemaId=…` has all of one. */
export const getContactCard = operation({
  method: 'GET',
  path: '/contacts/{contactId}/interactions',
  name: 'getContactCard',
  summary: 'The newest interactions of a contact by schema, in the order in which a card shows them',
  tag: 'Interactions',
  scope: 'interactions:read',
  params: Type.Object({ contactId: Type.String() }),
  query: Type.Object({
    perSchema: Type.Integer({ default: 5, minimum: 1, maximum: 50, description: 'So many of each schema.' }),
  }),
  replies: {
    200: Type.Object({
      schemas: Type.Array(
        Type.Object({
          schemaId: Type.String(),
          displayName: Type.String(),
          count: Type.Integer({ description: `Up to ${mostCounted}.` }),
          columns: Type.Array(Column, { description: 'By `sortOrder`, then as they were declared.' }),
          items: Type.Array(
            Type.Object({
              id: Type.String(),
              createdAt: Type.String({ format: 'date-time' }),
              payload: Type.Object({}, { additionalProperties: true }),
            }),
          ),
        }),
      ),
    }),
  },
  errors: ['contact-not-found'],
  async handle({ db, schemas, caller, params, query }) {
    const known = await schemas.of(caller.tenant)
    const sections = await readContactCard(db, caller.tenant, known, params.contactId, query.perSchema)
    const wire = sections.map(({ schema, properties, count, interactions }) => ({
      schemaId: schema.definition.id,
      displayName: schema.definition.displayName,
      count,
      columns: properties.map(({ name, displayName, type, format, showInContactCard, segmentable }) => ({
        name,
        displayName,
        type,
        format: format ?? null,
        isShown: showInContactCard,
        isSegmentable: segmentable,
      })),
      items: interactions.map(({ id, createdDate, payload }) => ({
        id,
        createdAt: createdDate.toISOString(),
        payload: { ...payload },
      })),
    }))
    return { status: 200, body: { schemas: wire } }
  },
})
