import Type from 'typebox'
import { moved } from '../../../domain/accounts/move-clock.ts'
import { dueRuns } from '../../../domain/automations/due-runs.ts'
import { dueCampaigns, dueSends } from '../../../domain/messaging/due-sends.ts'
import { dueSegments } from '../../../domain/segments/due-segments.ts'
import { dueDeliveries } from '../../../domain/webhooks/due-deliveries.ts'
import { operation } from '../../../http/operation.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { readTime } from '../span.ts'
import { By, readBy } from './move.ts'
import { ClockModel } from './translate.ts'

const kinds = ['deliveries', 'runs', 'sends', 'campaigns', 'segments'] as const

/**
 * What waits and falls due if the clock is moved. What follows from that in turn is not counted, nor what begins by a
 * date: it is found when the time is there.
 */
export const listDue = operation({
  method: 'GET',
  path: '/clock/due',
  name: 'listDue',
  summary: 'What falls due up to a time',
  tag: 'Double',
  scope: 'clock:read',
  isSpared: true,
  query: Type.Object({
    until: Type.Optional(Type.String({ description: 'An ISO 8601 date-time.' })),
    by: Type.Optional(By),
  }),
  replies: {
    200: Type.Object({
      until: ClockModel.properties.now,
      items: Type.Array(
        Type.Object({
          kind: Type.Union(
            kinds.map(kind => Type.Literal(kind)),
            {
              description:
                'Deliveries to webhooks, runs of automations, messages to contacts, campaigns that begin, segments that are swept or refreshed.',
            },
          ),
          count: Type.Integer({ description: 'Up to 10,000 of each webhook, automation and campaign.' }),
          firstAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
        }),
      ),
    }),
  },
  errors: ['input-invalid', 'account-input-invalid'],
  async handle({ db, clock, now, caller: { tenant }, query }) {
    const until = readTime('until', query.until) ?? advanced(now, query.by, clock.wall())
    if (!until) throw inputInvalid([{ field: 'until', message: 'is required, unless `by` is given' }])
    const found = await Promise.all([
      dueDeliveries(db, tenant.id, until),
      dueRuns(db, tenant.id, until),
      dueSends(db, tenant.id, until),
      dueCampaigns(db, tenant.id, until),
      dueSegments(db, tenant.id, until),
    ])
    const items = found.map(({ count, first }, index) => ({
      kind: kinds[index]!,
      count,
      firstAt: first?.toISOString() ?? null,
    }))
    return { status: 200, body: { until: until.toISOString(), items } }
  },
})

/** Where the clock would stand. Throws `input-invalid` and `account-input-invalid`. */
function advanced(now: Date, by: string | undefined, wall: Date): Date | undefined {
  if (by === undefined) return undefined
  const standing = { clockOffsetMs: 0, clockFrozenAt: now }
  return moved(standing, readBy('by', by), wall).clockFrozenAt ?? undefined
}
