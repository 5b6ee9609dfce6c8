import Type from 'typebox'
import { deleteCampaign as remove } from '../../../domain/messaging/write-campaigns.ts'
import { operation } from '../../../http/operation.ts'
import { ifMatch, requireMatch } from '../etag.ts'
import { campaignParams } from './campaign-model.ts'

/** With its list of recipients. What was started is stopped, not deleted: its figures stay. */
export const deleteCampaign = operation({
  method: 'DELETE',
  path: '/campaigns/{campaignId}',
  name: 'deleteCampaign',
  summary: 'Delete the draft of a campaign',
  tag: 'Campaigns',
  scope: 'campaigns:write',
  params: campaignParams,
  headers: Type.Object(ifMatch),
  replies: { 204: null },
  errors: ['campaign-not-found', 'campaign-state-wrong', 'version-mismatch'],
  async handle({ write, caller, params, headers }) {
    await write(tx =>
      remove(tx, caller.tenant.id, params.campaignId, ({ version }) =>
        requireMatch(headers['if-match'], version),
      ),
    )
    return { status: 204 }
  },
})
