import type { TenantClock } from '../../kernel/clock.ts'
import { writeCursor } from '../../kernel/cursor.ts'
import { DomainError } from '../../kernel/domain-error.ts'
import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { listMembers } from '../segments/read-segments.ts'
import { type Campaign, fromRow, recipientKey } from './campaign.ts'
import {
  hasOpenSends,
  selectRecipientIds,
  selectWorking,
  tryLockCampaign,
  updateCampaign,
} from './campaigns.sql.ts'
import { selectStoppedLanes, setLane } from './lanes.sql.ts'
import { queueSends } from './queue-sends.ts'
import { factOf } from './send-fact.ts'
import { cancelWaiting } from './sends.sql.ts'
import { selectTemplates } from './templates.sql.ts'

/** A broadcast that has something to do. */
export interface WorkingCampaign {
  readonly tenantId: string
  readonly campaignId: string
  readonly clock: TenantClock
}

/** So many recipients get their send in one transaction. */
const portion = 500

export async function readWorkingCampaigns(db: Db): Promise<WorkingCampaign[]> {
  return (await selectWorking(db)).map(row => ({
    tenantId: row.tenant_id,
    campaignId: row.id,
    clock: { clockOffsetMs: row.clock_offset_ms, clockFrozenAt: row.clock_frozen_at },
  }))
}

/**
 * Takes a broadcast one step further, in one transaction: starts it, writes the sends of its next recipients, or ends
 * it when nothing is left. Where it stands is written with what was done, so whoever comes next goes on there. Answers
 * whether there may be more to do at once.
 */
export function workCampaign(db: Db, { tenantId, campaignId }: WorkingCampaign, at: Date): Promise<boolean> {
  return transact(db, async tx => {
    await lockEvents(tx, [tenantId])
    const row = await tryLockCampaign(tx, tenantId, campaignId)
    if (!row || (row.state !== 'scheduled' && row.state !== 'running')) return false
    const campaign = fromRow(row)
    if (campaign.state === 'scheduled')
      await updateCampaign(tx, tenantId, campaignId, { state: 'running', started_at: at })
    if (campaign.gatheredAt === null) return gather(tx, tenantId, campaign, row.gathered_after, at)
    if (await hasOpenSends(tx, tenantId, campaignId)) return false
    await updateCampaign(tx, tenantId, campaignId, { state: 'done', ended_at: at })
    await setLane(tx, tenantId, campaignId, false)
    await appendEvents(tx, [{ tenantId, type: 'campaign.done', data: { campaignId }, at }])
    return false
  })
}

/**
 * Writes the sends of the next recipients: those that are listed and those of the segment, both by contact. Without its
 * template or its segment a campaign is stopped.
 */
async function gather(
  tx: Tx,
  tenantId: string,
  { id: campaignId, templateId, segmentId, context }: Campaign,
  after: string | null,
  at: Date,
): Promise<boolean> {
  const [template] = await selectTemplates(tx, tenantId, [templateId])
  const members = segmentId === null ? [] : await membersAfter(tx, tenantId, segmentId, after)
  if (!template || !members) {
    await updateCampaign(tx, tenantId, campaignId, { state: 'stopped', ended_at: at })
    await setLane(tx, tenantId, campaignId, false)
    return false
  }
  const listed = await selectRecipientIds(tx, tenantId, campaignId, after, portion)
  const next = [...new Set([...listed, ...members])].sort().slice(0, portion)
  await queueSends(
    tx,
    tenantId,
    next.map(contactId => ({
      contactId,
      templateId,
      channel: template.channel,
      origin: { kind: 'campaign', id: campaignId },
      context,
      dedupeKey: recipientKey(campaignId, contactId),
      laneId: campaignId,
    })),
    at,
  )
  const isAll = next.length < portion
  await updateCampaign(tx, tenantId, campaignId, {
    gathered_after: next.at(-1) ?? after,
    gathered_at: isAll ? at : null,
  })
  return true
}

/** Undefined when there is no such segment any more. */
async function membersAfter(
  tx: Tx,
  tenantId: string,
  segmentId: string,
  after: string | null,
): Promise<string[] | undefined> {
  const page = { limit: portion, ...(after !== null && { cursor: writeCursor([after]) }) }
  try {
    return (await listMembers(tx, tenantId, segmentId, page)).items.map(({ contactId }) => contactId)
  } catch (error) {
    if (error instanceof DomainError && error.code === 'segment-not-found') return undefined
    throw error
  }
}

/** Cancels what waits of campaigns that were stopped. Answers the tenants concerned. */
export async function cancelStopped(db: Db, timeOf: (clock: TenantClock) => Date): Promise<string[]> {
  const lanes = await selectStoppedLanes(db)
  for (const { tenant_id: tenantId, id, clock_offset_ms, clock_frozen_at } of lanes) {
    const at = timeOf({ clockOffsetMs: clock_offset_ms, clockFrozenAt: clock_frozen_at })
    while (await cancelSome(db, tenantId, id, at));
  }
  return lanes.map(lane => lane.tenant_id)
}

function cancelSome(db: Db, tenantId: string, laneId: string, at: Date): Promise<boolean> {
  return transact(db, async tx => {
    await lockEvents(tx, [tenantId])
    const rows = await cancelWaiting(tx, tenantId, laneId, at, portion)
    await appendEvents(
      tx,
      rows.map(row => factOf(row, 'message.cancelled', at)),
    )
    return rows.length === portion
  })
}
