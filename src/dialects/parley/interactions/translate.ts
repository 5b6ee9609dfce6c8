import Type, { type Static } from 'typebox'
import type { Interaction, NewInteraction } from '../../../domain/interactions/interaction.ts'
import type { RejectedInteraction } from '../../../domain/interactions/rejected.ts'
import type { Fault } from '../../../kernel/domain-error.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { readInstant } from '../../../kernel/instant.ts'
import { Faults, toWireFaults } from '../schemas/translate.ts'

const Time = Type.String({ format: 'date-time' })

export const NewInteractionBody = Type.Object(
  {
    contactId: Type.String({ description: 'The contact who did it.' }),
    schemaId: Type.String({ description: 'The id of the schema.' }),
    createdAt: Type.Optional(
      Type.String({
        description: 'When it happened, an ISO 8601 date-time with an offset. Without it: now.',
      }),
    ),
    payload: Type.Object({}, { additionalProperties: true, description: 'What the schema asks for.' }),
  },
  { additionalProperties: false },
)

export const InteractionModel = Type.Object({
  id: Type.String(),
  contactId: Type.String(),
  schemaId: Type.String(),
  createdAt: Time,
  payload: Type.Object({}, { additionalProperties: true }),
})

export const RejectedModel = Type.Object({
  id: Type.String(),
  contactId: Type.String(),
  schemaId: Type.String(),
  schemaVersion: Type.Integer({ description: 'The version that it was checked against last.' }),
  faults: Faults,
  body: Type.String({ description: 'As it was received.' }),
  receivedAt: Time,
})

export function toWireInteraction({ createdDate, ...rest }: Interaction): Static<typeof InteractionModel> {
  return { ...rest, createdAt: createdDate.toISOString(), payload: { ...rest.payload } }
}

export function toWireRejected(rejected: RejectedInteraction): Static<typeof RejectedModel> {
  return {
    ...rejected,
    faults: toWireFaults(rejected.faults),
    receivedAt: rejected.receivedAt.toISOString(),
  }
}

/** What a caller says of one interaction, or what is wrong with that. `body` is the text that is kept. */
export function toNewInteraction(given: unknown, body: string, now: Date): NewInteraction | readonly Fault[] {
  if (!isObject(given)) return [{ field: '', message: 'must be an object' }]
  const { contactId, schemaId, createdAt, payload, ...others } = given
  const instant = typeof createdAt === 'string' ? readInstant(createdAt, 'offset-required') : undefined
  const faults: Fault[] = []
  const check = (isFine: boolean, field: string, message: string) => isFine || faults.push({ field, message })
  check(typeof contactId === 'string' && isUuid(contactId), 'contactId', 'must be a UUID')
  check(typeof schemaId === 'string', 'schemaId', 'must be the id of a schema')
  check(
    createdAt === undefined || instant !== undefined,
    'createdAt',
    'must be a date-time with an offset, such as 2025-03-01T10:00:00Z',
  )
  check(isObject(payload), 'payload', 'must be an object')
  for (const name of Object.keys(others).slice(0, 10)) check(false, name.slice(0, 100), 'is not known')
  if (faults.length > 0) return faults
  return {
    contactId: contactId as string,
    schemaId: schemaId as string,
    createdDate: instant ?? now,
    payload,
    body,
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
