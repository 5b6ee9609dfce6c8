import { isUuid } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { fromRow } from './campaign.ts'
import { selectCampaign } from './campaigns.sql.ts'
import { campaignNotFound, campaignStateWrong } from './errors.ts'
import { type QueueOutcome, queueSends } from './queue-sends.ts'
import { readTemplate } from './read-templates.ts'

/** One message of a transactional campaign. */
export interface CampaignSend {
  readonly contactId: string
  readonly context: Readonly<Record<string, unknown>>
  readonly dedupeKey: string
  readonly expiresAt?: Date
}

/**
 * Queues a message of a transactional campaign that runs. What the campaign has as context is there beneath what is
 * given. Throws `campaign-not-found`, `campaign-state-wrong`, `template-not-found`.
 */
export async function sendByCampaign(
  tx: Tx,
  tenantId: string,
  campaignId: string,
  { contactId, context, dedupeKey, ...times }: CampaignSend,
  at: Date,
): Promise<QueueOutcome> {
  const row = isUuid(campaignId) ? await selectCampaign(tx, tenantId, campaignId) : undefined
  if (!row) throw campaignNotFound(campaignId.slice(0, 100))
  const campaign = fromRow(row)
  if (campaign.kind !== 'transactional' || campaign.state !== 'running')
    throw campaignStateWrong(campaign.state, 'used for a single message')
  const { id, channel } = await readTemplate(tx, tenantId, campaign.templateId)
  const send = {
    contactId,
    templateId: id,
    channel,
    origin: { kind: 'campaign', id: campaign.id } as const,
    context: { ...campaign.context, ...context },
    dedupeKey: `campaign:${campaign.id}:${dedupeKey}`,
    laneId: campaign.id,
    ...times,
  }
  return (await queueSends(tx, tenantId, [send], at))[0]!
}
