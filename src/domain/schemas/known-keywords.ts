/**
 * The assertions of JSON Schema 2020-12 that a check obeys. Everything else in a schema is an annotation and is left
 * out before Ajv sees it, since Ajv gives meanings of its own to some unknown words (`nullable`, `$async`, `id`).
 */
import { schemaDefinitionInvalid } from './errors.ts'

const PLAIN = new Set([
  ...['type', 'enum', 'const', 'multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum'],
  ...['maxLength', 'minLength', 'pattern', 'format', 'maxItems', 'minItems', 'maxContains', 'minContains'],
  ...['maxProperties', 'minProperties', 'required', 'dependentRequired'],
])
const SCHEMA = new Set([
  ...['additionalProperties', 'propertyNames', 'items', 'contains', 'not', 'if', 'then', 'else'],
  ...['unevaluatedProperties', 'unevaluatedItems'],
])
const SCHEMAS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])
const SCHEMAS_BY_NAME = new Set(['properties', 'patternProperties', 'dependentSchemas'])
const REFUSED = new Set(['$ref', '$dynamicRef', 'uniqueItems'])

/** The schema with its assertions alone. Throws schema-definition-invalid for a reference, here or elsewhere. */
export function onlyKnownKeywords(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return schema
  const known = Object.entries(schema).flatMap(([keyword, value]) => {
    if (REFUSED.has(keyword)) {
      throw schemaDefinitionInvalid([{ field: '/jsonSchema', message: `must not use ${keyword}` }])
    }
    if (PLAIN.has(keyword)) return [[keyword, value]]
    if (SCHEMA.has(keyword)) return [[keyword, onlyKnownKeywords(value)]]
    if (SCHEMAS.has(keyword)) return [[keyword, Array.isArray(value) ? value.map(onlyKnownKeywords) : value]]
    if (SCHEMAS_BY_NAME.has(keyword)) return [[keyword, eachKnown(value)]]
    return []
  })
  return withoutProto(Object.fromEntries(known))
}

function eachKnown(schemas: unknown): unknown {
  if (typeof schemas !== 'object' || schemas === null) return schemas
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, onlyKnownKeywords(schema)]),
  )
}

/** Ajv passes over a property or pattern named `__proto__`; a pattern that matches that name alone, it obeys. */
function withoutProto(schema: { properties?: object; patternProperties?: object }): object {
  const { properties = {}, patternProperties = {} } = schema
  const moved = [
    ...under('__proto__', properties, '^(?:__proto__)$'),
    ...under('__proto__', patternProperties, '(?:__proto__)'),
  ]
  if (moved.length === 0) return schema
  return {
    ...schema,
    properties: without('__proto__', properties),
    patternProperties: { ...without('__proto__', patternProperties), ...Object.fromEntries(moved) },
  }
}

function under(name: string, schemas: object, pattern: string): [string, unknown][] {
  return Object.hasOwn(schemas, name) ? [[pattern, (schemas as Record<string, unknown>)[name]]] : []
}

function without(name: string, schemas: object): object {
  return Object.fromEntries(Object.entries(schemas).filter(([each]) => each !== name))
}
