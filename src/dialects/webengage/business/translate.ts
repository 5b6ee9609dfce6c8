import Type, { type Static } from 'typebox'
import {
  type BusinessEventDefinition,
  longestAttributeName,
  longestEventName,
} from '../../../domain/business-events/definition.ts'
import { DomainError, type Fault, inputInvalid } from '../../../kernel/domain-error.ts'
import { isStorableText, storageFaults } from '../../../kernel/storable.ts'
import type { ValueType } from '../../../kernel/value-type.ts'
import { readPastTime } from '../read-time.ts'

/** By the vendor's words for types. */
const types = {
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  array: 'array',
  map: 'object',
} as const satisfies Readonly<Record<string, ValueType>>

const words = Object.keys(types) as (keyof typeof types)[]
const wordOf = (type: ValueType) => words.find(word => types[word] === type)!

const DataType = Type.Enum(words)
const Name = (most: number) => Type.String({ minLength: 1, maxLength: most })
const Category = Type.Literal('BUSINESS')

export const DefinitionBody = Type.Object({
  eventName: Name(longestEventName),
  eventCategory: Type.Optional(Category),
  attributes: Type.Optional(
    Type.Array(Type.Object({ attributeName: Name(longestAttributeName), dataType: DataType }), {
      maxItems: 150,
    }),
  ),
})

export const DefinitionModel = Type.Object({
  eventName: Type.String(),
  eventCategory: Category,
  attributes: Type.Array(Type.Object({ attributeName: Type.String(), dataType: DataType })),
})

export const toNewDefinition = ({ eventName, attributes = [] }: Static<typeof DefinitionBody>) => ({
  name: eventName,
  attributes: attributes.map(({ attributeName: name, dataType }) => ({ name, type: types[dataType] })),
})

export const toWireDefinition = ({
  name,
  attributes,
}: BusinessEventDefinition): Static<typeof DefinitionModel> => ({
  eventName: name,
  eventCategory: 'BUSINESS',
  attributes: attributes.map(attribute => ({
    attributeName: attribute.name,
    dataType: wordOf(attribute.type),
  })),
})

export const EventBody = Type.Object({
  eventName: Name(longestEventName),
  eventTime: Type.Optional(
    Type.String({ description: 'yyyy-MM-ddTHH:mm:ss±hhmm; without it, now. At most a day ahead.' }),
  ),
  eventData: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description: 'Any of the attributes that are defined; others are passed over.',
    }),
  ),
})

/** Throws `input-invalid` with all that is wrong. */
export function readEvent(
  { eventName: name, eventTime, eventData: data = {} }: Static<typeof EventBody>,
  now: Date,
) {
  const faults: Fault[] = []
  if (!isStorableText(name)) faults.push({ field: 'eventName', message: 'must be well-formed text' })
  const happenedAt = readPastTime('eventTime', eventTime, now, faults)
  for (const { field, message } of storageFaults(data)) faults.push({ field: `eventData.${field}`, message })
  if (faults.length > 0) throw inputInvalid(faults)
  return { name, happenedAt, data }
}

const wireNames: readonly (readonly [RegExp, string])[] = [
  [/^name$/, 'eventName'],
  [/^data\b/, 'eventData'],
  [/^(attributes\.\d+)\.name$/, '$1.attributeName'],
  [/^(attributes\.\d+)\.type$/, '$1.dataType'],
]
const toWireName = (field: string) => wireNames.reduce((name, [from, to]) => name.replace(from, to), field)

/** Rethrows what the domain refuses, with the names that its sender knows. */
export function renameFaults(error: unknown): never {
  if (!(error instanceof DomainError) || !Array.isArray(error.data.faults)) throw error
  const faults = error.data.faults as readonly Fault[]
  throw inputInvalid(faults.map(({ field, message }) => ({ field: toWireName(field), message })))
}
