import { stopCampaign as stop } from '../../../domain/messaging/write-campaigns.ts'
import { turnCampaignOperation } from './turn-campaign-operation.ts'

export const stopCampaign = turnCampaignOperation('stop', 'stopCampaign', 'End a campaign for good', stop)
