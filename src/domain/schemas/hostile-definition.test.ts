import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { bounded } from '../../../test/kit/bounded.ts'
import { faultsOf, input, schemaOf } from '../../../test/kit/definitions.ts'
import { DomainError } from '../../kernel/domain-error.ts'
import { compileCheck } from './check.ts'
import { knownPayload, readDefinition, type SchemaDefinition } from './definition.ts'

describe('a hostile definition costs little', () => {
  const hostile: [name: string, jsonSchema: () => unknown][] = [
    ['nested 200,000 deep', () => JSON.parse(`${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`)],
    ['a long string', () => schemaOf({ p: { type: 'string', description: 'x'.repeat(1_000_000) } })],
    ['a long name', () => schemaOf({ ['x'.repeat(1_000_000)]: { type: 'string' } })],
    [
      'half a million properties',
      () => schemaOf(Object.fromEntries(Array.from({ length: 500_000 }, (_, at) => [at, {}]))),
    ],
    [
      'a large enum',
      () => schemaOf({ p: { type: 'number', enum: Array.from({ length: 200_000 }, (_, at) => at) } }),
    ],
    [
      'an exploding pattern',
      () => schemaOf({ p: { type: 'string', pattern: '((((a{99}){99}){99}){99})*' } }),
    ],
    ['a hundred large patterns', () => schemaOf(hundred(() => ({ type: 'string', pattern: '\\p{L}{499}' })))],
  ]
  for (const [name, make] of hostile) {
    it(`when it is ${name}`, () => {
      const jsonSchema = make()
      assert.ok(bounded(() => faultsOf(() => readDefinition(input(jsonSchema)))).length > 0)
    })
  }
  const largest: [name: string, jsonSchema: object][] = [
    ['patterns', schemaOf(hundred(() => ({ type: 'string', pattern: '[\\p{L}\\p{Emoji}\\p{Lu}]{49}' })))],
    [
      'values',
      schemaOf(
        hundred(at => ({ type: 'string', enum: Array.from({ length: 50 }, (_, n) => `value${at}${n}`) })),
      ),
    ],
    [
      'words',
      schemaOf(
        hundred(() => ({
          type: 'number',
          minimum: 0,
          maximum: 9,
          multipleOf: 0.1,
          description: 'x'.repeat(500),
        })),
      ),
    ],
  ]
  for (const [name, jsonSchema] of largest) {
    it(`when it is as large as it may be, in ${name}`, () => {
      bounded(() => readDefinition(input(jsonSchema)))
      bounded(() => compileCheck(jsonSchema, 'offset-required')({ p1: 'x' }))
    })
  }
})

function hundred(make: (at: number) => object): Record<string, object> {
  return Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`p${at}`, make(at)]))
}

describe('whatever JSON is posted', () => {
  const json = fc.jsonValue({ maxDepth: 4 })
  const word = fc.constantFrom(
    ...[
      'type',
      'format',
      'pattern',
      'enum',
      'const',
      'minimum',
      'multipleOf',
      'maxLength',
      'minLength',
      'sortOrder',
    ],
    ...[
      'displayName',
      'nullable',
      '$async',
      'id',
      'constructor',
      '__proto__',
      'toString',
      '$comment',
      'default',
      'allOf',
    ],
  )
  const value = fc.oneof(
    fc.constantFrom(
      'string',
      'number',
      'integer',
      'boolean',
      'date-time',
      'uuid',
      '^a+$',
      '(',
      'true',
      '0',
      'ab',
    ),
    fc.constantFrom<unknown>(0, 1, 0.1, -1, 5, true, false, [], ['a', 1], [{ valueOf: 1 }], {}, null),
    json,
  )
  const property = fc
    .tuple(
      fc.constantFrom('string', 'number', 'integer', 'boolean'),
      fc.array(fc.tuple(word, value), { maxLength: 2 }),
    )
    .map(([type, words]) => Object.fromEntries([['type', type], ...words]))
  const name = fc.oneof(
    fc.constantFrom('a', '__proto__', 'constructor', 'a/b', "a'b\\", 'hasOwnProperty'),
    fc.string(),
  )
  const properties = fc.array(
    fc.tuple(name, fc.oneof({ weight: 9, arbitrary: property }, { weight: 1, arbitrary: json })),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  const jsonSchema = fc
    .tuple(properties, fc.option(fc.array(name, { maxLength: 1 }), { freq: 1 }), fc.option(fc.boolean()))
    .map(([list, required, additionalProperties]) => ({
      ...schemaOf(Object.fromEntries(list)),
      ...(required && { required }),
      ...(additionalProperties !== null && { additionalProperties }),
    }))

  function readOrRefuse(definition: {
    id: unknown
    displayName: unknown
    jsonSchema: unknown
  }): SchemaDefinition | undefined {
    try {
      return readDefinition(definition)
    } catch (error) {
      assert.ok(error instanceof DomainError)
      return undefined
    }
  }

  it('is read or refused, and nothing else', () => {
    fc.assert(
      fc.property(json, json, fc.oneof(json, jsonSchema), (id, displayName, schema) => {
        readOrRefuse({ id, displayName, jsonSchema: schema })
      }),
      { numRuns: 500 },
    )
  })
  it('can be checked against any definition that was let in', () => {
    let accepted = 0
    fc.assert(
      fc.property(
        jsonSchema,
        fc.oneof(json, fc.dictionary(name, fc.oneof(value, json))),
        (schema, payload) => {
          const definition = readOrRefuse(input(JSON.parse(JSON.stringify(schema))))
          if (!definition) return
          accepted++
          const faults = compileCheck(definition.jsonSchema, 'offset-optional')(payload)
          assert.ok(faults.every(fault => fault.field.isWellFormed() && fault.message !== ''))
          if (typeof payload === 'object' && payload !== null)
            JSON.stringify(knownPayload(definition, payload))
        },
      ),
      { numRuns: 3_000 },
    )
    assert.ok(accepted > 300, `${accepted} definitions were let in`)
  })
})
