/** What pages call channels, and what becomes of messages there. */

export const channelWords: Readonly<Record<string, string>> = {
  email: 'E-mail',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  push: 'Push',
  webPush: 'Web push',
  inApp: 'In-app',
  onSite: 'On-site',
  inline: 'In-line content',
  webhook: 'Webhook',
}

/** Those that a contact can accept or refuse. */
export const preferenceWords: Readonly<Record<string, string>> = {
  email: 'E-mail',
  sms: 'SMS',
  postal: 'Letters',
  whatsapp: 'WhatsApp',
  push: 'Push',
  webPush: 'Web push',
  inApp: 'In-app',
  onSite: 'On-site',
  inline: 'In-line content',
}

/** To choose one of them. */
export const channelOptions = Object.entries(channelWords).map(([value, label]) => ({ value, label }))

export const channelWord = (channel: string) => channelWords[channel] ?? channel

/** Within a sentence: e-mail, but SMS. */
export function channelInSentence(channel: string): string {
  const word = channelWords[channel] ?? preferenceWords[channel] ?? channel
  return /^.[^A-Z]*$/.test(word) ? word.toLowerCase() : word
}

const contentChannels = ['inApp', 'onSite', 'inline']

/** Whose messages are put on show for pages and apps of the company to fetch. Nobody carries them. */
export const isContentChannel = (channel: unknown): boolean => contentChannels.includes(String(channel))

const ways: Readonly<Record<string, string>> = {
  inApp: 'in an app',
  onSite: 'on a site',
  inline: 'in a place of a page',
}

/** By which way a message comes: by e-mail, in an app. */
export const byChannel = (channel: string): string => ways[channel] ?? `by ${channelInSentence(channel)}`

/** What follows "who": who asks for content is shown some. */
export function reachedBy(channels: readonly string[]): string {
  const carried = channels.filter(channel => !isContentChannel(channel))
  const shown = channels.filter(isContentChannel)
  return [
    carried.length > 0 && `can be reached by ${carried.map(channelInSentence).join(' or ')}`,
    shown.length > 0 && `asked for ${shown.map(contentOf).join(' or ')} in the last 30 days`,
  ]
    .filter(Boolean)
    .join(', or ')
}

/** In-app content, in-line content. */
const contentOf = (channel: string) =>
  `${channelWord(channel)
    .toLowerCase()
    .replace(/ content$/, '')} content`

/** What becomes of content has other words than what becomes of letters. */
const happeningsOfContent: Readonly<Record<string, string>> = {
  sent: 'put on show',
  opened: 'viewed',
  dismissed: 'closed',
}

/** What became of a message of a channel, or of messages of any. */
export const happeningWord = (happening: string, channel?: unknown): string =>
  (isContentChannel(channel) ? happeningsOfContent[happening] : undefined) ?? happening

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
