import Type, { type Static } from 'typebox'
import type { BusinessEventDefinition } from '../../../domain/business-events/definition.ts'
import { valueTypes } from '../../../kernel/value-type.ts'

const Time = Type.String({ format: 'date-time' })

export const businessEventParams = Type.Object({
  name: Type.String({ description: 'The name of the business event.' }),
})

export const DefinitionBody = Type.Object(
  {
    attributes: Type.Array(
      Type.Object(
        { name: Type.String(), type: Type.String({ description: valueTypes.join(', ') }) },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)

export const DefinitionModel = Type.Object({
  name: Type.String(),
  attributes: Type.Array(Type.Object({ name: Type.String(), type: Type.String() })),
  createdAt: Time,
  updatedAt: Time,
})

export const toWireDefinition = ({
  name,
  attributes,
  createdAt,
  updatedAt,
}: BusinessEventDefinition): Static<typeof DefinitionModel> => ({
  name,
  attributes: attributes.map(attribute => ({ ...attribute })),
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})
