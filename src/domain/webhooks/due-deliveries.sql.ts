import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'

/** How many attempts to enabled webhooks fall due up to a time, and when the first; each webhook counts up to a number. */
export async function selectDueDeliveries(
  db: Db,
  tenantId: string,
  until: Date,
  most: number,
): Promise<{ count: number; first: Date | null }> {
  const { rows } = await sql<{ count: number; first: Date | null }>`
    select count(due_at) as count, min(due_at) as first from webhooks webhook
    cross join lateral (
      select due_at from webhook_deliveries
      where tenant_id = ${tenantId} and webhook_id = webhook.id and state = 'waiting' and due_at <= ${until}
      order by due_at limit ${most}
    ) due
    where webhook.tenant_id = ${tenantId} and webhook.disabled_at is null`.execute(db)
  return rows[0]!
}
