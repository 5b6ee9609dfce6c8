import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCursor, writeCursor } from './cursor.ts'

test('the parts of a cursor come back as they were written', () => {
  for (const parts of [[], [''], ['a', 'b'], ['2025-01-01T00:00:00.000Z', 'ö漢😀"\\/\0']]) {
    const token = writeCursor(parts)
    assert.match(token, /^[A-Za-z0-9_-]+$/, 'may stand in an address as it is')
    assert.deepEqual(readCursor(token, parts.length), parts)
  }
})

test('what is not a cursor of that many texts is not read', () => {
  const token = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const strange = ['', 'x', '%', '💥', token('ab'), token({ length: 2 }), token(null), token(['a'])]
  for (const text of [...strange, token(['a', 1]), token(['a', null]), token(['a', 'b', 'c'])])
    assert.equal(readCursor(text, 2), undefined, text)
})

test('a token longer than any cursor is not even decoded', () => {
  assert.deepEqual(readCursor(writeCursor(['x'.repeat(760)]), 1), ['x'.repeat(760)])
  assert.equal(readCursor(writeCursor(['x'.repeat(770)]), 1), undefined)
})
