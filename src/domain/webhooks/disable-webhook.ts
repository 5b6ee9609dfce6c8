import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { webhookNotFound } from './errors.ts'
import { type By, recordDeed } from './record-deed.ts'
import { fromRow, type Webhook } from './webhook.ts'
import { selectWebhook, setDisabled } from './webhooks.sql.ts'

/**
 * Switches a webhook off. Its waiting deliveries rest until it is enabled again. One that is off stays as it is.
 * Without `by` the server does it of itself: the log tells of that, and the audit trail does not.
 */
export async function disableWebhook(
  tx: Tx,
  tenantId: string,
  webhookId: string,
  reason: string,
  at: Date,
  by?: By,
): Promise<Webhook> {
  await lockEvents(tx, [tenantId])
  const row = await setDisabled(tx, tenantId, webhookId, reason, at)
  if (row) {
    await appendEvents(tx, [{ tenantId, type: 'webhook.disabled', data: { webhookId, reason }, at }])
    if (by) await recordDeed(tx, tenantId, by, 'webhook.disabled', webhookId, { reason })
    return fromRow(row)
  }
  const already = await selectWebhook(tx, tenantId, webhookId)
  if (!already) throw webhookNotFound(webhookId)
  return fromRow(already)
}
