import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeCursor } from './cursor.ts'
import { DomainError } from './domain-error.ts'
import { isUuid, newId } from './ids.ts'
import { readPlace, toPage } from './page.ts'

test('a page has as many items as fit, and names the place after the last while there are more', () => {
  const pages = [
    toPage(['a', 'b', 'c'], 2, last => [last]),
    toPage(['c'], 2, last => [last]),
    toPage([], 2, () => []),
  ]
  assert.deepEqual(pages[0], { items: ['a', 'b'], nextCursor: writeCursor(['b']) })
  assert.deepEqual(pages.slice(1), [
    { items: ['c'], nextCursor: null },
    { items: [], nextCursor: null },
  ])
})

test('a place is read back, and what is none of ours is refused', () => {
  const id = newId()
  assert.deepEqual(readPlace(writeCursor([id]), [isUuid]), [id])
  assert.equal(readPlace(undefined, [isUuid]), undefined)
  for (const token of ['', 'x', writeCursor(['x']), writeCursor([id, id])])
    assert.throws(
      () => readPlace(token, [isUuid]),
      error => error instanceof DomainError && error.code === 'cursor-invalid',
    )
})
