import Type from 'typebox'
import { operation } from '../../../http/operation.ts'

/** Of every API, in the order of the alphabet. `noun:*` is all of a noun; a key without scopes may do everything. */
export const listScopes = operation({
  method: 'GET',
  path: '/scopes',
  name: 'listScopes',
  summary: 'What keys can be allowed to do',
  tag: 'Keys',
  scope: 'keys:read',
  replies: {
    200: Type.Object({
      items: Type.Array(
        Type.Object({
          dialect: Type.String(),
          scope: Type.String(),
          operations: Type.Array(Type.String(), { description: 'The operations that it opens, by name.' }),
        }),
      ),
    }),
  },
  async handle({ apis }) {
    const items = apis.flatMap(({ name: dialect, operations }) =>
      [...Map.groupBy(operations, ({ scope }) => scope)]
        .map(([scope, own]) => ({ dialect, scope, operations: own.map(({ name }) => name).sort() }))
        .sort((one, other) => (one.scope < other.scope ? -1 : 1)),
    )
    return { status: 200, body: { items } }
  },
})
