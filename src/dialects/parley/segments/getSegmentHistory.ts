import Type from 'typebox'
import { historySteps, mostPoints, readHistory } from '../../../domain/segments/history.ts'
import { ago } from '../../../domain/segments/window.ts'
import { operation } from '../../../http/operation.ts'
import { readTime } from '../span.ts'
import { segmentParams } from './translate.ts'

/** With the one in which it ends: 30 days, or 48 hours. */
const standard = { day: { amount: 29, unit: 'days' }, hour: { amount: 47, unit: 'hours' } } as const

/** For a chart: the newest point is the one that lasts. Days are those in the tenant's zone, hours those of UTC. */
export const getSegmentHistory = operation({
  method: 'GET',
  path: '/segments/{segmentId}/history',
  name: 'getSegmentHistory',
  summary: 'How many members there were over time',
  tag: 'Segments',
  scope: 'segments:read',
  params: segmentParams,
  query: Type.Object({
    step: Type.Optional(Type.Union(historySteps.map(step => Type.Literal(step)))),
    from: Type.Optional(
      Type.String({
        description: 'A date-time. Without it: for 30 days, or 48 hours.',
      }),
    ),
    until: Type.Optional(Type.String({ description: 'A date-time, not included. Without it: now.' })),
  }),
  replies: {
    200: Type.Object({
      step: Type.String(),
      points: Type.Array(
        Type.Object({
          at: Type.String({ format: 'date-time', description: 'When the hour or day began.' }),
          size: Type.Integer({ description: 'Members at its end, or now.' }),
          entered: Type.Integer(),
          left: Type.Integer({ description: 'Those whose contact was deleted included.' }),
        }),
        { description: `The oldest first; at most ${mostPoints}.` },
      ),
    }),
  },
  errors: ['segment-not-found', 'segment-history-too-long'],
  async handle({ db, caller, params, query, now }) {
    const step = query.step ?? 'day'
    const to = readTime('until', query.until) ?? now
    const zone = caller.tenant.settings.timeZone
    const from = readTime('from', query.from) ?? ago({ now: to, zone }, standard[step])
    const points = await readHistory(db, caller.tenant.id, params.segmentId, { from, to, step, zone })
    return {
      status: 200,
      body: { step, points: points.map(each => ({ ...each, at: each.at.toISOString() })) },
    }
  },
})
