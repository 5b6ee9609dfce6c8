import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { webhookNotFound } from './errors.ts'
import { fromRow, type Webhook } from './webhook.ts'
import { selectWebhook, setDisabled } from './webhooks.sql.ts'

/** Switches a webhook off. Its waiting deliveries rest until it is enabled again. One that is off stays as it is. */
export async function disableWebhook(
  tx: Tx,
  tenantId: string,
  webhookId: string,
  reason: string,
  at: Date,
): Promise<Webhook> {
  await lockEvents(tx, [tenantId])
  const row = await setDisabled(tx, tenantId, webhookId, reason, at)
  if (row) {
    await appendEvents(tx, [{ tenantId, type: 'webhook.disabled', data: { webhookId, reason }, at }])
    return fromRow(row)
  }
  const already = await selectWebhook(tx, tenantId, webhookId)
  if (!already) throw webhookNotFound(webhookId)
  return fromRow(already)
}
