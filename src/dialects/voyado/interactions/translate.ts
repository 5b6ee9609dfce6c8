import Type, { type Static } from 'typebox'
import { contactIdInvalid } from '../../../domain/contacts/errors.ts'
import type { Interaction, NewInteraction } from '../../../domain/interactions/interaction.ts'
import type { Caller } from '../../../http/operation.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { readInstant } from '../../../kernel/instant.ts'

export const InteractionBody = Type.Object(
  {
    contactId: Type.String({ description: 'The contact who did it.' }),
    schemaId: Type.String({ description: 'The alias of the schema.' }),
    createdDate: Type.Optional(
      Type.String({
        description: 'When it happened, an ISO 8601 date-time. Without it: now. Without an offset: UTC.',
      }),
    ),
    payload: Type.Object({}, { additionalProperties: true, description: 'What the schema asks for.' }),
  },
  { additionalProperties: true },
)

export const InteractionModel = Type.Object({
  id: Type.String(),
  contactId: Type.String(),
  schemaId: Type.String(),
  createdDate: Type.String({ format: 'date-time' }),
  payload: Type.Object({}, { additionalProperties: true }),
})

export const InteractionCreateResponse = Type.Object({
  id: Type.String(),
  self: Type.Object({
    contactId: Type.String(),
    href: Type.String(),
    created: Type.String({ format: 'date-time' }),
  }),
})

export const Link = Type.Object({ href: Type.String(), method: Type.String(), rel: Type.String() })

export const InteractionPage = Type.Object({ items: Type.Array(InteractionModel), links: Type.Array(Link) })

export function toNewInteraction(
  body: Static<typeof InteractionBody>,
  rawBody: string,
  { tenant }: Caller,
  now: Date,
): NewInteraction {
  if (!isUuid(body.contactId)) throw contactIdInvalid(body.contactId.slice(0, 100))
  const createdDate = body.createdDate === undefined ? now : readCreatedDate(body.createdDate, tenant)
  const { contactId, schemaId, payload } = body
  return { contactId, schemaId, createdDate, payload, body: rawBody }
}

function readCreatedDate(text: string, { settings }: Caller['tenant']): Date {
  const instant = readInstant(
    text,
    settings.dateTimeOffset === 'required' ? 'offset-required' : 'offset-optional',
  )
  const example = '2023-05-23T11:13:42.074Z'
  if (!instant)
    throw inputInvalid([{ field: 'createdDate', message: `must be a date-time such as ${example}` }])
  return instant
}

export function toVoyadoInteraction(interaction: Interaction): Static<typeof InteractionModel> {
  return {
    ...interaction,
    createdDate: interaction.createdDate.toISOString(),
    payload: { ...interaction.payload },
  }
}
