import { readBacklog } from '../domain/webhooks/list-deliveries.ts'
import type { Gauges } from '../http/metrics.ts'
import type { Db } from '../storage/driver.ts'

/** Reads how many deliveries wait, and how late the latest is, when someone looks. */
export async function readWebhookGauges(db: Db, gauges: Gauges): Promise<void> {
  const backlog = await readBacklog(db).catch(() => undefined) // without the database the other figures are still worth having
  if (!backlog) return
  gauges.webhooksWaiting.set(backlog.waiting)
  gauges.webhooksOldestDue.set(backlog.oldestDueSeconds)
}
