import Type from 'typebox'
import { readContact } from '../../../domain/contacts/read-contact.ts'
import { readSend } from '../../../domain/messaging/read-sends.ts'
import { sendByCampaign as send } from '../../../domain/messaging/send-by-campaign.ts'
import { operation } from '../../../http/operation.ts'
import { newId } from '../../../kernel/ids.ts'
import { campaignParams } from './campaign-model.ts'
import { SendModel, toWireSend } from './send-model.ts'
import { queued, timeNamed } from './send-times.ts'

/** Queues one message of a transactional campaign. With the key of an earlier one it answers that one, with 200. */
export const sendByCampaign = operation({
  method: 'POST',
  path: '/campaigns/{campaignId}/sends',
  name: 'sendByCampaign',
  summary: 'Send a contact the message of a transactional campaign',
  tag: 'Campaigns',
  scope: 'messages:write',
  params: campaignParams,
  body: Type.Object({
    contactId: Type.String(),
    context: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    dedupeKey: Type.Optional(Type.String({ minLength: 1, maxLength: 400 })),
    expiresAt: Type.Optional(Type.String({ description: 'Not after then.' })),
  }),
  replies: { 200: SendModel, 201: SendModel },
  errors: [
    'campaign-not-found',
    'campaign-state-wrong',
    'contact-not-found',
    'contact-id-invalid',
    'send-invalid',
  ],
  async handle({ write, caller, params, body, now, href }) {
    const { tenant } = caller
    const { context = {}, dedupeKey = newId() } = body
    const times = timeNamed('expiresAt', body.expiresAt)
    const { made, isNew } = await write(async tx => {
      const { id: contactId } = await readContact(tx, tenant, body.contactId)
      const wanted = { contactId, context, dedupeKey, ...times }
      const outcome = queued(await send(tx, tenant.id, params.campaignId, wanted, now))
      return { made: await readSend(tx, tenant.id, outcome.id), isNew: outcome.isNew }
    })
    const headers = { location: href(`/sends/${made.id}`) }
    return { status: isNew ? 201 : 200, body: toWireSend(made), headers }
  },
})
