import { transact } from '../../storage/database.ts'
import type { Db } from '../../storage/driver.ts'
import { deleteAbandoned, deleteWaitingOf } from './deliveries.sql.ts'
import { webhookNotFound } from './errors.ts'
import { type By, recordDeed } from './record-deed.ts'
import { deleteDeletedWebhooks, lockWebhook, markDeleted } from './webhooks.sql.ts'

const portion = 2000

/**
 * Deletes a webhook: it hears nothing more, and what waits for it is dropped, in portions. What was sent to it stays as
 * long as any other delivery. `requireVersion` may throw, while nobody else can change it. Throws `webhook-not-found`.
 */
export async function deleteWebhook(
  db: Db,
  tenantId: string,
  webhookId: string,
  by: By,
  requireVersion: (version: number) => void = () => {},
): Promise<void> {
  await transact(db, async tx => {
    const row = await lockWebhook(tx, tenantId, webhookId)
    if (!row) throw webhookNotFound(webhookId)
    requireVersion(row.version)
    await markDeleted(tx, tenantId, webhookId, by.wall)
    await recordDeed(tx, tenantId, by, 'webhook.deleted', webhookId, { url: row.url })
  })
  while ((await deleteWaitingOf(db, tenantId, webhookId, portion)) === portion);
}

/**
 * Drops what still waits for deleted webhooks: a process died, or a consumer wrote it while one was deleted. Then takes
 * away the rows of those deleted before a time.
 */
export async function sweepDeletedWebhooks(db: Db, deletedBefore: Date, signal?: AbortSignal): Promise<void> {
  while (!signal?.aborted && (await deleteAbandoned(db, portion)) === portion);
  await deleteDeletedWebhooks(db, deletedBefore)
}
