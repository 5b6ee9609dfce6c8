import Type from 'typebox'
import { latestMessages } from '../../../domain/messaging/read-messages.ts'
import { operation } from '../../../http/operation.ts'
import { PageQuery } from '../paging.ts'
import { MessageList, toVoyadoMessage, type VoyadoChannel } from './translate.ts'

const words = { email: 'e-mails', sms: 'text messages', postal: 'letters' } as const

/** What the three operations on the messages of one channel have in common. */
export const messageListOperation = (channel: VoyadoChannel, path: string, name: string) =>
  operation({
    method: 'GET',
    path: `/contacts/{contactId}/${path}`,
    name,
    summary: `List a contact's newest ${words[channel]}`,
    tag: 'Messages',
    scope: 'contacts:read',
    versions: ['v3'],
    params: Type.Object({ contactId: Type.String() }),
    query: Type.Object({ count: PageQuery.count }),
    replies: { 200: MessageList },
    errors: ['ValidationError', 'InvalidContactId', 'ContactNotFound'],
    async handle({ db, caller, params, query }) {
      const messages = await latestMessages(db, caller.tenant, params.contactId, {
        ...query,
        channels: [channel],
      })
      return { status: 200, body: { count: messages.length, items: messages.map(toVoyadoMessage) } }
    },
  })
