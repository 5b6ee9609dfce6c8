import Type from 'typebox'
import { changeCampaign } from '../../../domain/messaging/write-campaigns.ts'
import { operation } from '../../../http/operation.ts'
import { etag, ifMatch, requireMatch } from '../etag.ts'
import { CampaignModel, CampaignPatch, campaignParams, toWireCampaign } from './campaign-model.ts'

/** What is absent stays. Of a campaign that was started only the name and the rate can be changed. */
export const updateCampaign = operation({
  method: 'PATCH',
  path: '/campaigns/{campaignId}',
  name: 'updateCampaign',
  summary: 'Change what is given of a campaign',
  tag: 'Campaigns',
  scope: 'campaigns:write',
  params: campaignParams,
  headers: Type.Object(ifMatch),
  body: CampaignPatch,
  replies: { 200: CampaignModel },
  errors: [
    'campaign-not-found',
    'campaign-state-wrong',
    'campaign-invalid',
    'template-not-found',
    'segment-not-found',
    'version-mismatch',
  ],
  async handle({ write, caller, params, headers, body, now }) {
    const campaign = await write(tx =>
      changeCampaign(
        tx,
        caller.tenant.id,
        params.campaignId,
        present => {
          requireMatch(headers['if-match'], present.version)
          return { ...present, ...body }
        },
        now,
      ),
    )
    return { status: 200, body: toWireCampaign(campaign), headers: etag(campaign.version) }
  },
})
