import Type from 'typebox'
import { listLearntAttributes } from '../../../domain/contacts/attribute-types.ts'
import { operation } from '../../../http/operation.ts'

/** Those that nobody declared: their types follow from the first value that came. By name, two thousand at most. */
export const listAttributes = operation({
  method: 'GET',
  path: '/contact-attributes',
  name: 'listAttributes',
  summary: 'The attributes of contacts whose types were learnt',
  tag: 'Definitions',
  scope: 'contacts:read',
  replies: {
    200: Type.Object({
      items: Type.Array(
        Type.Object({
          name: Type.String(),
          type: Type.String(),
          learntAt: Type.String({ format: 'date-time' }),
          dropped: Type.Integer({ description: 'How many values were of another type, and not kept.' }),
          lastDroppedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
        }),
      ),
    }),
  },
  async handle({ db, caller }) {
    const attributes = await listLearntAttributes(db, caller.tenant)
    const items = attributes.map(({ learntAt, lastDroppedAt, ...rest }) => ({
      ...rest,
      learntAt: learntAt.toISOString(),
      lastDroppedAt: lastDroppedAt?.toISOString() ?? null,
    }))
    return { status: 200, body: { items } }
  },
})
