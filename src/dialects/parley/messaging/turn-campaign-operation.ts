import type { Campaign } from '../../../domain/messaging/campaign.ts'
import { operation } from '../../../http/operation.ts'
import type { Tx } from '../../../storage/driver.ts'
import { etag } from '../etag.ts'
import { CampaignModel, campaignParams, toWireCampaign } from './campaign-model.ts'

type Turn = (tx: Tx, tenantId: string, campaignId: string, at: Date) => Promise<Campaign>

/** What the operations that bring a campaign into another state have in common. */
export const turnCampaignOperation = (word: string, name: string, summary: string, turn: Turn) =>
  operation({
    method: 'POST',
    path: `/campaigns/{campaignId}/${word}`,
    name,
    summary,
    tag: 'Campaigns',
    scope: 'campaigns:write',
    params: campaignParams,
    replies: { 200: CampaignModel },
    errors: ['campaign-not-found', 'campaign-state-wrong'],
    async handle({ write, caller, params, now }) {
      const campaign = await write(tx => turn(tx, caller.tenant.id, params.campaignId, now))
      return { status: 200, body: toWireCampaign(campaign), headers: etag(campaign.version) }
    },
  })
