/**
 * A learnt schema is one that nobody registered: the first interaction of its name made it, and what came since then
 * decided which properties it has. Nothing is checked against it: a value of another type than the first of its name is
 * dropped. Registering a schema of the name puts a definition in its place.
 */
import { isStorableText } from '../../kernel/storable.ts'
import { learnTypes, type ValueType } from '../../kernel/value-type.ts'
import type { SchemaDefinition } from './definition.ts'
import type { Schema } from './schema.ts'
import type { SchemaProperty } from './schema-property.ts'

/** How a type stands in the definition that is shown. */
const keywords: Readonly<Record<ValueType, object>> = {
  string: { type: 'string' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date-time' },
  array: { type: 'array' },
  object: { type: 'object' },
}

/** Lists and objects are kept and have no place among the properties: nothing compares them. */
const scalars: Readonly<Partial<Record<ValueType, Pick<SchemaProperty, 'type' | 'format'>>>> = {
  string: { type: 'string' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date-time' },
}

export type LearntTypes = ReadonlyMap<string, ValueType>

export function toJsonSchema(types: LearntTypes): object {
  const properties = Object.fromEntries([...types].map(([name, type]) => [name, keywords[type]]))
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', properties }
}

export interface LearntRow {
  readonly key: string
  readonly alias: string
  readonly version: number
  readonly display_name: string
  readonly definition: object
  readonly created_at: Date
  readonly updated_at: Date | null
}

export function fromLearntRow(row: LearntRow): Schema {
  const types = typesOf(row.definition)
  return {
    key: row.key,
    version: row.version,
    definition: toDefinition(row, types),
    createdAt: row.created_at,
    updatedAt: row.updated_at ?? row.created_at,
    check: () => [],
    learnt: types,
  }
}

export function typesOf(definition: object): LearntTypes {
  const { properties } = definition as { properties: Record<string, { type: string; format?: string }> }
  return new Map(
    Object.entries(properties).map(([name, { type, format }]) => [
      name,
      format === undefined ? (type as ValueType) : 'date',
    ]),
  )
}

function toDefinition({ alias, display_name, definition }: LearntRow, types: LearntTypes): SchemaDefinition {
  const properties = [...types].flatMap(([name, type], sortOrder): SchemaProperty[] => {
    const scalar = scalars[type]
    if (!scalar) return []
    return [{ name, ...scalar, displayName: name, sortOrder, showInContactCard: true, segmentable: true }]
  })
  return { id: alias, displayName: display_name, jsonSchema: definition, properties }
}

export interface FitPayload {
  /** What is kept of it, as JSON. */
  readonly json: string
  /** Whether it has properties that the schema has still to learn: they are not kept. */
  readonly hasNews: boolean
}

/** What a learnt schema keeps of a payload. Most are kept as they are. */
export function fitPayload(types: LearntTypes, payload: Readonly<Record<string, unknown>>): FitPayload {
  if (fitsAsItIs(types, payload)) return { json: JSON.stringify(payload), hasNews: false }
  const { values, news } = learnTypes(types, namedByTenant(payload))
  const kept = [...values].filter(([name]) => !news.has(name))
  return { json: JSON.stringify(Object.fromEntries(kept)), hasNews: news.size > 0 }
}

function fitsAsItIs(types: LearntTypes, payload: Readonly<Record<string, unknown>>): boolean {
  for (const name in payload) {
    const value = payload[name]
    const type = types.get(name)
    if (type === undefined || typeof value !== type) return false
    if (type === 'string' && (value as string).length > 1000) return false
    if (type === 'object' && Array.isArray(value)) return false
  }
  return true
}

/** Names that begin with `we_` are a vendor's own, and those that no column holds nobody's. */
export function namedByTenant(payload: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(payload).filter(([name]) => !name.startsWith('we_') && isStorableText(name))
}
