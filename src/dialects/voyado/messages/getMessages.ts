import Type from 'typebox'
import { listMessages } from '../../../domain/messaging/read-messages.ts'
import { operation } from '../../../http/operation.ts'
import { PageQuery } from '../paging.ts'
import { MessagePage, toVoyadoMessage, voyadoChannels } from './translate.ts'

/** Voyado Engage › Contacts › GET contacts/{contactId}/messages, newest first. */
export const getMessages = operation({
  method: 'GET',
  path: '/contacts/{contactId}/messages',
  name: 'ContactMessage_GetMessagesByContactId',
  summary: "List a contact's messages",
  tag: 'Messages',
  scope: 'contacts:read',
  versions: ['v1', 'v2'],
  params: Type.Object({ contactId: Type.String() }),
  query: Type.Object(PageQuery),
  replies: { 200: MessagePage },
  errors: ['ValidationError', 'InvalidContactId', 'ContactNotFound'],
  async handle({ db, caller, params, query }) {
    const { items, totalCount } = await listMessages(db, caller.tenant, params.contactId, {
      ...query,
      channels: voyadoChannels,
    })
    const { offset } = query
    const body = { items: items.map(toVoyadoMessage), totalCount, offset, count: items.length }
    return { status: 200, body }
  },
})
