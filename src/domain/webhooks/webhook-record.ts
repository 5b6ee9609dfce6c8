import type { Db } from '../../storage/driver.ts'
import { selectRecords } from './webhook-record.sql.ts'

/** What came of the latest deliveries to a webhook. */
export interface WebhookRecord {
  readonly delivered: number
  /** Tried, and not delivered so far or at all. */
  readonly troubled: number
  readonly lastDeliveredAt: Date | null
  readonly lastFailure: {
    readonly at: Date
    /** Null: no answer began. */
    readonly status: number | null
    readonly problem: string | null
  } | null
}

/** So many deliveries of a tenant are looked at, of all its webhooks together. */
export const deliveriesLookedAt = 2000

/** By webhook, of those to which something was sent lately. Times are on the tenant's clock. */
export async function readWebhookRecords(
  db: Db,
  tenantId: string,
): Promise<ReadonlyMap<string, WebhookRecord>> {
  const rows = await selectRecords(db, tenantId, deliveriesLookedAt)
  return new Map(
    rows.map(row => [
      row.webhook_id,
      {
        delivered: row.delivered,
        troubled: row.troubled,
        lastDeliveredAt: row.last_delivered_at,
        lastFailure: row.last_failure && { ...row.last_failure, at: new Date(row.last_failure.at) },
      },
    ]),
  )
}
