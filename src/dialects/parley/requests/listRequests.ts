import Type from 'typebox'
import { operation } from '../../../http/operation.ts'

const Logged = Type.Object({
  requestId: Type.String(),
  keyId: Type.String(),
  at: Type.String({ format: 'date-time' }),
  dialect: Type.String(),
  operation: Type.String(),
  method: Type.String(),
  path: Type.String(),
  status: Type.Integer(),
  ms: Type.Number(),
  fault: Type.Union([Type.String(), Type.Null()], { description: 'The fault rule that struck it.' }),
  userAgent: Type.String(),
  body: Type.String({ description: 'Its beginning, with secrets masked.' }),
  answer: Type.String({ description: 'Its beginning, with secrets masked.' }),
})

/** The last hundred of each key within an hour, as far as this process served them. */
export const listRequests = operation({
  method: 'GET',
  path: '/requests',
  name: 'listRequests',
  summary: 'The latest requests, with what was answered',
  tag: 'Requests',
  scope: 'requests:read',
  query: Type.Object({
    limit: Type.Integer({ default: 50, minimum: 1, maximum: 200 }),
    keyId: Type.Optional(Type.String()),
    operation: Type.Optional(Type.String()),
    fault: Type.Optional(
      Type.String({ maxLength: 100, description: 'Struck by this fault rule; a star: by any.' }),
    ),
    leastStatus: Type.Optional(Type.Integer({ description: 'For example 400: only refusals.' })),
  }),
  replies: { 200: Type.Object({ items: Type.Array(Logged) }) },
  async handle({ requestLog, clock, caller, query: { limit, ...filter } }) {
    const latest = requestLog.latest(caller.tenant.id, filter, limit, clock.wall())
    const items = latest.map(({ at, ms, ...rest }) => ({
      ...rest,
      at: at.toISOString(),
      ms: Math.round(ms * 1000) / 1000,
    }))
    return { status: 200, body: { items } }
  },
})
