import { claimDue, type DueQueue, type Lane } from '../../storage/claim.ts'
import type { Db } from '../../storage/driver.ts'
import { releaseAllClaims, releaseClaims } from './deliveries.sql.ts'

/** A delivery that is due and claimed. */
export interface DueDelivery {
  readonly tenantId: string
  readonly id: string
  readonly webhookId: string
  readonly messageId: string
  readonly eventType: string
  readonly body: string
  /** Attempts since the schedule began. */
  readonly tries: number
  /** Until when it is ours, on the database's clock. */
  readonly leasedUntil: Date
}

const queue: DueQueue = {
  table: 'webhook_deliveries',
  lane: 'webhook_id',
  columns: ['webhook_id', 'message_id', 'event_type', 'body', 'tries'],
}

interface DueRow {
  readonly webhook_id: string
  readonly message_id: string
  readonly event_type: string
  readonly body: string
  readonly tries: number
}

/** Claims what is due for the webhooks with room, in the order in which it fell due. */
export async function claimDeliveries(
  db: Db,
  lanes: readonly Lane[],
  leaseMs: number,
): Promise<DueDelivery[]> {
  const rows = await claimDue<DueRow>(db, queue, lanes, leaseMs)
  return rows.map(row => ({
    tenantId: row.tenant_id,
    id: row.id,
    webhookId: row.webhook_id,
    messageId: row.message_id,
    eventType: row.event_type,
    body: row.body,
    tries: row.tries,
    leasedUntil: row.leased_until,
  }))
}

/** Gives back what was claimed and not begun. */
export async function releaseDeliveries(db: Db, deliveries: readonly DueDelivery[]): Promise<void> {
  if (deliveries.length > 0) await releaseClaims(db, deliveries)
}

/** Gives back all claims of a process that died, for one that is certain to be alone and has claimed nothing yet. */
export async function releaseAllDeliveries(db: Db): Promise<void> {
  await releaseAllClaims(db)
}
