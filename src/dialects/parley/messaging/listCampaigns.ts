import Type from 'typebox'
import { listCampaigns as list, listCountedCampaigns } from '../../../domain/messaging/read-campaigns.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { CampaignItem, toWireCampaign, toWireFigures } from './campaign-model.ts'

/** The newest first. */
export const listCampaigns = operation({
  method: 'GET',
  path: '/campaigns',
  name: 'listCampaigns',
  summary: 'List campaigns',
  tag: 'Campaigns',
  scope: 'campaigns:read',
  query: Type.Object({
    ...pageQuery,
    figures: Type.Optional(Type.Boolean({ description: 'With what became of the sends of each.' })),
  }),
  replies: { 200: pageOf(CampaignItem) },
  errors: ['cursor-invalid'],
  async handle({ db, caller, query: { figures: isCounted = false, ...page } }) {
    const { id } = caller.tenant
    if (!isCounted) return { status: 200, body: toWirePage(await list(db, id, page), toWireCampaign) }
    const counted = await listCountedCampaigns(db, id, page)
    const body = toWirePage(counted, ({ campaign, figures }) => ({
      ...toWireCampaign(campaign),
      figures: toWireFigures(figures),
    }))
    return { status: 200, body }
  },
})
