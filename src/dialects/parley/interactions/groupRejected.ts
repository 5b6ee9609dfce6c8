import Type from 'typebox'
import { groupRejected as group } from '../../../domain/interactions/list-rejected.ts'
import { operation } from '../../../http/operation.ts'
import { readRejectedFilter, rejectedFilter } from './rejected-filter.ts'

const Reason = Type.Object({
  schemaId: Type.String(),
  field: Type.String(),
  detail: Type.String(),
  count: Type.Integer(),
  firstReceivedAt: Type.String({ format: 'date-time' }),
  lastReceivedAt: Type.String({ format: 'date-time' }),
  latestId: Type.String({ description: 'The newest of them.' }),
})

/** By the first fault, the most frequent first. */
export const groupRejected = operation({
  method: 'GET',
  path: '/rejected-interactions/reasons',
  name: 'groupRejected',
  summary: 'Why interactions were rejected',
  tag: 'Rejected interactions',
  scope: 'interactions:read',
  query: Type.Object(rejectedFilter),
  replies: {
    200: Type.Object({
      items: Type.Array(Reason),
      isComplete: Type.Boolean({
        description: 'False when only the newest 10 000 of a schema were looked at.',
      }),
    }),
  },
  errors: ['schema-not-found', 'contact-id-invalid'],
  async handle({ db, caller, query, ...services }) {
    const filter = await readRejectedFilter(services, caller, query)
    const { reasons, isComplete } = await group(db, caller.tenant.id, filter)
    const items = reasons.map(({ message, firstReceivedAt, lastReceivedAt, ...rest }) => ({
      ...rest,
      detail: message,
      firstReceivedAt: firstReceivedAt.toISOString(),
      lastReceivedAt: lastReceivedAt.toISOString(),
    }))
    return { status: 200, body: { items, isComplete } }
  },
})
