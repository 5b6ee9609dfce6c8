import Type, { type Static } from 'typebox'
import type { SchemaDefinition } from '../../../domain/schemas/definition.ts'

export const InteractionSchemaBody = Type.Object(
  {
    id: Type.Unknown({ description: 'The alias: letters, digits, _ and -.' }),
    displayName: Type.Unknown({ description: 'What people call it.' }),
    jsonSchema: Type.Unknown({ description: 'The definition, JSON Schema draft 2020-12.' }),
  },
  { additionalProperties: true },
)

export const InteractionSchemaModel = Type.Object({
  id: Type.String(),
  displayName: Type.String(),
  jsonSchema: Type.Object({}, { additionalProperties: true }),
})

export const InteractionSchemaWithoutJsonModel = Type.Object({
  id: Type.String(),
  displayName: Type.String(),
})

export const InteractionSchemaResponse = Type.Object({
  id: Type.String(),
  self: Type.Object({ href: Type.String(), created: Type.String({ format: 'date-time' }) }),
})

export function toVoyadoSchema({
  id,
  displayName,
  jsonSchema,
}: SchemaDefinition): Static<typeof InteractionSchemaModel> {
  return { id, displayName, jsonSchema }
}
