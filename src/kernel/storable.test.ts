import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { storageFaults } from './storable.ts'

describe('what a jsonb column cannot keep', () => {
  it('is found in strings and in names', () => {
    assert.deepEqual(storageFaults({ a: 'x\0', 'b\0': 1, c: [['\ud800']] }), [
      { field: 'a', message: 'must not contain U+0000' },
      { field: 'b\ufffd', message: 'has a name that contains U+0000' },
      { field: '/c/0/0', message: 'must not contain a lone surrogate' },
    ])
  })
  it('is found under the name __proto__', () => {
    assert.equal(storageFaults(JSON.parse('{"__proto__":{"a":"\\u0000"}}'))[0]?.field, '/__proto__/a')
  })
  it('includes numbers that JSON readers turn into infinity', () => {
    assert.deepEqual(storageFaults(JSON.parse('{"n":1e400}')), [
      { field: 'n', message: 'is a number out of range' },
    ])
  })
  it('includes what is nested too deep, at any depth', () => {
    const deep = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)
    assert.match(storageFaults({ deep })[0]!.message, /nested more than 100 levels/)
  })
  it('does not include text that only looks so', () => {
    assert.deepEqual(storageFaults({ a: '\\u0000', b: '😀', c: '\ufffd', d: null, e: [1.5, true] }), [])
  })
  it('is told 100 times at most', () => {
    assert.equal(storageFaults(Array.from({ length: 1_000 }, () => '\0')).length, 100)
  })
})
