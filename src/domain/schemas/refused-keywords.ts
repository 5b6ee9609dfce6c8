import { pointerTo } from '../../kernel/json-pointer.ts'

/** Told of one mistake: where, as a JSON pointer, and what. */
export type Mistake = (pointer: string, message: string) => void

/**
 * Words of JSON Schema that an interaction schema does not have, because its properties are plain values and it
 * stands alone. Words that JSON Schema does not know are annotations and pass.
 */
const EVERYWHERE = [
  ...[
    '$ref',
    '$dynamicRef',
    '$recursiveRef',
    '$id',
    '$anchor',
    '$dynamicAnchor',
    '$recursiveAnchor',
    '$defs',
  ],
  ...[
    '$vocabulary',
    'definitions',
    'allOf',
    'anyOf',
    'oneOf',
    'not',
    'if',
    'then',
    'else',
    'dependentSchemas',
  ],
  ...['dependentRequired', 'dependencies', 'patternProperties', 'propertyNames', 'unevaluatedProperties'],
  ...['minProperties', 'maxProperties', 'items', 'additionalItems', 'prefixItems', 'contains', 'minContains'],
  ...['maxContains', 'minItems', 'maxItems', 'uniqueItems', 'unevaluatedItems'],
]
const TOP = new Set([...EVERYWHERE, 'enum', 'const'])
const PROPERTY = new Set([...EVERYWHERE, '$schema', 'properties', 'required', 'additionalProperties'])

/** Tells `mistake` of each such word, at a pointer from the schema. */
export function refuseKeywords(schema: object, where: 'top' | 'property', mistake: Mistake): void {
  const refused = where === 'top' ? TOP : PROPERTY
  const place = where === 'top' ? 'in an interaction schema' : 'in a property'
  for (const keyword of Object.keys(schema)) {
    if (refused.has(keyword)) mistake(pointerTo(keyword), `is not supported ${place}`)
  }
}
