/** What channels, states and reasons are called on the vendor's pages about campaigns. */
import type { Reason, SendState } from '../../../domain/messaging/send.ts'
import { type SendChannel, sendChannels } from '../../../domain/messaging/send-channel.ts'

const channels: Readonly<Record<string, SendChannel>> = {
  EMAIL: 'email',
  SMS: 'sms',
  WHATSAPP: 'whatsapp',
  PUSH: 'push',
  WEB_PUSH: 'webPush',
  IN_APP: 'inApp',
  ON_SITE: 'onSite',
  INLINE: 'inline',
}
export const channelWords = Object.keys(channels)

/** The channel, its word in any letter case. */
export const toChannel = (word: string): SendChannel | undefined =>
  Object.hasOwn(channels, word.toUpperCase()) ? channels[word.toUpperCase()] : undefined

export const toChannelWord = (channel: string): string =>
  channelWords.find(word => channels[word] === channel) ?? channel.toUpperCase()

/** Messages to people: posts to the company's own systems are none. */
export const auditedChannels = sendChannels.filter(channel => toChannelWord(channel) in channels)

const failures = {
  'preference-missing': 'Channel Not Available',
  'preference-refused': 'Channel Not Available',
  'consent-missing': 'Channel Not Available',
  'contact-unapproved': 'Channel Not Available',
  'address-missing': 'Recipient Missing',
  'address-suppressed': 'Recipient Missing',
  'template-missing': 'Configuration Issue',
  'provider-unavailable': 'Configuration Issue',
  'variables-missing': 'Personalization Error',
  'template-broken': 'Personalization Error',
  expired: 'Time Zone Elapsed',
  'address-refused': 'Hard Bounce',
  'message-refused': 'Message Text Error',
} as const satisfies Partial<Record<Reason, string>>

/** Why a message failed, as the vendor calls it; where it has no word, what became of it. */
export function toFailure(reason: Reason | null, state: SendState): string {
  if (reason !== null && Object.hasOwn(failures, reason)) return failures[reason as keyof typeof failures]
  return state === 'bounced' ? 'Hard Bounce' : 'Other'
}
