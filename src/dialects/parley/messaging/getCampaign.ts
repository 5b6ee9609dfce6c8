import { readCampaign } from '../../../domain/messaging/read-campaigns.ts'
import { operation } from '../../../http/operation.ts'
import { etag } from '../etag.ts'
import { CampaignDetail, campaignParams, toWireCampaign, toWireFigures } from './campaign-model.ts'

export const getCampaign = operation({
  method: 'GET',
  path: '/campaigns/{campaignId}',
  name: 'getCampaign',
  summary: 'Read a campaign and what became of its sends',
  tag: 'Campaigns',
  scope: 'campaigns:read',
  params: campaignParams,
  replies: { 200: CampaignDetail },
  errors: ['campaign-not-found'],
  async handle({ db, caller, params }) {
    const { campaign, figures, recipients } = await readCampaign(db, caller.tenant.id, params.campaignId)
    const body = { ...toWireCampaign(campaign), figures: toWireFigures(figures), recipients }
    return { status: 200, body, headers: etag(campaign.version) }
  },
})
