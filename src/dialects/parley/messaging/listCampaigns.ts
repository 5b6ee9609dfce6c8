import Type from 'typebox'
import { listCampaigns as list } from '../../../domain/messaging/read-campaigns.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { CampaignModel, toWireCampaign } from './campaign-model.ts'

/** The newest first. */
export const listCampaigns = operation({
  method: 'GET',
  path: '/campaigns',
  name: 'listCampaigns',
  summary: 'List campaigns',
  tag: 'Campaigns',
  scope: 'campaigns:read',
  query: Type.Object(pageQuery),
  replies: { 200: pageOf(CampaignModel) },
  errors: ['cursor-invalid'],
  async handle({ db, caller, query }) {
    return { status: 200, body: toWirePage(await list(db, caller.tenant.id, query), toWireCampaign) }
  },
})
