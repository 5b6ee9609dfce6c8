import { pauseCampaign as pause } from '../../../domain/messaging/write-campaigns.ts'
import { turnCampaignOperation } from './turn-campaign-operation.ts'

export const pauseCampaign = turnCampaignOperation(
  'pause',
  'pauseCampaign',
  'Send nothing of a campaign for the time being',
  pause,
)
