import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'

/** How many wait or are being sent, and of the other states how many were made since a moment; over all tenants. */
export async function selectSendCounts(db: Db, since: Date): Promise<{ state: string; count: number }[]> {
  const { rows } = await sql<{ state: string; count: number }>`
    select state, count(*) from message_sends where state in ('waiting', 'sending') group by 1
    union all
    select recent.state, count(*) from tenants cross join lateral (
      select state from message_sends where tenant_id = tenants.id and id >= lowest_id_at(${since})
        and state not in ('waiting', 'sending')
    ) recent group by 1`.execute(db)
  return rows
}

/** For how many seconds a send in an open lane has been due at most, on its tenant's clock. */
export async function selectOldestDueSend(db: Db): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select coalesce(max(extract(epoch from greatest(due.age, interval '0'))), 0)::float8 as seconds
    from message_lanes lane join tenants on tenants.id = lane.tenant_id
    cross join lateral (
      select tenant_time(clock_offset_ms, clock_frozen_at) - due_at as age from message_sends
      where tenant_id = lane.tenant_id and lane_id = lane.id and state = 'waiting' order by due_at limit 1
    ) due
    where lane.is_open`.execute(db)
  return rows[0]!.seconds
}
