import Type from 'typebox'

/** The vendor's pages by offset and count; the answer's `count` is the number of items in it. */
export const PageQuery = {
  offset: Type.Integer({ default: 0, minimum: 0, maximum: 1_000_000_000 }),
  count: Type.Integer({ default: 100, minimum: 1, maximum: 500 }),
}
