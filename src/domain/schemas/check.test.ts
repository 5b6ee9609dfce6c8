import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { DomainError } from '../../kernel/domain-error.ts'
import { compileCheck } from './check.ts'

interface Case {
  readonly file: string
  readonly suite: string
  readonly test: string
  readonly schema: object
  readonly data: unknown
  readonly valid: boolean
}

const file = new URL('../../../test/cases/json-schema-core.jsonl', import.meta.url)
const cases: Case[] = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line))

const properties = (schemas: object, more: object = {}) =>
  compileCheck({ type: 'object', properties: schemas, ...more }, 'offset-required')

describe('a check agrees with the official suite', () => {
  for (const [name, own] of Map.groupBy(cases, each => each.file)) {
    it(`in all ${own.length} cases of ${name}`, () => {
      for (const { schema, data, valid, suite, test } of own) {
        assert.equal(compileCheck(schema, 'offset-required')(data).length === 0, valid, `${suite}: ${test}`)
      }
    })
  }
  it('in 359 cases', () => assert.equal(cases.length, 359))
})

describe('the faults of a payload', () => {
  const one = (schema: object, value: unknown) => properties({ p: schema })({ p: value })[0]?.message
  it('name the top-level property, however it is spelt', () => {
    const check = properties({ 'a/b~c': { type: 'integer' }, x: {} }, { required: ['x', 'y"z'] })
    assert.deepEqual(check({ 'a/b~c': 'no' }), [
      { field: 'x', message: 'is required' },
      { field: 'y"z', message: 'is required' },
      { field: 'a/b~c', message: 'must be an integer' },
    ])
  })
  it('name deeper places by a pointer', () => {
    const deep = { type: 'object', properties: { in: { required: ['q'] } } }
    assert.deepEqual(properties({ p: deep })({ p: { in: {} } }), [
      { field: '/p/in/q', message: 'is required' },
    ])
  })
  it('come in plain words', () => {
    assert.equal(one({ type: 'string' }, 4), 'must be a string')
    assert.equal(one({ type: 'boolean' }, 'true'), 'must be true or false')
    assert.equal(one({ type: 'integer' }, '4'), 'must be an integer')
    assert.equal(one({ type: ['string', 'null'] }, 4), 'must be a string or null')
    assert.equal(one({ minLength: 1 }, ''), 'must have at least 1 character')
    assert.equal(one({ maxLength: 2 }, 'abc'), 'must have at most 2 characters')
    assert.equal(one({ minimum: 5 }, 4), 'must be at least 5')
    assert.equal(one({ exclusiveMaximum: 5 }, 5), 'must be less than 5')
    assert.equal(one({ multipleOf: 0.01 }, 0.001), 'must be a multiple of 0.01')
    assert.equal(one({ enum: ['a', 1] }, 'b'), 'must be one of "a", 1')
    assert.equal(one({ enum: [] }, 'b'), 'is not allowed: the schema permits no value')
    assert.equal(one({ const: 'a' }, 'b'), 'must be "a"')
    assert.equal(one({ pattern: '^a$' }, 'b'), 'must match the pattern ^a$')
    assert.equal(one({ format: 'uuid' }, 'b'), 'must be a UUID')
    assert.match(
      one({ format: 'date-time' }, '2011-11-03T20:00:11')!,
      /^must be a date-time with an offset, such as/,
    )
    assert.equal(properties({})([])[0]?.message, 'must be an object')
  })
  it('are 100 at most', () => {
    const payload = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`x${at}`, at]))
    assert.equal(properties({}, { additionalProperties: false })(payload).length, 100)
  })
  it('echo little of what was sent', () => {
    const faults = properties(
      { p: { enum: ['é'.repeat(5_000)], pattern: 'a{1}'.repeat(200) } },
      { additionalProperties: false },
    )
    for (const fault of faults({ p: 'x'.repeat(5_000), ['y'.repeat(5_000)]: 1 })) {
      assert.ok(fault.field.length <= 100 && fault.message.length <= 130, fault.message)
    }
  })
})

