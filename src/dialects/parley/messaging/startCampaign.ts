import Type from 'typebox'
import { startCampaign as start } from '../../../domain/messaging/write-campaigns.ts'
import { operation } from '../../../http/operation.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { readInstant } from '../../../kernel/instant.ts'
import { etag } from '../etag.ts'
import { CampaignModel, campaignParams, toWireCampaign } from './campaign-model.ts'

export const startCampaign = operation({
  method: 'POST',
  path: '/campaigns/{campaignId}/start',
  name: 'startCampaign',
  summary: 'Start a campaign, at once or at a time',
  tag: 'Campaigns',
  scope: 'campaigns:write',
  params: campaignParams,
  isBodyOptional: true,
  body: Type.Object({ startsAt: Type.Optional(Type.String({ description: 'Without it: at once.' })) }),
  replies: { 200: CampaignModel },
  errors: ['campaign-not-found', 'campaign-state-wrong', 'template-not-found'],
  async handle({ write, caller, params, body, now }) {
    const startsAt = body.startsAt === undefined ? undefined : readInstant(body.startsAt, 'offset-required')
    if (body.startsAt !== undefined && !startsAt)
      throw inputInvalid([{ field: 'startsAt', message: 'must be a date-time with an offset' }])
    const when = startsAt ? { startsAt } : {}
    const campaign = await write(tx => start(tx, caller.tenant.id, params.campaignId, when, now))
    return { status: 200, body: toWireCampaign(campaign), headers: etag(campaign.version) }
  },
})
