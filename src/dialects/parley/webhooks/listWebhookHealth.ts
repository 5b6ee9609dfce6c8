import Type from 'typebox'
import { healthStates, readWebhookHealth } from '../../../domain/webhooks/webhook-health.ts'
import { deliveriesLookedAt, readWebhookRecords } from '../../../domain/webhooks/webhook-record.ts'
import { operation } from '../../../http/operation.ts'

const MaybeTime = Type.Union([Type.String({ format: 'date-time' }), Type.Null()])
const dayMs = 86_400_000

const Health = Type.Object({
  webhookId: Type.String(),
  state: Type.Enum([...healthStates]),
  waiting: Type.Integer({ description: 'Up to 10,000.' }),
  oldestDueAt: MaybeTime,
  failed: Type.Integer({ description: 'Given up within a day, up to 10,000.' }),
  delivered: Type.Integer({
    description: `Of the latest ${deliveriesLookedAt} deliveries of all webhooks together.`,
  }),
  troubled: Type.Integer({ description: 'Of the same: tried, and not delivered so far or at all.' }),
  lastDeliveredAt: MaybeTime,
  lastFailure: Type.Union([
    Type.Object({
      at: Type.String({ format: 'date-time' }),
      status: Type.Union([Type.Integer(), Type.Null()]),
      problem: Type.Union([Type.String(), Type.Null()]),
    }),
    Type.Null(),
  ]),
})

/** Of all at once, the oldest first. */
export const listWebhookHealth = operation({
  method: 'GET',
  path: '/webhook-health',
  name: 'listWebhookHealth',
  summary: 'How the webhooks are',
  tag: 'Webhooks',
  scope: 'webhooks:read',
  replies: { 200: Type.Object({ items: Type.Array(Health) }) },
  async handle({ db, clock, caller: { tenant } }) {
    const since = new Date(clock.wall().getTime() - dayMs)
    const [webhooks, records] = await Promise.all([
      readWebhookHealth(db, tenant.id, since),
      readWebhookRecords(db, tenant.id),
    ])
    const items = webhooks.map(({ id, state, waiting, oldestDueAt, failed }) => {
      const { delivered = 0, troubled = 0, lastDeliveredAt, lastFailure } = records.get(id) ?? {}
      return {
        webhookId: id,
        state,
        waiting,
        oldestDueAt: oldestDueAt?.toISOString() ?? null,
        failed,
        delivered,
        troubled,
        lastDeliveredAt: lastDeliveredAt?.toISOString() ?? null,
        lastFailure: lastFailure ? { ...lastFailure, at: lastFailure.at.toISOString() } : null,
      }
    })
    return { status: 200, body: { items } }
  },
})
