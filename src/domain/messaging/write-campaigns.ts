import { isUuid, newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { type Campaign, type CampaignState, fromRow } from './campaign.ts'
import {
  type CampaignChange,
  deleteCampaignRow,
  insertCampaign,
  insertRecipients,
  lockCampaign,
  rewriteCampaign,
  updateCampaign,
} from './campaigns.sql.ts'
import { type CampaignInput, checkCampaign } from './check-campaign.ts'
import { campaignInvalid, campaignNotFound, campaignStateWrong } from './errors.ts'
import { setLane, setLaneRate, writeCampaignLane } from './lanes.sql.ts'
import { readTemplate } from './read-templates.ts'

/** Makes a draft. Throws `campaign-invalid`, `template-not-found`, `segment-not-found`. */
export async function createCampaign(
  tx: Tx,
  tenantId: string,
  input: CampaignInput,
  at: Date,
): Promise<Campaign> {
  const campaign = await checkCampaign(tx, tenantId, input)
  return fromRow(await insertCampaign(tx, tenantId, newId(), campaign, at))
}

const isOver = ({ state }: Campaign) => state === 'stopped' || state === 'done'

/**
 * Changes a campaign to what `change` makes of the present one, which stands under a lock: all of a draft but its kind, and
 * of one that was started its name and its rate. Throws `campaign-not-found`, `campaign-state-wrong`, `campaign-invalid`,
 * `template-not-found`, `segment-not-found`.
 */
export async function changeCampaign(
  tx: Tx,
  tenantId: string,
  campaignId: string,
  change: (present: Campaign) => CampaignInput,
  at: Date,
): Promise<Campaign> {
  const present = await lockedCampaign(tx, tenantId, campaignId)
  const wanted = await checkCampaign(tx, tenantId, change(present))
  if (wanted.kind !== present.kind) throw campaignInvalid([{ field: 'kind', message: 'cannot be changed' }])
  const ofDraft = (campaign: CampaignInput) =>
    JSON.stringify([campaign.templateId, campaign.segmentId, campaign.context])
  const isOfDraft = ofDraft(wanted) !== ofDraft(present)
  if (isOver(present) || (isOfDraft && present.state !== 'draft'))
    throw campaignStateWrong(present.state, isOfDraft ? 'changed in what it sends and to whom' : 'changed')
  await setLaneRate(tx, tenantId, present.id, wanted.perSecond)
  return fromRow(await rewriteCampaign(tx, tenantId, present.id, wanted, at))
}

/**
 * Takes a draft away, with its list of recipients. `admit` is given the present one, under a lock, and may throw. Throws
 * `campaign-not-found`, `campaign-state-wrong`.
 */
export async function deleteCampaign(
  tx: Tx,
  tenantId: string,
  campaignId: string,
  admit: (present: Campaign) => void = () => {},
): Promise<void> {
  const present = await lockedCampaign(tx, tenantId, campaignId)
  admit(present)
  if (present.state !== 'draft') throw campaignStateWrong(present.state, 'deleted')
  await deleteCampaignRow(tx, tenantId, present.id)
}

/**
 * Lists contacts as recipients of a broadcast that was not started. Those that are recipients already, or are no
 * contacts, are passed over. Answers how many are new. Throws `campaign-not-found`, `campaign-state-wrong`.
 */
export async function addRecipients(
  tx: Tx,
  tenantId: string,
  campaignId: string,
  contactIds: readonly string[],
): Promise<number> {
  const { id, kind, state } = await lockedCampaign(tx, tenantId, campaignId)
  if (kind !== 'broadcast' || state !== 'draft') throw campaignStateWrong(state, 'given recipients')
  return insertRecipients(tx, tenantId, id, contactIds.filter(isUuid))
}

/**
 * Starts a campaign, at once or at a time on the tenant's clock. Throws `campaign-not-found`, `campaign-state-wrong`,
 * `template-not-found`.
 */
export async function startCampaign(
  tx: Tx,
  tenantId: string,
  campaignId: string,
  { startsAt }: { startsAt?: Date },
  at: Date,
): Promise<Campaign> {
  const campaign = await lockedCampaign(tx, tenantId, campaignId)
  if (campaign.state !== 'draft') throw campaignStateWrong(campaign.state, 'started')
  const { channel } = await readTemplate(tx, tenantId, campaign.templateId)
  const isLater = startsAt !== undefined && startsAt > at
  const { id, perSecond } = campaign
  await writeCampaignLane(tx, tenantId, { id, channel, isOpen: true, perSecond })
  const isScheduled = campaign.kind === 'broadcast' && isLater
  const change: CampaignChange = {
    state: isScheduled ? 'scheduled' : 'running',
    starts_at: startsAt ?? at,
    started_at: isScheduled ? null : at,
  }
  return fromRow(await updateCampaign(tx, tenantId, campaign.id, change, at))
}

/** What is not being handed over at this moment waits. Throws `campaign-not-found`, `campaign-state-wrong`. */
export const pauseCampaign = (tx: Tx, tenantId: string, campaignId: string, at: Date): Promise<Campaign> =>
  turn(
    tx,
    tenantId,
    campaignId,
    { from: ['scheduled', 'running'], word: 'paused', isOpen: false },
    at,
    () => ({
      state: 'paused',
    }),
  )

/** It goes on where it was. Throws `campaign-not-found`, `campaign-state-wrong`. */
export const resumeCampaign = (tx: Tx, tenantId: string, campaignId: string, at: Date): Promise<Campaign> =>
  turn(
    tx,
    tenantId,
    campaignId,
    { from: ['paused'], word: 'resumed', isOpen: true },
    at,
    ({ startedAt }) => ({
      state: startedAt === null ? 'scheduled' : 'running',
    }),
  )

/**
 * Ends a campaign for good. What waits is cancelled, some at a time: see work-campaigns.ts. Throws
 * `campaign-not-found`, `campaign-state-wrong`.
 */
export const stopCampaign = (tx: Tx, tenantId: string, campaignId: string, at: Date): Promise<Campaign> =>
  turn(
    tx,
    tenantId,
    campaignId,
    { from: ['draft', 'scheduled', 'running', 'paused'], word: 'stopped', isOpen: false },
    at,
    () => ({ state: 'stopped', ended_at: at }),
  )

interface Turn {
  readonly from: readonly CampaignState[]
  readonly word: string
  /** Whether its sends may be claimed then. */
  readonly isOpen: boolean
}

async function turn(
  tx: Tx,
  tenantId: string,
  campaignId: string,
  { from, word, isOpen }: Turn,
  at: Date,
  change: (campaign: Campaign) => CampaignChange,
): Promise<Campaign> {
  const campaign = await lockedCampaign(tx, tenantId, campaignId)
  if (!from.includes(campaign.state)) throw campaignStateWrong(campaign.state, word)
  await setLane(tx, tenantId, campaign.id, isOpen)
  return fromRow(await updateCampaign(tx, tenantId, campaign.id, change(campaign), at))
}

async function lockedCampaign(tx: Tx, tenantId: string, campaignId: string): Promise<Campaign> {
  const row = isUuid(campaignId) ? await lockCampaign(tx, tenantId, campaignId) : undefined
  if (!row) throw campaignNotFound(campaignId.slice(0, 100))
  return fromRow(row)
}
