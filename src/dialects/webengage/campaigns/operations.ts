import type { Operation } from '../../../http/operation.ts'
import { auditCampaigns } from './auditCampaigns.ts'
import { getCampaignStats } from './getCampaignStats.ts'

export const campaignOperations: readonly Operation[] = [auditCampaigns, getCampaignStats]
