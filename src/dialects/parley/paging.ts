import Type, { type TSchema } from 'typebox'
import type { Page } from '../../kernel/page.ts'

/** The parameters of every list: spread them into its query. */
export const pageQuery = {
  limit: Type.Integer({ default: 50, minimum: 1, maximum: 200, description: 'How many items at most.' }),
  cursor: Type.Optional(
    Type.String({
      maxLength: 1024,
      description: 'The `nextCursor` of the page before; without it, the first page.',
    }),
  ),
}

/** The shape of a page of items. */
export const pageOf = <S extends TSchema>(item: S) =>
  Type.Object({
    items: Type.Array(item),
    nextCursor: Type.Union([Type.String(), Type.Null()], { description: 'Null on the last page.' }),
  })

/** A page of the domain with its items as they go over the wire. */
export function toWirePage<T, W>({ items, nextCursor }: Page<T>, toWire: (item: T) => W) {
  return { items: items.map(toWire), nextCursor }
}
