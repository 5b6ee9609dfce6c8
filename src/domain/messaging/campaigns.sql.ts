import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { CampaignRow } from '../../storage/tables-messaging.ts'

type Row = Selectable<CampaignRow>

export interface CampaignToWrite {
  readonly name: string
  readonly kind: string
  readonly templateId: string
  readonly segmentId: string | null
  readonly context: Readonly<Record<string, unknown>>
  readonly perSecond: number | null
}

const toRow = (campaign: CampaignToWrite) => ({
  name: campaign.name,
  kind: campaign.kind,
  template_id: campaign.templateId,
  segment_id: campaign.segmentId,
  context: JSON.stringify(campaign.context),
  per_second: campaign.perSecond,
})

export const insertCampaign = (
  tx: Tx,
  tenantId: string,
  id: string,
  campaign: CampaignToWrite,
  at: Date,
): Promise<Row> =>
  tx
    .insertInto('campaigns')
    .values({ tenant_id: tenantId, id, ...toRow(campaign), state: 'draft', created_at: at, updated_at: at })
    .returningAll()
    .executeTakeFirstOrThrow()

/** As it is wanted now. */
export const rewriteCampaign = (
  tx: Tx,
  tenantId: string,
  id: string,
  campaign: CampaignToWrite,
  at: Date,
): Promise<Row> =>
  tx
    .updateTable('campaigns')
    .set({ ...toRow(campaign), version: sql<number>`version + 1`, updated_at: at })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export const deleteCampaignRow = (tx: Tx, tenantId: string, id: string) =>
  tx.deleteFrom('campaigns').where('tenant_id', '=', tenantId).where('id', '=', id).execute()

export const lockCampaign = (tx: Tx, tenantId: string, id: string): Promise<Row | undefined> =>
  tx
    .selectFrom('campaigns')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export type CampaignChange = Partial<
  Pick<Row, 'state' | 'starts_at' | 'started_at' | 'gathered_after' | 'gathered_at' | 'ended_at'>
>

/** `at` is when somebody changed it; without it, it goes its way, and its version stays. */
export const updateCampaign = (
  tx: Tx,
  tenantId: string,
  id: string,
  change: CampaignChange,
  at?: Date,
): Promise<Row> =>
  tx
    .updateTable('campaigns')
    .set({ ...change, ...(at && { version: sql<number>`version + 1`, updated_at: at }) })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

/** The newest first, below an id. */
export const selectCampaigns = (
  db: Db,
  tenantId: string,
  below: string | undefined,
  count: number,
): Promise<Row[]> =>
  db
    .selectFrom('campaigns')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .$if(below !== undefined, query => query.where('id', '<', below!))
    .orderBy('id', 'desc')
    .limit(count)
    .execute()

export const selectCampaign = (db: Db, tenantId: string, id: string): Promise<Row | undefined> =>
  db
    .selectFrom('campaigns')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Of the contacts those that are there become recipients. Answers how many were none before. */
export async function insertRecipients(
  tx: Tx,
  tenantId: string,
  campaignId: string,
  contactIds: readonly string[],
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into campaign_recipients (tenant_id, campaign_id, contact_id)
    select ${tenantId}::uuid, ${campaignId}::uuid, contact.id from unnest(${contactIds}::uuid[]) as wanted
    cross join lateral (select id from contacts where tenant_id = ${tenantId} and id = wanted limit 1) contact
    on conflict do nothing`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/** The next listed recipients, by contact. */
export async function selectRecipientIds(
  tx: Tx,
  tenantId: string,
  campaignId: string,
  after: string | null,
  count: number,
): Promise<string[]> {
  const rows = await tx
    .selectFrom('campaign_recipients')
    .select('contact_id')
    .where('tenant_id', '=', tenantId)
    .where('campaign_id', '=', campaignId)
    .$if(after !== null, query => query.where('contact_id', '>', after!))
    .orderBy('contact_id')
    .limit(count)
    .execute()
  return rows.map(row => row.contact_id)
}

/** Of the sends of a campaign in one state. */
export interface StateFigures {
  readonly campaignId: string
  readonly state: string
  readonly count: number
  readonly opened: number
  readonly clicked: number
}

export interface WorkingCampaign {
  readonly tenant_id: string
  readonly id: string
  readonly clock_offset_ms: number
  readonly clock_frozen_at: Date | null
}

/** Broadcasts at work, of all tenants: those whose time has come, whose recipients are not gathered, or that may be over. */
export async function selectWorking(db: Db): Promise<WorkingCampaign[]> {
  const { rows } = await sql<WorkingCampaign>`/* select_working_campaigns */
    select campaign.tenant_id, campaign.id, clock_offset_ms, clock_frozen_at
    from campaigns campaign join tenants on tenants.id = campaign.tenant_id
    where campaign.state in ('scheduled', 'running') and campaign.kind = 'broadcast'
      and campaign.starts_at <= tenant_time(clock_offset_ms, clock_frozen_at)
    order by campaign.tenant_id, campaign.id`.execute(db)
  return rows
}

/** The same row as lockCampaign's, unless somebody else works on it. */
export const tryLockCampaign = (tx: Tx, tenantId: string, id: string): Promise<Row | undefined> =>
  tx
    .selectFrom('campaigns')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()

/** Whether anything of the lane waits or is being handed over. */
export async function hasOpenSends(tx: Tx, tenantId: string, laneId: string): Promise<boolean> {
  const { rows } = await sql<{ open: boolean }>`
    select exists (select 1 from message_sends where tenant_id = ${tenantId} and lane_id = ${laneId}
        and state = 'waiting')
      or exists (select 1 from message_sends where tenant_id = ${tenantId} and lane_id = ${laneId}
        and state = 'sending') as open`.execute(tx)
  return rows[0]!.open
}

/** How many sends of campaigns there are in each state, and were, before they were forgotten; how many opened, clicked. */
export async function countSends(db: Db, tenantId: string, campaignIds: readonly string[]) {
  const { rows } = await sql<StateFigures>`
    select campaign_id as "campaignId", state, sum(count)::bigint as count, sum(opened)::bigint as opened,
      sum(clicked)::bigint as clicked
    from (
      select lane_id as campaign_id, state, count(*) as count, count(opened_at) as opened, count(clicked_at) as clicked
      from message_sends where tenant_id = ${tenantId} and lane_id = any(${campaignIds}::uuid[]) group by lane_id, state
      union all
      select campaign_id, state, count, opened, clicked from campaign_figures
      where tenant_id = ${tenantId} and campaign_id = any(${campaignIds}::uuid[])
    ) known group by campaign_id, state`.execute(db)
  return rows
}

/** Whom a broadcast would go to if it were started now: who is listed, and who is in its segment and not listed. */
export async function countRecipients(
  db: Db,
  tenantId: string,
  campaignId: string,
  segmentId: string | null,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from campaign_recipients where tenant_id = ${tenantId} and campaign_id = ${campaignId})
      + (select count(*) from segment_members where tenant_id = ${tenantId} and segment_id = ${segmentId}::uuid)
      - (select count(*) from campaign_recipients listed
          join segment_members member on member.tenant_id = listed.tenant_id and member.contact_id = listed.contact_id
          where listed.tenant_id = ${tenantId} and campaign_id = ${campaignId} and segment_id = ${segmentId}::uuid)
      as count`.execute(db)
  return rows[0]!.count
}
