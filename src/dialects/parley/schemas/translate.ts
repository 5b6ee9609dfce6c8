import Type, { type Static } from 'typebox'
import type { SchemaDefinition } from '../../../domain/schemas/definition.ts'
import type { SchemaVersion } from '../../../domain/schemas/schema-versions.ts'
import type { Fault } from '../../../kernel/domain-error.ts'

export const schemaParams = Type.Object({ schemaId: Type.String() })

const JsonSchema = Type.Unknown({ description: 'The definition, JSON Schema draft 2020-12.' })
const DisplayName = Type.Unknown({ description: 'What people call it.' })

export const NewSchemaBody = Type.Object(
  {
    id: Type.Unknown({ description: 'The alias: letters, digits, _ and -.' }),
    displayName: DisplayName,
    jsonSchema: JsonSchema,
  },
  { additionalProperties: false },
)

export const SchemaBody = Type.Object(
  { displayName: DisplayName, jsonSchema: JsonSchema },
  { additionalProperties: false },
)

export const SchemaModel = Type.Object({
  id: Type.String(),
  displayName: Type.String(),
  jsonSchema: Type.Object({}, { additionalProperties: true }),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
  version: Type.Integer(),
  learnt: Type.Boolean({
    description:
      'Whether nobody registered it: it follows from the interactions of its name, and checks nothing.',
  }),
})

export const SchemaVersionModel = Type.Object({
  version: Type.Integer(),
  displayName: Type.String(),
  jsonSchema: Type.Object({}, { additionalProperties: true }),
  createdAt: Type.String({ format: 'date-time' }),
})

export const toWireVersion = ({ createdAt, ...rest }: SchemaVersion): Static<typeof SchemaVersionModel> => ({
  ...rest,
  createdAt: createdAt.toISOString(),
})

export const Faults = Type.Array(Type.Object({ field: Type.String(), detail: Type.String() }))

export const toWireFaults = (faults: readonly Fault[]) =>
  faults.map(({ field, message }) => ({ field, detail: message }))

export function toWireSchema(
  { id, displayName, jsonSchema }: SchemaDefinition,
  {
    version,
    createdAt,
    updatedAt,
    learnt,
  }: { version: number; createdAt: Date; updatedAt: Date; learnt?: object },
): Static<typeof SchemaModel> {
  return {
    id,
    displayName,
    jsonSchema,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    version,
    learnt: learnt !== undefined,
  }
}
