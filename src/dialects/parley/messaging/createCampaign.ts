import { createCampaign as create } from '../../../domain/messaging/write-campaigns.ts'
import { operation } from '../../../http/operation.ts'
import { etag } from '../etag.ts'
import { CampaignBody, CampaignModel, toWireCampaign } from './campaign-model.ts'

export const createCampaign = operation({
  method: 'POST',
  path: '/campaigns',
  name: 'createCampaign',
  summary: 'Make the draft of a campaign',
  tag: 'Campaigns',
  scope: 'campaigns:write',
  body: CampaignBody,
  replies: { 201: CampaignModel },
  errors: ['campaign-invalid', 'template-not-found', 'segment-not-found'],
  async handle({ write, caller, body, now, href }) {
    const campaign = await write(tx => create(tx, caller.tenant.id, body, now))
    const headers = { ...etag(campaign.version), location: href(`/campaigns/${campaign.id}`) }
    return { status: 201, body: toWireCampaign(campaign), headers }
  },
})
