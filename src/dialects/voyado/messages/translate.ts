import Type, { type Static } from 'typebox'
import type { Channel } from '../../../domain/contacts/contact.ts'
import type { Message } from '../../../domain/messaging/message.ts'

const text = Type.Union([Type.String(), Type.Null()])

export const ApiMessage = Type.Object({
  messageId: Type.String(),
  name: Type.String(),
  sendDateTime: Type.String({ format: 'date-time' }),
  type: Type.String({ description: 'EmailMessage, SmsMessage or PostalMessage.' }),
  source: Type.String(),
  isTransactional: Type.Boolean(),
  status: Type.String(),
  messageLink: text,
  messageText: text,
})

export const MessageList = Type.Object({ count: Type.Integer(), items: Type.Array(ApiMessage) })

export const MessagePage = Type.Object({
  items: Type.Array(ApiMessage),
  totalCount: Type.Integer(),
  offset: Type.Integer(),
  count: Type.Integer(),
})

const types = {
  email: 'EmailMessage',
  sms: 'SmsMessage',
  postal: 'PostalMessage',
} as const satisfies Partial<Record<Channel, string>>

/** The channels that the vendor has. Messages on others are not told of. */
export type VoyadoChannel = keyof typeof types
export const voyadoChannels = Object.keys(types) as VoyadoChannel[]

export function toVoyadoMessage(message: Message): Static<typeof ApiMessage> {
  return {
    messageId: message.id,
    name: message.name,
    sendDateTime: message.sentAt.toISOString(),
    type: types[message.channel as VoyadoChannel],
    source: message.source,
    isTransactional: message.isTransactional,
    status: message.status,
    messageLink: message.link,
    messageText: message.text,
  }
}
