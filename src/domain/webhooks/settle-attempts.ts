import type { Tx } from '../../storage/driver.ts'
import type { DueDelivery } from './claim-deliveries.ts'
import { type Mark, markAttempts } from './deliveries.sql.ts'
import { mostFailingMs, retryDelayMs } from './delivery.ts'
import { noteHealth } from './webhooks.sql.ts'

/** How one attempt ended. */
export interface Ending {
  readonly delivery: DueDelivery
  /** Null: no answer began. */
  readonly status: number | null
  readonly ms: number
  /** The first kilobyte of the answer, without what cannot be stored. */
  readonly answer: string
  /** Why there was no whole answer. */
  readonly problem: string | null
  /** For how long the receiver asks to be left alone. */
  readonly retryAfterMs: number | null
}

/** A webhook that is to be disabled, and why. */
export interface Offender {
  readonly tenantId: string
  readonly webhookId: string
  readonly reason: 'gone' | 'failing'
  /** On the tenant's clock. */
  readonly at: Date
}

export const isDelivered = ({ status, problem }: Pick<Ending, 'status' | 'problem'>) =>
  problem === null && status !== null && status >= 200 && status < 300

/** The receiver wants no more of it. The delivery then rests with the webhook, and the attempt is not held against it. */
export const isGone = ({ status }: Pick<Ending, 'status'>) => status === 410

/**
 * Writes what came of attempts: delivered, due again later, or failed for good. `chance` gives numbers from 0 to 1.
 * Answers which webhooks are to be disabled.
 */
export async function settleAttempts(
  tx: Tx,
  endings: readonly Ending[],
  chance: () => number,
): Promise<Offender[]> {
  await markAttempts(
    tx,
    endings.map(ending => toMark(ending, chance())),
  )
  const notes = [...Map.groupBy(endings, ({ delivery }) => delivery.webhookId)].map(([webhookId, own]) => ({
    tenantId: own[0]!.delivery.tenantId,
    webhookId,
    isDelivered: own.some(isDelivered) && !own.some(isGone),
  }))
  const gone = new Set(endings.filter(isGone).map(({ delivery }) => delivery.webhookId))
  return (await noteHealth(tx, notes)).flatMap<Offender>(row => {
    const { tenant_id: tenantId, id: webhookId, now: at } = row
    if (gone.has(webhookId)) return [{ tenantId, webhookId, reason: 'gone', at }]
    const isTired = at.getTime() - row.failing_since.getTime() >= mostFailingMs
    return isTired ? [{ tenantId, webhookId, reason: 'failing', at }] : []
  })
}

function toMark(ending: Ending, chance: number): Mark {
  const { delivery, status, ms, answer, problem, retryAfterMs } = ending
  const { tenantId, id, leasedUntil, tries } = delivery
  const shared = {
    tenantId,
    id,
    leasedUntil,
    tries,
    attempt: JSON.stringify({ status, ms, answer, problem }),
  }
  if (isDelivered(ending)) return { ...shared, state: 'delivered', delayMs: null, countsAsTry: true }
  if (isGone(ending)) return { ...shared, state: 'waiting', delayMs: null, countsAsTry: false }
  const delayMs = retryDelayMs(tries + 1, chance, retryAfterMs ?? 0)
  if (delayMs === undefined) return { ...shared, state: 'failed', delayMs: null, countsAsTry: true }
  return { ...shared, state: 'waiting', delayMs, countsAsTry: true }
}
