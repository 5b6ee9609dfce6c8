import Type from 'typebox'
import { readCounters } from '../../../domain/interactions/counters.ts'
import { operation } from '../../../http/operation.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { isDate } from '../../../kernel/instant.ts'
import { findSchema } from './find-schema.ts'
import { schemaParams } from './translate.ts'

const dayMs = 86_400_000
const standardDays = 30
const mostDays = 3660

const Count = Type.Object({ day: Type.String(), accepted: Type.Integer(), rejected: Type.Integer() })
const Moment = Type.Union([Type.String({ format: 'date-time' }), Type.Null()])

/** What became of the interactions of a schema, day by day (UTC, by when they came in). It lags a second behind. */
export const getSchemaCounters = operation({
  method: 'GET',
  path: '/schemas/{schemaId}/counters',
  name: 'getSchemaCounters',
  summary: 'How many interactions were accepted and rejected',
  tag: 'Schemas',
  scope: 'schemas:read',
  params: schemaParams,
  query: Type.Object({
    since: Type.Optional(Type.String({ description: 'The first day, YYYY-MM-DD. Without it: 30 days ago.' })),
  }),
  replies: {
    200: Type.Object({
      accepted: Type.Integer(),
      rejected: Type.Integer(),
      lastAcceptedAt: Moment,
      lastRejectedAt: Moment,
      days: Type.Array(Count, { description: 'The newest first; days without any are absent.' }),
    }),
  },
  errors: ['schema-not-found'],
  async handle({ db, clock, caller, params, query, ...services }) {
    await findSchema(services, caller, params.schemaId)
    const earliest = (days: number) =>
      new Date(clock.wall().getTime() - days * dayMs).toISOString().slice(0, 10)
    const since = query.since ?? earliest(standardDays)
    if (!isDate(since) || since < earliest(mostDays))
      throw inputInvalid([{ field: 'since', message: 'must be a date, YYYY-MM-DD, of the last ten years' }])
    const all = await readCounters(db, caller.tenant.id, since)
    const days = all.filter(({ schemaId }) => schemaId === params.schemaId)
    const latest = (times: readonly (Date | null)[]) =>
      times
        .flatMap(time => time?.toISOString() ?? [])
        .sort()
        .at(-1) ?? null
    return {
      status: 200,
      body: {
        accepted: days.reduce((sum, { accepted }) => sum + accepted, 0),
        rejected: days.reduce((sum, { rejected }) => sum + rejected, 0),
        lastAcceptedAt: latest(days.map(({ lastAcceptedAt }) => lastAcceptedAt)),
        lastRejectedAt: latest(days.map(({ lastRejectedAt }) => lastRejectedAt)),
        days: days.map(({ day, accepted, rejected }) => ({ day, accepted, rejected })),
      },
    }
  },
})
