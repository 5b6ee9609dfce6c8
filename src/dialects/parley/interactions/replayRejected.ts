import Type, { type Static } from 'typebox'
import { rejectedNotFound } from '../../../domain/interactions/errors.ts'
import { type ReplayOutcome, replayRejected as replay } from '../../../domain/interactions/replay-rejected.ts'
import { operation } from '../../../http/operation.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { Faults, toWireFaults } from '../schemas/translate.ts'
import { readRejectedFilter, rejectedFilter } from './rejected-filter.ts'

const mostAtOnce = 500

const dryRun = Type.Optional(Type.Boolean({ description: 'Only say what would become of them.' }))

const Outcome = Type.Object({
  rejectedId: Type.String(),
  outcome: Type.Union([
    Type.Literal('stored'),
    Type.Literal('still rejected'),
    Type.Literal('contact missing'),
  ]),
  interactionId: Type.Optional(Type.String({ description: 'Absent in a dry run.' })),
  faults: Type.Optional(Faults),
})

const shared = { method: 'POST', tag: 'Rejected interactions', scope: 'interactions:write' } as const

/** That it still breaks its schema is an outcome, not a refusal. */
export const replayOneRejected = operation({
  ...shared,
  path: '/rejected-interactions/{rejectedId}/replay',
  name: 'replayOneRejected',
  summary: 'Store a rejected interaction after its schema was mended',
  params: Type.Object({ rejectedId: Type.String() }),
  isBodyOptional: true,
  body: Type.Object({ dryRun }, { additionalProperties: false }),
  replies: { 200: Outcome },
  errors: ['rejected-interaction-not-found'],
  async handle({ write, schemas, caller, params, body, now }) {
    const known = await schemas.of(caller.tenant)
    const { rejectedId } = params
    if (!isUuid(rejectedId)) throw rejectedNotFound(rejectedId.slice(0, 100))
    const wish = { filter: { ids: [rejectedId] }, limit: 1, dryRun: body.dryRun ?? false }
    const { items } = await write(tx => replay(tx, caller.tenant, known, wish, now))
    if (!items[0]) throw rejectedNotFound(rejectedId)
    return { status: 200, body: toWire(items[0]) }
  },
})

/** Those that are named, or all that meet the filter, up to 500 at a time, the oldest first. */
export const replayRejected = operation({
  ...shared,
  path: '/rejected-interactions/replay',
  name: 'replayRejected',
  summary: 'Store many rejected interactions after their schemas were mended',
  body: Type.Object(
    {
      ids: Type.Optional(Type.Array(Type.String(), { maxItems: mostAtOnce })),
      ...rejectedFilter,
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: mostAtOnce })),
      cursor: Type.Optional(Type.String({ maxLength: 1024 })),
      dryRun,
    },
    { additionalProperties: false },
  ),
  replies: {
    200: Type.Object({
      dryRun: Type.Boolean(),
      stored: Type.Integer(),
      stillRejected: Type.Integer(),
      outcomes: Type.Array(Outcome),
      nextCursor: Type.Union([Type.String(), Type.Null()], {
        description: 'To go on with; null when that was all.',
      }),
    }),
  },
  errors: ['input-invalid', 'schema-not-found', 'cursor-invalid'],
  async handle({ write, caller, body, now, schemas }) {
    const { ids, limit = mostAtOnce, cursor, dryRun: isDry = false } = body
    const wrong = ids?.findIndex(id => !isUuid(id)) ?? -1
    if (wrong >= 0) throw inputInvalid([{ field: `/ids/${wrong}`, message: 'must be a UUID' }])
    const filter = { ...(await readRejectedFilter({ schemas }, caller, body)), ids }
    const known = await schemas.of(caller.tenant)
    const wish = { filter, limit, cursor, dryRun: isDry }
    const { items, nextCursor } = await write(tx => replay(tx, caller.tenant, known, wish, now))
    const count = (kind: string) => items.filter(item => item.kind === kind).length
    const counts = { stored: count('stored'), stillRejected: count('still rejected') }
    return { status: 200, body: { dryRun: isDry, ...counts, outcomes: items.map(toWire), nextCursor } }
  },
})

function toWire(outcome: ReplayOutcome): Static<typeof Outcome> {
  const { rejectedId, kind } = outcome
  if (kind === 'stored') {
    const { interactionId } = outcome
    return { rejectedId, outcome: kind, ...(interactionId !== null && { interactionId }) }
  }
  if (kind === 'still rejected') return { rejectedId, outcome: kind, faults: toWireFaults(outcome.faults) }
  return { rejectedId, outcome: kind }
}
