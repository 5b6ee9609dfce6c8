import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'

export interface RecordRow {
  readonly webhook_id: string
  readonly delivered: number
  readonly troubled: number
  readonly last_delivered_at: Date | null
  readonly last_failure: {
    readonly at: string
    readonly status: number | null
    readonly problem: string | null
  } | null
}

/** What came of the latest deliveries of a tenant, so many of all webhooks together, by webhook. */
export async function selectRecords(db: Db, tenantId: string, most: number): Promise<RecordRow[]> {
  const { rows } = await sql<RecordRow>`
    select webhook_id, count(*) filter (where state = 'delivered') as delivered,
      count(*) filter (where state <> 'delivered' and failure is not null) as troubled,
      max(ended_at) filter (where state = 'delivered') as last_delivered_at,
      (array_agg(failure order by (failure->>'at')::timestamptz desc) filter (where failure is not null))[1]
        as last_failure
    from (
      select webhook_id, state, ended_at, attempts from webhook_deliveries
      where tenant_id = ${tenantId} order by id desc limit ${most}
    ) latest
    left join lateral (
      select attempt - 'answer' as failure from jsonb_array_elements(attempts) attempt
      where attempt->>'problem' is not null or coalesce((attempt->>'status')::int, 0) not between 200 and 299
      order by (attempt->>'at')::timestamptz desc limit 1
    ) failed on true
    group by webhook_id`.execute(db)
  return rows
}
