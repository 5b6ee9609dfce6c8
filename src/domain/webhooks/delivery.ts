/**
 * A delivery: one message on its way to one webhook. What is sent is fixed when it is written; its message id stays the
 * same through all attempts and replays.
 *
 *              2xx
 *   waiting ──────────────▶ delivered
 *     ▲  │
 *     │  ├─ a failure, and the schedule goes on: due again later
 *     │  │
 *     │  └─ the failure of the last attempt ──▶ failed
 *     │
 *     └──── replay, from any state: due at once, the schedule begins anew
 */
import type { Selectable } from 'kysely'
import type { WebhookDeliveryRow } from '../../storage/tables-webhooks.ts'

export const deliveryStates = ['waiting', 'delivered', 'failed'] as const
export type DeliveryState = (typeof deliveryStates)[number]

export interface Delivery {
  readonly id: string
  readonly webhookId: string
  readonly messageId: string
  readonly eventType: string
  readonly state: DeliveryState
  /** On the tenant's clock. */
  readonly dueAt: Date
  readonly createdAt: Date
  readonly endedAt: Date | null
  readonly body: string
  /** The latest ones, the oldest first. */
  readonly attempts: readonly Attempt[]
}

export interface Attempt {
  /** On the tenant's clock. */
  readonly at: Date
  /** Null: no answer began. */
  readonly status: number | null
  readonly ms: number
  /** The first kilobyte of the answer's body. */
  readonly answer: string
  /** Why there was no whole answer. */
  readonly problem: string | null
}

const [second, minute, hour] = [1000, 60_000, 3_600_000]

/** After which time a delivery that failed for the nth time is tried again. */
export const retryDelaysMs: readonly number[] = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  10 * hour,
]

/** Deliveries that failed together are tried again up to this share of the time later, so that they do not come at once. */
const jitter = 0.1

/** A receiver that asks not to be tried again for some time is heard, up to this. */
const mostAskedMs = 10 * hour

/**
 * When to try again after the nth failure, or undefined when that was the last. `chance` is from 0 to 1, `askedMs` what
 * the receiver asks for: it can put the next attempt off and not bring it forward.
 */
export function retryDelayMs(failures: number, chance: number, askedMs = 0): number | undefined {
  const delay = retryDelaysMs[failures - 1]
  if (delay === undefined) return undefined
  return Math.round(Math.max(delay, Math.min(askedMs, mostAskedMs)) * (1 + jitter * chance))
}

/** A webhook of which nothing but failures came for so long is disabled. */
export const mostFailingMs = 5 * 24 * hour

export const fromRow = (row: Selectable<WebhookDeliveryRow>): Delivery => ({
  id: row.id,
  webhookId: row.webhook_id,
  messageId: row.message_id,
  eventType: row.event_type,
  state: row.state,
  dueAt: row.due_at,
  createdAt: row.created_at,
  endedAt: row.ended_at,
  body: row.body,
  attempts: row.attempts.map(attempt => ({ ...attempt, at: new Date(attempt.at) })),
})
