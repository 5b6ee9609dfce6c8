/** The channels on which the server itself sends. Letters are told by others. */
export const sendChannels = ['email', 'sms'] as const
export type SendChannel = (typeof sendChannels)[number]

export const isSendChannel = (text: string): text is SendChannel =>
  (sendChannels as readonly string[]).includes(text)
