import type { Tx } from '../../storage/driver.ts'
import { webhookNotFound } from './errors.ts'
import { type By, recordDeed } from './record-deed.ts'
import { newSigningSecret } from './signature.ts'
import { fromRow, type Webhook } from './webhook.ts'
import { setSecret } from './webhooks.sql.ts'

/** So long what is sent carries the signatures of both secrets, unless told otherwise. */
export const rotationMs = 24 * 3_600_000

/**
 * Gives a webhook a new secret. Until `graceMs` after now, by the machine's clock, the one before it signs as well, so
 * that the receiver can change over. A third one that was still signing ends.
 */
export async function rotateSecret(
  tx: Tx,
  tenantId: string,
  webhookId: string,
  graceMs: number,
  by: By,
): Promise<{ webhook: Webhook; secret: string }> {
  const secret = newSigningSecret()
  const row = await setSecret(tx, tenantId, webhookId, secret, new Date(by.wall.getTime() + graceMs))
  if (!row) throw webhookNotFound(webhookId)
  await recordDeed(tx, tenantId, by, 'webhook.secret-rotated', webhookId, { graceMs })
  return { webhook: fromRow(row), secret }
}
