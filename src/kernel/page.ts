/** Lists in pages: what stands on one, and the token that names the place after it. */
import { readCursor, writeCursor } from './cursor.ts'
import { DomainError } from './domain-error.ts'

export interface Page<T> {
  readonly items: readonly T[]
  /** Names the place after the last item; null on the last page. */
  readonly nextCursor: string | null
}

export const cursorInvalid = () =>
  new DomainError('cursor-invalid', 'The cursor is not one that was given out for this list.', {})

/** A page of the rows, of which one more was asked for than fit. `placeOf` names the place of an item in the order. */
export function toPage<T>(
  rows: readonly T[],
  limit: number,
  placeOf: (last: T) => readonly string[],
): Page<T> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  return { items, nextCursor: hasMore ? writeCursor(placeOf(last)) : null }
}

/** The place that a token names, in as many parts as these tests; each must hold of its part. Throws `cursor-invalid`. */
export function readPlace(
  cursor: string | undefined,
  tests: readonly ((part: string) => boolean)[],
): readonly string[] | undefined {
  if (cursor === undefined) return undefined
  const parts = readCursor(cursor, tests.length)
  if (!parts?.every((part, n) => tests[n]!(part))) throw cursorInvalid()
  return parts
}
