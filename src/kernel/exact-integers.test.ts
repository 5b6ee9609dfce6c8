import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inexactIntegers } from './exact-integers.ts'

test('an integer that JavaScript holds exactly is not named', () => {
  assert.deepEqual(
    [...inexactIntegers('{"a":9007199254740992,"b":-1,"c":1e300,"d":0.12345678901234567890}')],
    [],
  )
})

test('an integer that would be read as another one is named', () => {
  const json = '{"payload":{"a":12345678901234567890,"b":"12345678901234567890","c":-9007199254740993}}'
  assert.deepEqual([...inexactIntegers(json)], ['a', 'c'])
})

test('a very long integer costs little', () => {
  for (const zeros of [300, 60_000]) {
    assert.deepEqual([...inexactIntegers(`{"a":1${'0'.repeat(zeros)}1}`)], ['a'])
  }
})
