import Type from 'typebox'
import { factCatalogue } from '../../../domain/webhooks/fact-catalogue.ts'
import { sampleDataOf } from '../../../domain/webhooks/fact-type.ts'
import { sampleMessage } from '../../../domain/webhooks/send-test-message.ts'
import { operation } from '../../../http/operation.ts'

const Field = Type.Object({
  name: Type.String(),
  type: Type.String({ description: 'As JSON has it.' }),
  about: Type.String(),
})

const Fact = Type.Object({
  type: Type.String(),
  about: Type.String(),
  hasContact: Type.Boolean({ description: 'Whether it is about one contact.' }),
  fields: Type.Array(Field, { description: 'What is in its data; a fact need not have all.' }),
  sample: Type.Unknown({ description: 'The data of one.' }),
})

const Dialect = Type.Object({
  dialect: Type.String(),
  eventTypes: Type.Array(
    Type.Object({
      name: Type.String(),
      isDefault: Type.Boolean({ description: 'Whether webhooks that name no types get it.' }),
      facts: Type.Array(Type.String(), {
        description: 'The facts that it tells of. None: nothing makes it yet.',
      }),
      sample: Type.Union([Type.Unknown(), Type.Null()], { description: 'A message as it is posted.' }),
    }),
  ),
})

const typeOf = (value: unknown) => (Array.isArray(value) ? 'array' : typeof value)

/** Every fact that can stand on the timeline and in the stream, and what webhooks of each dialect are told. */
export const listEventTypes = operation({
  method: 'GET',
  path: '/event-types',
  name: 'listEventTypes',
  summary: 'The catalogue of events',
  tag: 'Webhooks',
  scope: 'events:read',
  replies: { 200: Type.Object({ facts: Type.Array(Fact), webhooks: Type.Array(Dialect) }) },
  async handle({ caller, now, webhookRules }) {
    const facts = factCatalogue.map(fact => ({
      type: fact.type,
      about: fact.about,
      hasContact: fact.hasContact,
      fields: fact.fields.map(({ name, about, sample }) => ({ name, type: typeOf(sample), about })),
      sample: sampleDataOf(fact),
    }))
    const webhooks = webhookRules.faces.map(face => ({
      dialect: face.dialect,
      eventTypes: face.eventTypes.map(({ name, isDefault, facts: from }) => {
        const message = sampleMessage(face, name, now)
        const sample = message
          ? JSON.parse(face.envelope(message, 'msg_sample', caller.tenant, 'json'))
          : null
        return { name, isDefault, facts: [...from], sample }
      }),
    }))
    return { status: 200, body: { facts, webhooks } }
  },
})
