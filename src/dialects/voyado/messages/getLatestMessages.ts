import Type from 'typebox'
import { latestMessages } from '../../../domain/messaging/read-messages.ts'
import { operation } from '../../../http/operation.ts'
import { PageQuery } from '../paging.ts'
import { MessageList, toVoyadoMessage } from './translate.ts'

/** Voyado Engage › Contacts › GET contacts/{contactId}/messages/latest. */
export const getLatestMessages = operation({
  method: 'GET',
  path: '/contacts/{contactId}/messages/latest',
  name: 'ContactMessage_GetLatestMessagesByContactId',
  summary: "List a contact's newest messages",
  tag: 'Messages',
  scope: 'contacts:read',
  versions: ['v1', 'v2'],
  params: Type.Object({ contactId: Type.String() }),
  query: Type.Object({ count: PageQuery.count }),
  replies: { 200: MessageList },
  errors: ['ValidationError', 'InvalidContactId', 'ContactNotFound'],
  async handle({ db, caller, params, query }) {
    const messages = await latestMessages(db, caller.tenant, params.contactId, query)
    return { status: 200, body: { count: messages.length, items: messages.map(toVoyadoMessage) } }
  },
})
