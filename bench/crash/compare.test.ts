import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compare } from './compare.ts'
import type { Entry } from './ledger.ts'

const entry = (marker: string, outcome: Entry['outcome'], id?: string, isBroken = false): Entry => ({
  marker,
  isBroken,
  isRepeated: false,
  outcome,
  id,
})

test('what was acknowledged and is there, and what is unknown and may be there, is no violation', () => {
  const entries = [
    entry('a', 'accepted', '1'),
    entry('b', 'unknown'),
    entry('c', 'unknown'),
    entry('d', 'rejected', undefined, true),
  ]
  const result = compare(
    entries,
    [
      { id: '1', marker: 'a' },
      { id: '2', marker: 'c' },
    ],
    [{ id: '3', marker: 'd' }],
  )
  assert.deepEqual(result.violations, [])
  assert.deepEqual([result.acknowledged, result.stored, result.lost, result.duplicated], [1, 2, 0, 0])
})

test('an acknowledged interaction that is missing, or there under another id, is lost', () => {
  const entries = [entry('a', 'accepted', '1'), entry('b', 'accepted', '2')]
  const result = compare(entries, [{ id: '9', marker: 'b' }], [])
  assert.equal(result.lost, 2)
  assert.equal(result.violations.length, 2)
})

test('an answered rejection that was not kept is lost', () => {
  assert.equal(compare([entry('a', 'rejected', undefined, true)], [], []).lost, 1)
})

test('one post stored twice is a duplicate, also when its answer never came', () => {
  const twice = [
    { id: '1', marker: 'a' },
    { id: '2', marker: 'a' },
  ]
  assert.equal(compare([entry('a', 'unknown')], twice, []).duplicated, 1)
  assert.equal(compare([entry('a', 'unknown', undefined, true)], [], twice).duplicated, 1)
})

test('a broken payload among the interactions, and a row that no one sent, are violations', () => {
  const broken = compare([entry('a', 'unknown', undefined, true)], [{ id: '1', marker: 'a' }], [])
  const stranger = compare([], [{ id: '1', marker: 'z' }], [])
  assert.equal(broken.violations.length, 1)
  assert.equal(stranger.violations.length, 1)
})

test('where no id is told, an acknowledged event is there once, under whichever', () => {
  const stored = [{ id: '1', marker: 'a' }]
  assert.deepEqual(compare([entry('a', 'accepted')], stored, []).violations, [])
  assert.equal(compare([entry('b', 'accepted')], [], []).lost, 1)
  assert.equal(compare([entry('a', 'accepted')], [...stored, { id: '2', marker: 'a' }], []).duplicated, 1)
})
