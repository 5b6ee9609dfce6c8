import type { PropertyType } from '../schemas/schema-property.ts'
import { type Comparison, calendarUnits, readComparison, relative } from './comparison.ts'
import { type Figure, readFigure, readName } from './figure.ts'
import { blame, fieldAt, hasField, hasOnly, type Place, readBoolean, readList } from './rule-input.ts'
import { readWindow, type Window } from './window.ts'

/** Interactions of one schema, or of any, that fulfil all conditions, and what is asked of them together. */
export interface InteractionsRule {
  readonly kind: 'interactions'
  /** The alias of a schema. */
  readonly schema?: string
  /** All of them. */
  readonly where?: readonly Condition[]
  readonly within?: Window
  readonly has: Figure
}

/** A property of the payload. With `not`, also fulfilled by an interaction that lacks the property. */
export type PropertyCondition = { readonly property: string; readonly not?: true } & Comparison

/** A condition, or one at least of several. */
export type Condition = PropertyCondition | { readonly any: readonly PropertyCondition[] }

/** Schemas that were learnt have lists, too. */
type AskableType = PropertyType | 'array'

/** The types of the segmentable properties of each schema, by alias. */
export type KnownSchemas = ReadonlyMap<string, ReadonlyMap<string, AskableType>>

const mostConditions = 10
const ofNumbers = ['less', 'atMost', 'greater', 'atLeast', 'between']
const fitting: Record<Exclude<AskableType, 'integer'>, readonly string[]> = {
  string: ['contains', 'startsWith', 'endsWith', 'matches', 'before', 'after', 'on', ...relative],
  number: ofNumbers,
  boolean: [],
  array: ['includes'],
}

export function readInteractionsRule(place: Place, schemas: KnownSchemas): InteractionsRule {
  hasOnly(place, ['kind', 'schema', 'where', 'within', 'has'])
  const properties = readSchema(place, schemas)
  const readProperty = (at: Place) => {
    const name = readName(at)
    if (properties && name !== '' && !properties.has(name))
      blame(at, 'is not a segmentable property of the schema')
    return name
  }
  const readNumberProperty = (at: Place) => {
    const name = readProperty(at)
    const type = properties?.get(name)
    if (type !== undefined && type !== 'number' && type !== 'integer')
      blame(at, 'is not a property with numbers')
    return name
  }
  const where = fieldAt(place, 'where')
  if (hasField(place, 'where') && !properties) blame(where, 'needs a schema')
  const has = readFigure(fieldAt(place, 'has'), properties && readNumberProperty)
  return {
    kind: 'interactions',
    ...(hasField(place, 'schema') && { schema: readName(fieldAt(place, 'schema')) }),
    ...(hasField(place, 'where') &&
      properties && {
        where: readList(where, mostConditions, item => readConditions(item, readProperty, properties)),
      }),
    ...(hasField(place, 'within') && { within: readWindow(fieldAt(place, 'within')) }),
    has,
  }
}

function readSchema(place: Place, schemas: KnownSchemas) {
  if (!hasField(place, 'schema')) return undefined
  const at = fieldAt(place, 'schema')
  const properties = schemas.get(typeof at.value === 'string' ? at.value : '')
  if (!properties) blame(at, 'is not the id of a schema')
  return properties ?? new Map<string, AskableType>()
}

function readConditions(
  place: Place,
  readProperty: (at: Place) => string,
  properties: ReadonlyMap<string, AskableType>,
): Condition {
  const read = (item: Place) => readCondition(item, readProperty, properties)
  if (!hasField(place, 'any')) return read(place)
  hasOnly(place, ['any'])
  return { any: readList(fieldAt(place, 'any'), mostConditions, read) }
}

function readCondition(
  place: Place,
  readProperty: (at: Place) => string,
  properties: ReadonlyMap<string, AskableType>,
): PropertyCondition {
  const comparison = readComparison(place, ['property', 'not'], calendarUnits)
  const property = readProperty(fieldAt(place, 'property'))
  const type = properties.get(property)
  if (type && !fits(comparison, type === 'integer' ? 'number' : type))
    blame(fieldAt(place, 'is'), `does not fit a property of type ${type}`)
  const isNegated = hasField(place, 'not') && readBoolean(fieldAt(place, 'not'))
  return { property, ...comparison, ...(isNegated && { not: true }) }
}

function fits(comparison: Comparison, type: keyof typeof fitting): boolean {
  if (comparison.is === 'present') return true
  if (comparison.is === 'equal') return typeof comparison.value === type
  if (comparison.is === 'oneOf') return comparison.values.every(value => typeof value === type)
  return fitting[type].includes(comparison.is)
}
