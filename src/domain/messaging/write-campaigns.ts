import type { Fault } from '../../kernel/domain-error.ts'
import { isUuid, newId } from '../../kernel/ids.ts'
import { isStorableText, storageFaults } from '../../kernel/storable.ts'
import type { Tx } from '../../storage/driver.ts'
import { readSegment } from '../segments/read-segments.ts'
import { type Campaign, type CampaignKind, type CampaignState, campaignKinds, fromRow } from './campaign.ts'
import {
  type CampaignChange,
  insertCampaign,
  insertRecipients,
  lockCampaign,
  updateCampaign,
} from './campaigns.sql.ts'
import { campaignInvalid, campaignNotFound, campaignStateWrong } from './errors.ts'
import { setLane, writeCampaignLane } from './lanes.sql.ts'
import { readTemplate } from './read-templates.ts'

export interface CampaignInput {
  readonly name: string
  readonly kind: string
  readonly templateId: string
  readonly segmentId?: string | null
  readonly context?: Readonly<Record<string, unknown>>
  readonly perSecond?: number | null
}

const mostPerSecond = 100_000
const mostContextCharacters = 65_536

/** Makes a draft. Throws `campaign-invalid`, `template-not-found`, `segment-not-found`. */
export async function createCampaign(
  tx: Tx,
  tenantId: string,
  input: CampaignInput,
  at: Date,
): Promise<Campaign> {
  const faults: Fault[] = []
  const add = (field: string, isFine: boolean, message: string) => isFine || faults.push({ field, message })
  const { name, kind, templateId, segmentId = null, context = {}, perSecond = null } = input
  add(
    'name',
    name !== '' && name.length <= 200 && isStorableText(name),
    'must be a text of 1 to 200 characters',
  )
  add('kind', campaignKinds.includes(kind as CampaignKind), `must be one of ${campaignKinds.join(', ')}`)
  add(
    'segmentId',
    segmentId === null || (kind === 'broadcast' && isUuid(segmentId)),
    'must be the id of a segment, of a broadcast',
  )
  const isFine =
    storageFaults(context).length === 0 && JSON.stringify(context).length <= mostContextCharacters
  add('context', isFine, `must be at most ${mostContextCharacters} characters of JSON that can be stored`)
  const isRate =
    perSecond === null || (Number.isInteger(perSecond) && perSecond >= 1 && perSecond <= mostPerSecond)
  add('perSecond', isRate, `must be an integer from 1 to ${mostPerSecond}`)
  if (faults.length > 0) throw campaignInvalid(faults)
  if (segmentId !== null) await readSegment(tx, tenantId, segmentId)
  const template = await readTemplate(tx, tenantId, templateId)
  const campaign = { name, kind, templateId: template.id, segmentId, context, perSecond }
  return fromRow(await insertCampaign(tx, tenantId, newId(), campaign, at))
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
  const { id, kind, state } = await present(tx, tenantId, campaignId)
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
  const campaign = await present(tx, tenantId, campaignId)
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
  const campaign = await present(tx, tenantId, campaignId)
  if (!from.includes(campaign.state)) throw campaignStateWrong(campaign.state, word)
  await setLane(tx, tenantId, campaign.id, isOpen)
  return fromRow(await updateCampaign(tx, tenantId, campaign.id, change(campaign), at))
}

async function present(tx: Tx, tenantId: string, campaignId: string): Promise<Campaign> {
  const row = isUuid(campaignId) ? await lockCampaign(tx, tenantId, campaignId) : undefined
  if (!row) throw campaignNotFound(campaignId.slice(0, 100))
  return fromRow(row)
}
