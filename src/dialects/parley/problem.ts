/** How this dialect refuses: problem details, RFC 9457. */
import Type from 'typebox'

export const problemType = 'application/problem+json'

/** One kind of refusal: what it is called, and what whoever gets it can do. */
export interface Problem {
  readonly status: number
  /** The same for every refusal of the kind. */
  readonly title: string
  /** For the page about it: when it is said and what to do, in a sentence or two. */
  readonly about: string
}

/** By the code of the domain. */
export type Problems = Readonly<Record<string, Problem>>

export const problemShape = Type.Object({
  type: Type.String({ description: 'Ends in the code, and leads to a page about it.' }),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  errors: Type.Optional(
    Type.Array(
      Type.Object({
        pointer: Type.Optional(Type.String({ description: 'A JSON pointer into the body.' })),
        field: Type.Optional(Type.String()),
        detail: Type.String(),
      }),
    ),
  ),
  data: Type.Optional(
    Type.Object({}, { additionalProperties: true, description: 'What a program may want to know.' }),
  ),
})
