import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'

/** When sends were made: from a moment on, and before another one. */
export interface Period {
  readonly from?: Date | undefined
  readonly to?: Date | undefined
}

export interface StatsRow {
  readonly state: string
  readonly reason: string | null
  readonly count: number
  readonly opened: number
  readonly clicked: number
  /** All clicks, also the second one of a contact. */
  readonly clicks: number
  /** After how many of them the contact left its channel by the message. */
  readonly unsubscribed: number
}

/** Of the table that is called `send`. */
export const within = ({ from, to }: Period) => sql`
  and (${from ?? null}::timestamptz is null or send.created_at >= ${from ?? null}::timestamptz)
  and (${to ?? null}::timestamptz is null or send.created_at < ${to ?? null}::timestamptz)`

/** The sends of a campaign by what became of them. Without a period those that are gone are counted, too, without reasons. */
export async function selectStats(
  db: Db,
  tenantId: string,
  campaignId: string,
  period: Period,
): Promise<StatsRow[]> {
  const isWhole = period.from === undefined && period.to === undefined
  const { rows } = await sql<StatsRow>`
    select state, reason, count(*) as count, count(opened_at) as opened, count(clicked_at) as clicked,
      coalesce(sum(clicks), 0)::bigint as clicks, count(unsubscribed_at) as unsubscribed
    from message_sends send
    where send.tenant_id = ${tenantId} and send.lane_id = ${campaignId} ${within(period)}
    group by state, reason
    union all
    select state, null, count, opened, clicked, clicked, unsubscribed from campaign_figures
    where tenant_id = ${tenantId} and campaign_id = ${campaignId} and ${isWhole}::boolean`.execute(db)
  return rows
}

export interface PlaceRow {
  /** In the orders: 1 is tried first. */
  readonly place: number
  readonly state: string
  readonly count: number
}

/** Of sends by orders in which campaigns stand in for one another: at which place of its order the campaign was. */
export async function selectPlaces(
  db: Db,
  tenantId: string,
  campaignId: string,
  period: Period,
): Promise<PlaceRow[]> {
  const { rows } = await sql<PlaceRow>`
    select ordered.place, send.state, count(*) as count
    from message_sends send
    cross join lateral (
      select array_position(campaign_ids, ${campaignId}::uuid) as place from message_transactions
      where tenant_id = send.tenant_id and mode <> 'all' and id = case
        when right(send.dedupe_key, 36) ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
        then right(send.dedupe_key, 36)::uuid end
      limit 1
    ) ordered
    where send.tenant_id = ${tenantId} and send.lane_id = ${campaignId} and ordered.place is not null
      ${within(period)}
    group by 1, 2 order by 1, 2`.execute(db)
  return rows
}
