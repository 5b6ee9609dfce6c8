/** The operations of /parley/v1 as the console knows them: where each is, what it takes and what it answers. */
import type { TSchema } from 'typebox'
import { parley } from '../../src/dialects/parley/dialect.ts'
import type { Operation } from '../../src/http/operation.ts'

export function consoleOperations(): string {
  const operations = [...parley.operations].sort((one, other) => (one.name < other.name ? -1 : 1))
  const places = operations.map(({ name, method, path }) => `  ${name}: '${method} ${path}',`)
  return [
    '// Generated from the operations of /parley/v1 by `npm run generate`.',
    '',
    'export const places = {',
    ...places,
    '} as const',
    '',
    'export interface Operations {',
    ...operations.map(describe),
    '}',
    '',
  ].join('\n')
}

function describe(operation: Operation): string {
  const { name, summary, scope, params, query, headers, body, replies } = operation
  const answers = Object.entries(replies).map(([, shape]) => (shape ? toType(shape, 2) : 'undefined'))
  const parts = [
    params && `params: ${toType(params, 2)}`,
    query && `query: ${toType(asGiven(query), 2)}`,
    headers && `headers: ${toType(headers, 2)}`,
    body && `body: ${toType(asGiven(body), 2)}`,
    `answer: ${[...new Set(answers)].join(' | ')}`,
  ]
  const lines = parts.filter(part => part !== undefined).map(part => `    ${part}`)
  return [`  /** ${summary}. Scope: ${scope}. */`, `  ${name}: {`, ...lines, '  }'].join('\n')
}

interface Schema {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly default?: unknown
  readonly description?: string
}

/** What has a default need not be sent. */
function asGiven(schema: TSchema): TSchema {
  const { properties = {}, required = [] } = schema as Schema
  return {
    ...schema,
    required: required.filter(name => properties[name]?.default === undefined),
  } as TSchema
}

function toType(given: TSchema | Schema, depth: number): string {
  const schema = given as Schema
  if (schema.const !== undefined) return literal(schema.const)
  if (schema.enum) return schema.enum.map(literal).join(' | ')
  if (schema.anyOf) return [...new Set(schema.anyOf.map(each => toType(each, depth)))].join(' | ')
  if (schema.allOf) return schema.allOf.map(each => toType(each, depth)).join(' & ')
  if (Array.isArray(schema.type))
    return schema.type.map(type => toType({ ...schema, type }, depth)).join(' | ')
  switch (schema.type) {
    case 'string':
      return 'string'
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'null':
      return 'null'
    case 'array':
      return schema.items ? `Array<${toType(schema.items, depth)}>` : 'unknown[]'
    case 'object':
      return objectType(schema, depth)
    default:
      return schema.properties ? objectType(schema, depth) : 'unknown'
  }
}

function objectType(
  { properties = {}, required = [], additionalProperties, patternProperties }: Schema,
  depth: number,
): string {
  const entries = Object.entries(properties)
  const [pattern] = Object.values(patternProperties ?? {})
  if (entries.length === 0) {
    const value = typeof additionalProperties === 'object' ? additionalProperties : pattern
    return `Record<string, ${value ? toType(value, depth) : 'unknown'}>`
  }
  const indent = '  '.repeat(depth + 1)
  const lines = entries.flatMap(([name, schema]) => [
    ...(schema.description ? [`${indent}/** ${schema.description.replaceAll('*/', '* /')} */`] : []),
    `${indent}${nameOf(name)}${required.includes(name) ? '' : '?'}: ${toType(schema, depth + 1)}`,
  ])
  const rest = typeof additionalProperties === 'object' || additionalProperties === true
  if (rest) lines.push(`${indent}[name: string]: unknown`)
  return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`
}

const nameOf = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name))
const literal = (value: unknown) =>
  typeof value === 'string'
    ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
    : JSON.stringify(value)
