/**
 * The definition of an interaction schema: what a company posts to say which properties one kind of interaction has.
 * It is hostile input. What this module lets in compiles, checks and stores at a bounded cost.
 */
import type { Fault } from '../../kernel/domain-error.ts'
import { pointerTo, shown } from '../../kernel/json-pointer.ts'
import { isStorableText } from '../../kernel/storable.ts'
import { fitsDefinition } from './definition-bounds.ts'
import { schemaDefinitionInvalid, tooManySegmentableProperties } from './errors.ts'
import { type Mistake, refuseKeywords } from './refused-keywords.ts'
import { readProperty, type SchemaProperty } from './schema-property.ts'

export interface SchemaDefinition {
  readonly id: string
  readonly displayName: string
  /** The very object that was given. */
  readonly jsonSchema: object
  /** In the order of the definition. */
  readonly properties: readonly SchemaProperty[]
}

export interface DefinitionLimits {
  readonly segmentableProperties: number
}

const DEFAULT_LIMITS: DefinitionLimits = { segmentableProperties: 6 }
const ID = /^[A-Za-z0-9_-]{1,100}$/
const DIALECT = 'https://json-schema.org/draft/2020-12/schema'
const LONGEST_DISPLAY_NAME = 200
const LONGEST_NAME = 100
const MOST_PROPERTIES = 100
/** For all patterns of one schema together, in the parts that `Pattern.size` counts. */
const ROOM_FOR_PATTERNS = 5_000
const MOST_FAULTS = 50

/**
 * Reads a definition by the rules of Voyado's interaction schemas. Throws `schema-definition-invalid` with every
 * mistake (50 at most, each at its JSON pointer), or `too-many-segmentable-properties`.
 */
export function readDefinition(
  input: { id: unknown; displayName: unknown; jsonSchema: unknown },
  limits: DefinitionLimits = DEFAULT_LIMITS,
): SchemaDefinition {
  const faults: Fault[] = []
  const mistake: Mistake = (field, message) => {
    if (faults.length < MOST_FAULTS) faults.push({ field, message })
  }
  const { id, displayName, jsonSchema } = input
  if (!isId(id)) mistake('/id', 'must be 1 to 100 letters, digits, "_" or "-"')
  if (!isDisplayName(displayName)) {
    mistake('/displayName', `must be a text of 1 to ${LONGEST_DISPLAY_NAME} characters`)
  }
  const properties = readJsonSchema(jsonSchema, mistake)
  if (faults.length > 0 || !isId(id) || !isDisplayName(displayName) || !isObject(jsonSchema)) {
    throw schemaDefinitionInvalid(faults)
  }
  const segmentable = properties.filter(property => property.segmentable).length
  if (segmentable > limits.segmentableProperties)
    throw tooManySegmentableProperties(limits.segmentableProperties)
  return { id, displayName, jsonSchema, properties }
}

/**
 * A definition that was accepted once. It stays what it was when a later version of the rules would refuse it: one schema
 * must not take all those of its tenant with it.
 */
export function readStoredDefinition(stored: {
  readonly id: string
  readonly displayName: string
  readonly jsonSchema: object
}): SchemaDefinition {
  return { ...stored, properties: readJsonSchema(stored.jsonSchema, () => {}) }
}

/** The properties of the payload that the definition declares, `__proto__` is a name like any other. */
export function knownPayload(definition: SchemaDefinition, payload: object): Record<string, unknown> {
  const known = definition.properties.filter(({ name }) => Object.hasOwn(payload, name))
  if (known.length === Object.keys(payload).length) return payload as Record<string, unknown>
  return Object.fromEntries(known.map(({ name }) => [name, (payload as Record<string, unknown>)[name]]))
}

function isId(id: unknown): id is string {
  return typeof id === 'string' && ID.test(id)
}

function isDisplayName(text: unknown): text is string {
  if (typeof text !== 'string' || text.length > LONGEST_DISPLAY_NAME) return false
  return text.trim() !== '' && isStorableText(text)
}

function readJsonSchema(jsonSchema: unknown, mistake: Mistake): SchemaProperty[] {
  const tell: Mistake = (pointer, message) => mistake(`/jsonSchema${pointer}`, message)
  if (!isObject(jsonSchema)) {
    tell('', jsonSchema === undefined ? 'is required' : 'must be an object')
    return []
  }
  if (!fitsDefinition(jsonSchema, tell)) return []
  const { $schema, type, properties, required, additionalProperties } = jsonSchema as Record<string, unknown>
  if ($schema !== DIALECT) tell('/$schema', `must be "${DIALECT}"`)
  if (type !== 'object') tell('/type', 'must be "object"')
  refuseKeywords(jsonSchema, 'top', tell)
  if (additionalProperties !== undefined && typeof additionalProperties !== 'boolean') {
    tell('/additionalProperties', 'must be true or false')
  }
  const declared = isObject(properties) ? Object.entries(properties) : []
  if (declared.length === 0 || declared.length > MOST_PROPERTIES) {
    tell('/properties', `must be an object with 1 to ${MOST_PROPERTIES} properties`)
  }
  checkRequired(required, new Set(declared.map(([name]) => name)), tell)
  return readProperties(declared.slice(0, MOST_PROPERTIES), tell)
}

function readProperties(declared: readonly [string, unknown][], mistake: Mistake): SchemaProperty[] {
  let spare = ROOM_FOR_PATTERNS
  return declared.flatMap(([name, schema], place) => {
    const pointer = `/properties${pointerTo(shown(name))}`
    if (name === '' || name.length > LONGEST_NAME) {
      mistake(pointer, `must have a name of 1 to ${LONGEST_NAME} characters`)
      return []
    }
    if (!isObject(schema)) {
      mistake(pointer, 'must be an object')
      return []
    }
    const { property, patternSize } = readProperty(name, schema, place, spare, (at, message) =>
      mistake(pointer + at, message),
    )
    spare -= patternSize
    return property ? [property] : []
  })
}

function checkRequired(required: unknown, declared: ReadonlySet<string>, mistake: Mistake): void {
  if (required === undefined) return
  const at = '/required'
  if (!Array.isArray(required)) {
    mistake(at, 'must be a list of property names')
    return
  }
  const seen = new Set<unknown>()
  for (const [place, name] of required.entries()) {
    if (typeof name !== 'string') mistake(`${at}/${place}`, 'must be the name of a property')
    else if (!declared.has(name)) mistake(`${at}/${place}`, `names "${shown(name)}", which is not a property`)
    else if (seen.has(name)) mistake(`${at}/${place}`, `names "${shown(name)}" a second time`)
    seen.add(name)
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
