import { isVisitChannel, type VisitChannel, visitChannels } from '../contacts/visit.ts'

/** The channels on which the server itself sends. Letters are told by others. */
export const sendChannels = [
  'email',
  'sms',
  'whatsapp',
  'push',
  'webPush',
  'inApp',
  'onSite',
  'inline',
  'webhook',
] as const
export type SendChannel = (typeof sendChannels)[number]

export const isSendChannel = (text: string): text is SendChannel =>
  (sendChannels as readonly string[]).includes(text)

/** Channels on which a contact is reached at its devices. Having one is the contact's word, until it says otherwise. */
export const deviceChannels = ['push', 'webPush'] as const
export type DeviceChannel = (typeof deviceChannels)[number]

export const isDeviceChannel = (channel: string): channel is DeviceChannel =>
  (deviceChannels as readonly string[]).includes(channel)

/**
 * Channels on which a message is put on show, for the company's app or page to fetch. They have no providers: what is sent
 * is kept here. Whoever comes has not refused them until it says so.
 */
export const contentChannels = visitChannels
export type ContentChannel = VisitChannel
export const isContentChannel = isVisitChannel

/**
 * Whether messages are welcome on a channel; undefined where nobody said so. A webhook leads to the company, not to the
 * contact.
 */
export function welcomeOn(
  channel: SendChannel,
  preferences: Readonly<Record<string, boolean>>,
): boolean | undefined {
  if (channel === 'webhook') return true
  return preferences[channel] ?? (isDeviceChannel(channel) || isContentChannel(channel) || undefined)
}

/** Channels with addresses that can be suppressed: others have devices that go, or none but the company's own. */
export const addressChannels = ['email', 'sms', 'whatsapp'] as const
export type AddressChannel = (typeof addressChannels)[number]

export const isAddressChannel = (channel: string): channel is AddressChannel =>
  (addressChannels as readonly string[]).includes(channel)
