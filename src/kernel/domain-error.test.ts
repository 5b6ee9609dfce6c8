import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DomainError, inputInvalid } from './domain-error.ts'

test('an error of the domain carries a code, a sentence and data, and no status', () => {
  const error = new DomainError('cup-empty', 'The cup is empty.', { cup: 7 })
  assert.ok(error instanceof Error)
  assert.deepEqual([error.code, error.message, error.data], ['cup-empty', 'The cup is empty.', { cup: 7 }])
  assert.deepEqual(Object.keys(error).sort(), ['code', 'data', 'name'])
})

test('invalid input is told by its first fault and carries all', () => {
  const faults = [
    { field: 'a', message: 'is required' },
    { field: 'b', message: 'is odd' },
  ]
  assert.equal(inputInvalid(faults).message, 'a: is required')
  assert.deepEqual(inputInvalid(faults).data.faults, faults)
  assert.equal(inputInvalid([]).message, 'The input is not valid.')
})
