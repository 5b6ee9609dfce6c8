import Type from 'typebox'
import { listKeys } from '../../../domain/accounts/list-accounts.ts'
import { readIntakeMinutes } from '../../../domain/interactions/intake-figures.ts'
import { readSendFigures } from '../../../domain/messaging/send-figures.ts'
import { readFailingSegments, readMovements } from '../../../domain/segments/movements.ts'
import { healthStates, readWebhookHealth } from '../../../domain/webhooks/webhook-health.ts'
import { operation } from '../../../http/operation.ts'
import { consumerLagsOf } from '../../../storage/log/lag.ts'
import { Attention, attentionTo } from './attention.ts'

const dayMs = 24 * 3_600_000
const minutes = 60
const mostFailing = 20

const Time = Type.String({ format: 'date-time' })
const MaybeTime = Type.Union([Time, Type.Null()])

/**
 * What a home page shows. By the machine's clock, whatever that of the tenant says. Each figure costs a few looks into an
 * index: counts of much end at some ten thousand.
 */
export const getOverview = operation({
  method: 'GET',
  path: '/overview',
  name: 'getOverview',
  summary: 'How it goes: intake, messages, segments, webhooks, and what needs attention',
  tag: 'Overview',
  scope: 'overview:read',
  replies: {
    200: Type.Object({
      at: Time,
      intake: Type.Object({
        minutes: Type.Array(Type.Object({ at: Time, accepted: Type.Integer(), rejected: Type.Integer() }), {
          description: 'The last hour, the oldest first; the last minute is not over.',
        }),
        accepted: Type.Integer(),
        rejected: Type.Integer(),
        rejectedShare: Type.Number({ description: 'From 0 to 1.' }),
      }),
      sends: Type.Array(Type.Object({ state: Type.String(), count: Type.Integer() }), {
        description: 'Of those made in the last day.',
      }),
      segments: Type.Array(
        Type.Object({
          segmentId: Type.String(),
          name: Type.String(),
          entered: Type.Integer(),
          left: Type.Integer(),
        }),
        { description: 'Those with the most movement in the last day.' },
      ),
      webhooks: Type.Array(
        Type.Object({
          id: Type.String(),
          url: Type.String(),
          description: Type.String(),
          state: Type.Enum([...healthStates]),
          disabledReason: Type.Union([Type.String(), Type.Null()]),
          failingSince: MaybeTime,
          waiting: Type.Integer(),
          oldestDueAt: MaybeTime,
          failed: Type.Integer({ description: 'Of the last day.' }),
        }),
      ),
      behind: Type.Array(
        Type.Object({ consumer: Type.String(), log: Type.String(), facts: Type.Integer() }),
        { description: 'What works from the logs, and how many facts it has yet to come to.' },
      ),
      attention: Type.Array(Attention),
    }),
  },
  async handle({ db, clock, caller }) {
    const [{ id }, wall] = [caller.tenant, clock.wall()]
    const since = new Date(wall.getTime() - dayMs)
    const intake = await readIntakeMinutes(db, id, minutes, wall)
    const sends = await readSendFigures(db, id, since)
    const segments = await readMovements(db, id, since)
    const webhooks = await readWebhookHealth(db, id, since)
    const lags = await consumerLagsOf(db, id)
    const sum = (name: 'accepted' | 'rejected') => intake.reduce((total, minute) => total + minute[name], 0)
    const [accepted, rejected] = [sum('accepted'), sum('rejected')]
    const lost = new Set(['failed', 'bounced', 'unknown'])
    const unsent = sends.reduce((total, { state, count }) => total + (lost.has(state) ? count : 0), 0)
    const failing = await readFailingSegments(db, id, mostFailing)
    const keys = await listKeys(db, id)
    return {
      status: 200,
      body: {
        at: wall.toISOString(),
        intake: {
          minutes: intake.map(minute => ({ ...minute, at: minute.at.toISOString() })),
          accepted,
          rejected,
          rejectedShare: rejected === 0 ? 0 : rejected / (accepted + rejected),
        },
        sends,
        segments,
        webhooks: webhooks.map(({ failingSince, oldestDueAt, ...rest }) => ({
          ...rest,
          failingSince: failingSince?.toISOString() ?? null,
          oldestDueAt: oldestDueAt?.toISOString() ?? null,
        })),
        behind: lags.map(({ consumer, log, behind }) => ({ consumer, log, facts: behind })),
        attention: attentionTo({ rejected, webhooks, segments: failing, unsent, lags, keys }, wall),
      },
    }
  },
})
