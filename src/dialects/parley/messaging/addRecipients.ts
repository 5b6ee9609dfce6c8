import Type from 'typebox'
import { addRecipients as add } from '../../../domain/messaging/write-campaigns.ts'
import { operation } from '../../../http/operation.ts'
import { campaignParams } from './campaign-model.ts'

/** As often as needed before the campaign is started. Who is one already, or is no contact, is passed over. */
export const addRecipients = operation({
  method: 'POST',
  path: '/campaigns/{campaignId}/recipients',
  name: 'addRecipients',
  summary: 'List contacts as recipients of a broadcast',
  tag: 'Campaigns',
  scope: 'campaigns:write',
  params: campaignParams,
  body: Type.Object({
    contactIds: Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 5000 }),
  }),
  replies: { 200: Type.Object({ added: Type.Integer() }) },
  errors: ['campaign-not-found', 'campaign-state-wrong'],
  async handle({ write, caller, params, body }) {
    const added = await write(tx => add(tx, caller.tenant.id, params.campaignId, body.contactIds))
    return { status: 200, body: { added } }
  },
})
