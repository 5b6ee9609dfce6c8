import { sql } from 'kysely'
import { lowestIdAt } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import type { StateFigures } from './campaigns.sql.ts'
import { isOnShow, tenantNow } from './on-show.sql.ts'
import { isNotShown } from './outbox.sql.ts'

/** Of sends that are gone: of one campaign, or of none. */
export interface GoneFigures extends StateFigures {
  readonly campaign_id: string | null
  readonly unsubscribed: number
}

/** Takes away some that ended and are not on show, of those made before an id. Answers how many they were. */
export async function deleteEndedSends(
  tx: Tx,
  tenantId: string,
  below: string,
  count: number,
): Promise<GoneFigures[]> {
  const { rows } = await sql<GoneFigures>`
    with gone as (
      delete from message_sends where tenant_id = ${tenantId} and id = any(array(
        select id from message_sends send
        where tenant_id = ${tenantId} and id < ${below} and state not in ('waiting', 'sending')
          and not ${isOnShow(tenantNow(tenantId))}
        order by id limit ${count} for update skip locked
      )) returning lane_id, state, opened_at, clicked_at, unsubscribed_at
    )
    select campaign.id as campaign_id, gone.state, count(*) as count, count(opened_at) as opened,
      count(clicked_at) as clicked, count(unsubscribed_at) as unsubscribed
    from gone left join campaigns campaign on campaign.tenant_id = ${tenantId} and campaign.id = gone.lane_id
    group by campaign.id, gone.state`.execute(tx)
  return rows
}

/** Adds to what a campaign has of sends that are gone. */
export async function keepFigures(
  tx: Tx,
  tenantId: string,
  campaignId: string,
  figures: readonly GoneFigures[],
): Promise<void> {
  await sql`
    insert into campaign_figures as kept (tenant_id, campaign_id, state, count, opened, clicked, unsubscribed)
    select ${tenantId}::uuid, ${campaignId}::uuid, state, count, opened, clicked, unsubscribed
    from unnest(
      ${figures.map(each => each.state)}::text[], ${figures.map(each => each.count)}::int[],
      ${figures.map(each => each.opened)}::int[], ${figures.map(each => each.clicked)}::int[],
      ${figures.map(each => each.unsubscribed)}::int[]
    ) as given (state, count, opened, clicked, unsubscribed)
    on conflict (tenant_id, campaign_id, state) do update set count = kept.count + excluded.count,
      opened = kept.opened + excluded.opened, clicked = kept.clicked + excluded.clicked,
      unsubscribed = kept.unsubscribed + excluded.unsubscribed`.execute(tx)
}

/** Takes away some orders of transactions with ids before one, of which nothing is to come any more. Answers how many. */
export async function deleteOldOrders(
  tx: Tx,
  tenantId: string,
  below: string,
  count: number,
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from message_transactions where tenant_id = ${tenantId} and id = any(array(
      select id from message_transactions where tenant_id = ${tenantId} and id < ${below} and not is_open
      order by id limit ${count} for update skip locked
    ))`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/** Takes away some of what was captured before a time, by the machine's clock and by the tenant's, and is not on show. */
export async function deleteOldCaptured(
  tx: Tx,
  tenantId: string,
  before: Date,
  count: number,
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from message_outbox where tenant_id = ${tenantId} and id = any(array(
      select id from message_outbox captured
      where tenant_id = ${tenantId} and id < ${lowestIdAt(before)} and captured_at < ${before}
        and ${isNotShown(tenantId)}
      order by id limit ${count}
    ))`.execute(tx)
  return Number(numAffectedRows ?? 0)
}
