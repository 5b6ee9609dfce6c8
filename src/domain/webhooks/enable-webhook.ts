import type { Tx } from '../../storage/driver.ts'
import { webhookNotFound } from './errors.ts'
import { type By, recordDeed } from './record-deed.ts'
import { fromRow, type Webhook } from './webhook.ts'
import { setEnabled } from './webhooks.sql.ts'

/** Switches a webhook on. What waits for it is sent as it falls due, and its days of failures are counted anew. */
export async function enableWebhook(tx: Tx, tenantId: string, webhookId: string, by: By): Promise<Webhook> {
  const row = await setEnabled(tx, tenantId, webhookId)
  if (!row) throw webhookNotFound(webhookId)
  await recordDeed(tx, tenantId, by, 'webhook.enabled', webhookId)
  return fromRow(row)
}
