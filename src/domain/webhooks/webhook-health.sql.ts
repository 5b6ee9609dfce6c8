import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'

export interface HealthRow {
  readonly id: string
  readonly url: string
  readonly description: string
  readonly disabled_at: Date | null
  readonly disabled_reason: string | null
  readonly failing_since: Date | null
  readonly waiting: number
  readonly oldest_due_at: Date | null
  readonly failed: number
}

/** How each webhook is: what waits and what failed since an id, each counted up to a number. */
export async function selectHealth(
  db: Db,
  tenantId: string,
  sinceId: string,
  most: number,
): Promise<HealthRow[]> {
  const { rows } = await sql<HealthRow>`
    select webhook.id, url, description, disabled_at, disabled_reason, failing_since, waiting.count as waiting,
      waiting.oldest as oldest_due_at, failed.count as failed
    from webhooks webhook
    cross join lateral (
      select count(*) as count, min(due_at) as oldest from (
        select due_at from webhook_deliveries
        where tenant_id = ${tenantId} and webhook_id = webhook.id and state = 'waiting' order by due_at limit ${most}
      ) one
    ) waiting
    cross join lateral (
      select count(*) as count from (
        select 1 from webhook_deliveries
        where tenant_id = ${tenantId} and webhook_id = webhook.id and state = 'failed' and id >= ${sinceId}::uuid
        limit ${most}
      ) one
    ) failed
    where webhook.tenant_id = ${tenantId} and webhook.deleted_at is null order by webhook.id`.execute(db)
  return rows
}
