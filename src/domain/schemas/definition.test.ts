import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { DomainError, type Fault } from '../../kernel/domain-error.ts'
import { compileCheck } from './check.ts'
import { knownPayload, readDefinition, type SchemaDefinition } from './definition.ts'

const $schema = 'https://json-schema.org/draft/2020-12/schema'
const input = (jsonSchema: unknown, id: unknown = 'store-visit', displayName: unknown = 'Store visit') => ({
  id,
  displayName,
  jsonSchema,
})
const schemaOf = (properties: unknown, more: object = {}) => ({
  $schema,
  type: 'object',
  properties,
  ...more,
})
const readProperties = (properties: unknown, more?: object) =>
  readDefinition(input(schemaOf(properties, more)))

function faultsOf(run: () => unknown): readonly Fault[] {
  try {
    run()
  } catch (error) {
    if (error instanceof DomainError && error.code === 'schema-definition-invalid') {
      const { faults, pointer, message } = error.data as { faults: Fault[]; pointer: string; message: string }
      assert.deepEqual(faults[0], { field: pointer, message })
      return faults
    }
    throw error
  }
  return []
}

const firstPointer = (run: () => unknown) => faultsOf(run)[0]?.field
/** The pointer of the first mistake in a property named `p`, from that property on. */
const inProperty = (schema: unknown) =>
  firstPointer(() => readProperties({ p: schema }))?.replace('/jsonSchema/properties/p', '')

describe('a definition', () => {
  it('may be the vendor’s own sample', () => {
    const properties = {
      price: { type: 'integer', displayName: 'Price', showInContactCard: 'true' },
      created: {
        type: 'string',
        format: 'date-time',
        displayName: 'Created',
        sortOrder: '7',
        addToSegmentation: 'True',
      },
      name: { type: 'string' },
    }
    const jsonSchema = schemaOf(properties, { required: ['name'] })
    const definition = readDefinition(input(jsonSchema, 'Reuse-Spring-2023', 'Reuse Spring Sale'))
    assert.equal(definition.jsonSchema, jsonSchema)
    assert.deepEqual(definition.properties, [
      {
        name: 'price',
        type: 'integer',
        displayName: 'Price',
        sortOrder: 0,
        showInContactCard: true,
        segmentable: false,
      },
      {
        name: 'created',
        type: 'string',
        format: 'date-time',
        displayName: 'Created',
        sortOrder: 7,
        showInContactCard: false,
        segmentable: true,
      },
      {
        name: 'name',
        type: 'string',
        displayName: 'name',
        sortOrder: 2,
        showInContactCard: false,
        segmentable: false,
      },
    ])
  })
  it('may carry words that nobody knows', () => {
    const definition = readProperties(
      { p: { type: 'string', nullable: true, 'x-y': { z: [1] } } },
      { $comment: 'hello' },
    )
    assert.equal(definition.properties.length, 1)
  })
  it('may use booleans and numbers for the display words', () => {
    const p = { type: 'number', sortOrder: 3, showInContactCard: true, addToSegmentation: false }
    const [property] = readProperties({ p }).properties
    assert.deepEqual(
      [property?.sortOrder, property?.showInContactCard, property?.segmentable],
      [3, true, false],
    )
  })
})

