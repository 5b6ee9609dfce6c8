import { resumeCampaign as resume } from '../../../domain/messaging/write-campaigns.ts'
import { turnCampaignOperation } from './turn-campaign-operation.ts'

export const resumeCampaign = turnCampaignOperation(
  'resume',
  'resumeCampaign',
  'Let a paused campaign go on',
  resume,
)
