import { lowestIdAt } from '../../kernel/ids.ts'
import type { Db } from '../../storage/driver.ts'
import { selectHealth } from './webhook-health.sql.ts'

export const healthStates = ['enabled', 'failing', 'disabled'] as const

export interface WebhookHealth {
  readonly id: string
  readonly url: string
  readonly description: string
  readonly state: (typeof healthStates)[number]
  readonly disabledReason: string | null
  readonly failingSince: Date | null
  /** Up to ten thousand, as `failed`. */
  readonly waiting: number
  readonly oldestDueAt: Date | null
  /** Since the moment that was asked for. */
  readonly failed: number
}

const mostCounted = 10_000

/** Of all webhooks of a tenant, oldest first. `since` is by the machine's clock. */
export async function readWebhookHealth(db: Db, tenantId: string, since: Date): Promise<WebhookHealth[]> {
  const rows = await selectHealth(db, tenantId, lowestIdAt(since), mostCounted)
  return rows.map(row => ({
    id: row.id,
    url: row.url,
    description: row.description,
    state: row.disabled_at ? 'disabled' : row.failing_since ? 'failing' : 'enabled',
    disabledReason: row.disabled_reason,
    failingSince: row.failing_since,
    waiting: row.waiting,
    oldestDueAt: row.oldest_due_at,
    failed: row.failed,
  }))
}