describe('a definition is refused', () => {
  const good = { p: { type: 'string' } }
  it('for its id', () => {
    for (const id of [undefined, '', 'a b', 'ä', 'a/b', 'x'.repeat(101), 5, '\0']) {
      assert.equal(
        firstPointer(() => readDefinition({ ...input(schemaOf(good)), id })),
        '/id',
      )
    }
  })
  it('for its display name', () => {
    for (const name of [undefined, '', '  ', 'x'.repeat(201), 5, 'a\0']) {
      assert.equal(
        firstPointer(() => readDefinition({ ...input(schemaOf(good)), displayName: name })),
        '/displayName',
      )
    }
  })
  it('for the frame of its jsonSchema', () => {
    const frames: [unknown, string][] = [
      [undefined, ''],
      [[], ''],
      ['{}', ''],
      [{ type: 'object', properties: good }, '/$schema'],
      [schemaOf(good, { $schema: `${$schema}#` }), '/$schema'],
      [schemaOf(good, { type: ['object'] }), '/type'],
      [schemaOf(undefined), '/properties'],
      [schemaOf([]), '/properties'],
      [schemaOf({}), '/properties'],
      [schemaOf(good, { additionalProperties: { type: 'string' } }), '/additionalProperties'],
      [schemaOf(good, { required: 'p' }), '/required'],
      [schemaOf(good, { required: ['q'] }), '/required/0'],
      [schemaOf(good, { required: ['p', 'p'] }), '/required/1'],
      [schemaOf(good, { required: ['toString'] }), '/required/0'],
    ]
    for (const [frame, at] of frames) {
      assert.equal(
        firstPointer(() => readDefinition(input(frame))),
        `/jsonSchema${at}`,
      )
    }
  })
  it('for words that would make it more than a list of plain values', () => {
    for (const word of [
      '$id',
      '$ref',
      '$defs',
      '$anchor',
      '$dynamicRef',
      'allOf',
      'not',
      'if',
      'patternProperties',
    ]) {
      assert.equal(
        firstPointer(() => readProperties(good, { [word]: {} })),
        `/jsonSchema/${word}`,
      )
      assert.equal(inProperty({ type: 'string', [word]: {} }), `/${word}`)
    }
    for (const word of ['properties', 'items', 'required'])
      assert.equal(inProperty({ type: 'string', [word]: {} }), `/${word}`)
  })
  it('for a property that is not well formed', () => {
    const mistakes: [object, string][] = [
      [{}, '/type'],
      [{ type: 'array' }, '/type'],
      [{ type: ['string'] }, '/type'],
      [{ type: 'string', format: 'regex' }, '/format'],
      [{ type: 'integer', format: 'date' }, '/format'],
      [{ type: 'string', pattern: '(' }, '/pattern'],
      [{ type: 'string', pattern: '(?=a)' }, '/pattern'],
      [{ type: 'string', pattern: 5 }, '/pattern'],
      [{ type: 'string', minLength: -1 }, '/minLength'],
      [{ type: 'string', maxLength: 1.5 }, '/maxLength'],
      [{ type: 'number', minimum: '5' }, '/minimum'],
      [{ type: 'number', multipleOf: 0 }, '/multipleOf'],
      [{ type: 'string', enum: 'a' }, '/enum'],
      [{ type: 'string', displayName: 5 }, '/displayName'],
      [{ type: 'string', sortOrder: '1.5' }, '/sortOrder'],
      [{ type: 'string', showInContactCard: 'yes' }, '/showInContactCard'],
      [{ type: 'string', addToSegmentation: 1 }, '/addToSegmentation'],
    ]
    for (const [schema, at] of mistakes) assert.equal(inProperty(schema), at)
    assert.equal(inProperty('string'), '')
  })
  it('for a name that is too short, too long or cannot be stored', () => {
    for (const name of ['', 'x'.repeat(101), 'a\0', '\ud800']) {
      assert.match(
        firstPointer(() => readProperties({ [name]: { type: 'string' } }))!,
        /^\/jsonSchema\/properties\//,
      )
    }
  })
  it('for a productSku that is not a string', () => {
    const at = '/jsonSchema/properties/productSku/type'
    assert.equal(
      firstPointer(() => readProperties({ productSku: { type: 'integer' } })),
      at,
    )
    assert.equal(
      firstPointer(() => readProperties({ productSku: { type: 'string' } })),
      undefined,
    )
  })
  it('with pointers that are escaped', () => {
    assert.equal(
      firstPointer(() => readProperties({ 'a/b~c': {} })),
      '/jsonSchema/properties/a~1b~0c/type',
    )
  })
  it('with every mistake at once, 50 at most', () => {
    const many = Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`p${at}`, {}]))
    assert.equal(faultsOf(() => readProperties(many)).length, 50)
    assert.equal(faultsOf(() => readDefinition({ id: 1, displayName: 1, jsonSchema: 1 })).length, 3)
  })
  it('for more segmentable properties than the limit', () => {
    const many = (count: number) =>
      Object.fromEntries(
        Array.from({ length: 9 }, (_, at) => [
          `p${at}`,
          { type: 'string', addToSegmentation: String(at < count) },
        ]),
      )
    assert.equal(readProperties(many(6)).properties.length, 9)
    assert.throws(() => readProperties(many(7)), {
      code: 'too-many-segmentable-properties',
      data: { limit: 6 },
    })
    assert.equal(readDefinition(input(schemaOf(many(9))), { segmentableProperties: 9 }).properties.length, 9)
  })
})

describe('the payload that a definition knows', () => {
  const definition = readProperties(
    JSON.parse('{"__proto__":{"type":"number"},"toString":{"type":"string"},"a":{"type":"string"}}'),
  )
  it('has the declared properties alone', () => {
    assert.equal(JSON.stringify(knownPayload(definition, { a: 'x', b: 'y' })), '{"a":"x"}')
  })
  it('has only what the payload owns', () => {
    assert.equal(JSON.stringify(knownPayload(definition, {})), '{}')
  })
  it('keeps __proto__ as a property of its own', () => {
    const known = knownPayload(definition, JSON.parse('{"__proto__":1,"a":"x"}'))
    assert.equal(JSON.stringify(known), '{"__proto__":1,"a":"x"}')
    assert.equal(Object.getPrototypeOf(known), Object.prototype)
  })
})

describe('a hostile definition costs little', () => {
  const hostile: [name: string, jsonSchema: () => unknown][] = [
    ['nested 200,000 deep', () => JSON.parse(`${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`)],
    ['a long string', () => schemaOf({ p: { type: 'string', description: 'x'.repeat(1_000_000) } })],
    ['a long name', () => schemaOf({ ['x'.repeat(1_000_000)]: { type: 'string' } })],
    [
      'a hundred thousand properties',
      () => schemaOf(Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [at, {}]))),
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
      const began = performance.now()
      assert.ok(faultsOf(() => readDefinition(input(jsonSchema))).length > 0)
      assert.ok(performance.now() - began < 1_000)
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
      const began = performance.now()
      readDefinition(input(jsonSchema))
      compileCheck(jsonSchema, 'offset-required')({ p1: 'x' })
      assert.ok(performance.now() - began < 1_000)
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
