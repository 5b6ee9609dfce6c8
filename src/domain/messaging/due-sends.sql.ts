import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'

interface Due {
  readonly count: number
  readonly first: Date | null
}

/** How many sends in open lanes fall due up to a time, and when the first; each lane counts up to a number. */
export async function selectDueSends(db: Db, tenantId: string, until: Date, most: number): Promise<Due> {
  const { rows } = await sql<Due>`
    select count(due_at) as count, min(due_at) as first from message_lanes lane
    cross join lateral (
      select due_at from message_sends
      where tenant_id = ${tenantId} and lane_id = lane.id and state = 'waiting' and due_at <= ${until}
      order by due_at limit ${most}
    ) due
    where lane.tenant_id = ${tenantId} and lane.is_open`.execute(db)
  return rows[0]!
}

export async function selectDueCampaigns(db: Db, tenantId: string, until: Date): Promise<Due> {
  const { rows } = await sql<Due>`
    select count(*) as count, min(starts_at) as first from campaigns
    where tenant_id = ${tenantId} and state = 'scheduled' and starts_at <= ${until}`.execute(db)
  return rows[0]!
}