describe('a check', () => {
  it('eases date-time where the offset is optional', () => {
    const check = compileCheck({ properties: { p: { format: 'date-time' } } }, 'offset-optional')
    assert.deepEqual(check({ p: '2011-11-03T20:00:11' }), [])
    assert.equal(check({ p: '2011-11-03' }).length, 1)
  })
  it('does not change what it checks', () => {
    const payload = Object.freeze({ n: '4' })
    assert.equal(properties({ n: { type: 'integer' }, d: { default: 1 } })(payload).length, 1)
    assert.deepEqual(payload, { n: '4' })
  })
  it('takes names that every object has as names like any other', () => {
    const schemas = JSON.parse(
      '{"__proto__":{"type":"number"},"constructor":{"type":"string"},"toString":{"type":"string"}}',
    )
    const check = properties(schemas, { required: ['__proto__', 'toString'], additionalProperties: false })
    assert.deepEqual(check(JSON.parse('{"__proto__":1,"toString":"x","constructor":"y"}')), [])
    assert.deepEqual(
      check({}).map(fault => fault.field),
      ['__proto__', 'toString'],
    )
    assert.deepEqual(check(JSON.parse('{"__proto__":"x","toString":"x"}')), [
      { field: '__proto__', message: 'must be a number' },
    ])
  })
  it('compares objects by their own properties alone', () => {
    const value = JSON.parse('{"constructor":{"a":1},"valueOf":1,"__proto__":[1]}')
    const check = properties({ p: { enum: [value] }, q: { const: value } })
    assert.deepEqual(check({ p: structuredClone(value), q: JSON.parse(JSON.stringify(value)) }), [])
    assert.equal(check({ p: {}, q: { valueOf: 1 } }).length, 2)
  })
  it('divides as decimals', () => {
    const price = properties({ p: { multipleOf: 0.01 } })
    for (const p of [19.99, 0, -4.35, 1e300, 1.1]) assert.deepEqual(price({ p }), [])
    for (const p of [0.001, 19.999, 1e-300]) assert.equal(price({ p }).length, 1)
  })
  it('obeys no word that JSON Schema does not know', () => {
    const odd = {
      type: 'string',
      nullable: true,
      id: 5,
      $async: true,
      $id: '::',
      constructor: 1,
      sortOrder: '0',
    }
    const check = properties(
      { p: { ...odd, format: 'constructor' } },
      { $async: true, nullable: true, discriminator: 1 },
    )
    assert.deepEqual(check({ p: 'x' }), [])
    assert.equal(check({ p: null }).length, 1)
  })
  it('refuses a reference, near or far', () => {
    for (const $ref of ['#', '#/$defs/x', 'https://example.com/schema']) {
      assert.throws(() => properties({ p: { allOf: [{ $ref }] } }), DomainError)
    }
  })
  it('tells one pattern from another', () => {
    const check = properties({ a: { pattern: '^a' }, b: { pattern: '^b' } })
    assert.deepEqual(check({ a: 'a', b: 'b' }), [])
    assert.equal(check({ a: 'b', b: 'a' }).length, 2)
  })
  it('leaves nothing behind when it is dropped', async () => {
    setFlagsFromString('--expose-gc')
    const gc: () => void = runInNewContext('gc')
    const schemas = Array.from({ length: 1_000 }, (_, at) => new WeakRef(compileAndDrop(at)))
    await new Promise(resolve => setImmediate(resolve))
    gc()
    assert.ok(schemas.filter(schema => schema.deref()).length < 10)
  })
})

function compileAndDrop(at: number): object {
  const schema = { type: 'object', properties: { p: { enum: [`value ${at}`], pattern: `^${at}` } } }
  assert.equal(compileCheck(schema, 'offset-required')({ p: 1 }).length, 1)
  return schema.properties.p.enum
}
