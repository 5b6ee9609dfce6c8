import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  $schema,
  faultsOf,
  firstPointer,
  inProperty,
  input,
  readProperties,
  schemaOf,
} from '../../../test/kit/definitions.ts'
import { knownPayload, readDefinition } from './definition.ts'

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
