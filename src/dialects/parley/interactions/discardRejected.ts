import Type from 'typebox'
import { discardRejected as discard } from '../../../domain/interactions/discard-rejected.ts'
import { rejectedNotFound } from '../../../domain/interactions/errors.ts'
import { operation } from '../../../http/operation.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { byOf } from '../actor.ts'
import { readRejectedFilter, rejectedFilter } from './rejected-filter.ts'

const mostAtOnce = 1000

const shared = { tag: 'Rejected interactions', scope: 'interactions:write' } as const

export const discardOneRejected = operation({
  ...shared,
  method: 'DELETE',
  path: '/rejected-interactions/{rejectedId}',
  name: 'discardOneRejected',
  summary: 'Take a rejected interaction away for good',
  params: Type.Object({ rejectedId: Type.String() }),
  replies: { 204: null },
  errors: ['rejected-interaction-not-found'],
  async handle({ write, clock, caller, params: { rejectedId }, now }) {
    if (!isUuid(rejectedId)) throw rejectedNotFound(rejectedId.slice(0, 100))
    const wish = { filter: { ids: [rejectedId] }, limit: 1 }
    const { discarded } = await write(tx => discard(tx, caller.tenant, wish, byOf(caller, clock), now))
    if (discarded === 0) throw rejectedNotFound(rejectedId)
    return { status: 204 }
  },
})

/** Those that are named, or all that meet the filter: say one of these at least. Up to 1 000 at a time, the oldest first. */
export const discardRejected = operation({
  ...shared,
  method: 'POST',
  path: '/rejected-interactions/discard',
  name: 'discardRejected',
  summary: 'Take many rejected interactions away for good',
  body: Type.Object(
    {
      ids: Type.Optional(Type.Array(Type.String(), { maxItems: mostAtOnce })),
      ...rejectedFilter,
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: mostAtOnce })),
    },
    { additionalProperties: false },
  ),
  replies: {
    200: Type.Object({
      discarded: Type.Integer(),
      hasMore: Type.Boolean({ description: 'Whether the same call would find more.' }),
    }),
  },
  errors: ['input-invalid', 'schema-not-found', 'contact-id-invalid'],
  async handle({ write, clock, caller, body, now, schemas }) {
    const { ids, limit = mostAtOnce } = body
    const wrong = ids?.findIndex(id => !isUuid(id)) ?? -1
    if (wrong >= 0) throw inputInvalid([{ field: `/ids/${wrong}`, message: 'must be a UUID' }])
    const chosen = { ...(await readRejectedFilter({ schemas }, caller, body)), ids }
    if (Object.values(chosen).every(each => each === undefined))
      throw inputInvalid([
        { field: '', message: 'must say which: ids, a schema, a contact or a whole reason' },
      ])
    const wish = { filter: chosen, limit }
    const answer = await write(tx => discard(tx, caller.tenant, wish, byOf(caller, clock), now))
    return { status: 200, body: answer }
  },
})
