import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isUuid, lowestIdAt, newId } from './ids.ts'

test('ids sort by the order in which they were made, also within a millisecond', () => {
  const ids = Array.from({ length: 20_000 }, newId)
  assert.deepEqual(ids.toSorted(), ids)
  assert.equal(new Set(ids).size, ids.length)
  const milliseconds = new Set(ids.map(id => id.slice(0, 13)))
  assert.ok(milliseconds.size < ids.length / 2, 'many were made within one millisecond')
})

test('an id is a UUID of version 7 and tells when it was made', () => {
  const before = Date.now()
  const id = newId()
  const after = Date.now()
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  const madeAt = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
  assert.ok(before <= madeAt && madeAt <= after)
})

test('the lowest id of a moment is at or below every id of it and above every id of the millisecond before', () => {
  const id = newId()
  const madeAt = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
  assert.ok(lowestIdAt(new Date(madeAt)) <= id)
  assert.ok(lowestIdAt(new Date(madeAt + 1)) > id)
  assert.equal(lowestIdAt(new Date(0)), '00000000-0000-0000-0000-000000000000')
  assert.equal(lowestIdAt(new Date('2022-02-22T19:22:22Z')), '017f22e2-79b0-0000-0000-000000000000')
})

test('a UUID of any version and letter case is one, anything else is not', () => {
  for (const uuid of [
    newId(),
    newId().toUpperCase(),
    '00000000-0000-0000-0000-000000000000',
    'cf6d21fa-6e2b-481c-ab38-afa1012233ff',
  ])
    assert.ok(isUuid(uuid), uuid)
  const id = newId()
  for (const text of [
    '',
    id.slice(1),
    `${id}0`,
    `{${id}}`,
    id.replaceAll('-', ''),
    id.replace('-', '_'),
    `g${id.slice(1)}`,
    `${id}\n`,
    `${id.slice(0, 35)}\n`,
    `${id.slice(0, 35)}١`,
  ])
    assert.ok(!isUuid(text), JSON.stringify(text))
})
