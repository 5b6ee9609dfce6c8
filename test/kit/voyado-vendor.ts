/** The vendor's own description of version 2 of the Voyado API, and what an answer must be to agree with it. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { voyado } from '../../src/dialects/voyado/dialect.ts'
import type { Operation } from '../../src/http/operation.ts'

interface Parameter {
  readonly name: string
  readonly type: string
  readonly required: boolean
}
export interface VendorOperation {
  readonly operationId: string
  readonly method: Operation['method']
  /** Without `/api/v2`. */
  readonly path: string
  readonly params: readonly Parameter[]
  /** A model's name, perhaps with `[]`; a plain type; `any`; null for nothing. */
  readonly returns: string | null
  /** What serves it. */
  readonly operation: Operation
}
export type Model = Readonly<Record<string, { readonly type: string; readonly required: boolean }>>

const read = (name: string) => JSON.parse(readFileSync(new URL(`../cases/${name}`, import.meta.url), 'utf8'))

/** By name. */
export const models: Readonly<Record<string, Model>> = read('voyado-v2-models.json')

const place = (method: string, path: string) => `${method} ${path.toLowerCase().replaceAll(/\{\w+\}/g, '{}')}`
const ours = new Map(
  voyado.operations
    .filter(({ versions }) => versions?.includes('v2') ?? true)
    .map(operation => [place(operation.method, operation.path), operation]),
)

/** The vendor's operations that are served. */
export const servedOperations: readonly VendorOperation[] = read('voyado-v2-operations.json').flatMap(
  (described: Omit<VendorOperation, 'operation'>) => {
    const path = described.path.replace('/api/v2', '')
    const operation = ours.get(place(described.method, path))
    return operation ? [{ ...described, path, operation }] : []
  },
)

/** A model that lists the words of which a text is one. */
export function isWords(model: Model): boolean {
  const fields = Object.values(model)
  return (
    Object.keys(model).every(name => /^[A-Z]/.test(name)) && fields.every(({ type }) => type === 'string')
  )
}

/** Fields by which answers differ from the models, as `Model.field`. */
export interface Differences {
  readonly more: readonly string[]
  readonly less: readonly string[]
}

/** That a value is of a type of the description: it has all fields of the model with values of their types, and no others. */
export function assertIsOf(type: string, value: unknown, differences: Differences, where = type): void {
  if (type === 'any') return
  const model = models[type]
  if (type.endsWith('[]')) {
    assert.ok(Array.isArray(value) && value.length > 0, `${where} is a list with something in it`)
    for (const item of value) assertIsOf(type.slice(0, -2), item, differences, where)
  } else if (!model) assert.equal(typeof value, type, where)
  else if (isWords(model)) assert.ok(Object.hasOwn(model, value as string), `${where}: ${value}`)
  else {
    assert.ok(typeof value === 'object' && value !== null && !Array.isArray(value), `${where} is an object`)
    const told = value as Readonly<Record<string, unknown>>
    const expected = fieldsOf(type, model, differences)
    assert.deepEqual(Object.keys(told).sort(), [...expected].sort(), where)
    for (const [name, field] of Object.entries(model))
      if (expected.has(name)) assertIsOf(field.type, told[name], differences, `${where}.${name}`)
  }
}

function fieldsOf(type: string, model: Model, { more, less }: Differences): Set<string> {
  const added = more.filter(each => each.startsWith(`${type}.`)).map(each => each.slice(type.length + 1))
  return new Set([...Object.keys(model).filter(name => !less.includes(`${type}.${name}`)), ...added])
}
